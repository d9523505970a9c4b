import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NextIntlClientProvider } from "next-intl";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import type { Compared } from "#features/reports/components/fill/reading-context.tsx";
import { ReportDifferences } from "#features/reports/components/fill/report-differences.tsx";
import { ReportHead } from "#features/reports/components/fill/report-head.tsx";
import { ReportHistory } from "#features/reports/components/fill/report-history.tsx";
import { inLocale } from "#features/reports/components/fill/words.ts";
import { ReportFiles } from "#features/reports/components/report-files.tsx";
import { ReportLines } from "#features/reports/components/report-lines.tsx";
import { FEWEST_PEERS, peersOf } from "#features/reports/peers.ts";
import { findReport } from "#features/reports/queries.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { messagesOf } from "#server/words.ts";
import { Tabs } from "#ui/tabs.tsx";
import { FillView } from "./fill-view.tsx";
import { ReadView } from "./read-view.tsx";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const load = cache((id: string, version: number | undefined, besidePeers: boolean) =>
  read("report.view", async (db, actor) => {
    const report = await findReport(db, actor, id, version);
    // A school reaches no other one's figures.
    const mayCompare = can(actor, "campaign.view");
    return {
      report,
      mayCompare,
      peers: report && besidePeers && mayCompare ? await peersOf(db, report) : null,
      actor,
      timeZone: actor.tenant.timeZone,
      personId: actor.personId,
    };
  }),
);

async function asked({ params, searchParams }: Props) {
  const [{ id }, { version, compare }] = await Promise.all([params, searchParams]);
  const number = typeof version === "string" && /^[1-9]\d{0,3}$/.test(version) ? Number(version) : undefined;
  const { report, ...reader } = await load(id, number, compare === "peers");
  if (!report) notFound();
  return { report, ...reader, compare: typeof compare === "string" ? compare : "" };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ report }, locale] = await Promise.all([asked(props), getLocale()]);
  return { title: `${named(report.assignment, locale)} · ${inLocale(report.definition.names, locale)}` };
}

/** One school's report: filled in, signed and sent by the school; read, remarked on and judged by district and section. */
export default async function ReportPage(props: Props) {
  const [{ report, actor, timeZone, personId, compare, mayCompare, peers }, locale, t] = await Promise.all([
    asked(props),
    getLocale(),
    getTranslations("fill.page"),
  ]);
  const { page: _page, ...words } = messagesOf(locale).fill;
  const comparisons = {
    ...(report.previous
      ? {
          previous: {
            values: report.previous,
            name: t("compare.previousName", { number: report.submission.number - 1 }),
          },
        }
      : {}),
    ...(report.context.lastYear
      ? { "last-year": { values: filled(report.context.lastYear), name: t("compare.lastYearName") } }
      : {}),
    ...(report.context.lastMonth
      ? { "last-month": { values: filled(report.context.lastMonth), name: t("compare.lastMonthName") } }
      : {}),
  };
  const withPeers = {
    ...comparisons,
    ...(mayCompare
      ? { peers: { values: peers?.values ?? {}, far: peers?.far ?? [], name: t("compare.peersName") } }
      : {}),
  };
  const compared: Compared | null = Object.entries(withPeers).find(([key]) => key === compare)?.[1] ?? null;
  const at = (key: string) => {
    const query = new URLSearchParams({
      ...(report.submission.number === report.assignment.current ? {} : { version: String(report.submission.number) }),
      ...(key ? { compare: key } : {}),
    }).toString();
    return `/reports/${report.assignment.id}${query && `?${query}`}`;
  };
  return (
    <>
      <ReportHead report={report} timeZone={timeZone} />
      {!report.may.fill && Object.keys(withPeers).length > 0 && (
        <Tabs
          label={t("compare.label")}
          items={[
            { label: t("compare.none"), href: at(""), current: compared === null },
            ...Object.entries(withPeers).map(([key, { name }]) => ({
              label: t("compare.with", { name }),
              href: at(key),
              current: compare === key,
            })),
          ]}
        />
      )}
      <NextIntlClientProvider locale={locale} messages={{ fill: words }} timeZone="UTC">
        {report.may.fill ? (
          <FillView report={report} timeZone={timeZone} personId={personId} />
        ) : (
          <ReadView report={report} timeZone={timeZone} compared={compared} />
        )}
      </NextIntlClientProvider>
      {compare === "peers" && mayCompare && (
        <p className="mt-4 text-muted">
          {peers
            ? t("compare.peersLead", { count: peers.count, far: peers.far.length })
            : t("compare.noPeers", { count: FEWEST_PEERS })}
        </p>
      )}
      {compared && (!compared.far || peers) && <ReportDifferences report={report} compared={compared} />}
      <ReportLines report={report} actor={actor} />
      <ReportFiles report={report} timeZone={timeZone} />
      <ReportHistory report={report} timeZone={timeZone} />
    </>
  );
}

const filled = (values: Readonly<Record<string, string | null | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([address, value]) => (value ? [[address, value]] : [])));
