import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { AppliedResult } from "#features/imports/components/applied-result.tsx";
import { ApplyPanel } from "#features/imports/components/apply-panel.tsx";
import { DiscardButton } from "#features/imports/components/discard-button.tsx";
import { ImportSteps } from "#features/imports/components/import-steps.tsx";
import { RowsTable } from "#features/imports/components/rows-table.tsx";
import { ImportStatusBadge } from "#features/imports/components/status-badge.tsx";
import { goneSchools, type RowsPage, rowsPage } from "#features/imports/queries.ts";
import { RowsAddress } from "#features/imports/schema.ts";
import { JobCard } from "#features/jobs/components/job-card.tsx";
import { latestJobOf } from "#features/jobs/queries.ts";
import { type Address, oneId } from "#lib/list-params.ts";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { PageTitle } from "#ui/page-title.tsx";

const TITLES = {
  UPLOADED: "title",
  CHECKED: "check.title",
  APPLYING: "check.title",
  APPLIED: "result.title",
  DISCARDED: "discarded.title",
} as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

type Props = { params: Promise<{ importId: string }>; searchParams: Promise<Address> };

export default async function ImportPage({ params, searchParams }: Props) {
  const id = oneId().parse((await params).importId);
  const address = RowsAddress.parse(await searchParams);
  const page = await read("import.view", async (db, actor) => {
    const found = id ? await rowsPage(db, id, address) : null;
    if (!found) return null;
    const gone = found.head.status === "CHECKED" ? await goneSchools(db, found.head.id) : [];
    const job = await latestJobOf(db, "Import", found.head.id);
    return { ...found, gone, job, actor };
  });
  if (!page) notFound();
  const { head } = page;
  if (head.status === "UPLOADED") redirect(`/schools/imports/${head.id}/columns`);
  const t = await getTranslations("imports");
  const path = `/schools/imports/${head.id}`;
  return (
    <>
      <PageTitle
        title={t(TITLES[head.status])}
        lead={await leadOf(page)}
        status={<ImportStatusBadge status={head.status} />}
        breadcrumb={{ label: t("breadcrumb"), items: [{ label: t("title"), href: "/schools/imports" }] }}
        actions={head.status === "CHECKED" && <DiscardButton id={head.id} version={head.version} />}
      />
      {head.status !== "DISCARDED" && <ImportSteps now={head.status === "CHECKED" ? "check" : "apply"} of={head} />}
      {page.job && (
        <div className="mb-6">
          <JobCard
            job={page.job}
            title={t("apply.busy")}
            failed={t("apply.failed")}
            mayStop={page.job.personId === page.actor.personId}
          />
        </div>
      )}
      {head.status === "CHECKED" && <ApplyPanel head={head} lists={newEntries(page)} gone={page.gone} />}
      {head.applied && <AppliedResult applied={head.applied} path={path} />}
      {head.status === "DISCARDED" ? (
        <Empty title={t("discarded.title")} action={<LinkButton href="/schools/imports/new">{t("new")}</LinkButton>}>
          {t("discarded.text")}
        </Empty>
      ) : (
        <RowsTable page={page} address={address} path={path} />
      )}
    </>
  );
}

/** Districts and kinds of ownership that the mapping names and the city does not have. */
function newEntries({ head, city }: RowsPage): { districts: number; ownerships: number } {
  const have = new Set([
    ...city.districts.map(({ code }) => `d${code}`),
    ...city.ownerships.map(({ code }) => `o${code}`),
  ]);
  return {
    districts: head.mapping.newDistricts.filter(({ code }) => !have.has(`d${code}`)).length,
    ownerships: head.mapping.newOwnerships.filter(({ code }) => !have.has(`o${code}`)).length,
  };
}

async function leadOf({ head, actor }: RowsPage & { actor: Actor }): Promise<string> {
  const [t, locale] = await Promise.all([getTranslations("imports"), getLocale()]);
  const { fileName: file, reading, createdByName, applied, appliedAt, effectiveOn } = head;
  if (head.status === "DISCARDED") return file;
  if (head.status !== "APPLIED" || !appliedAt || !effectiveOn) return t("check.lead", { file, rows: reading.rows });
  return t("result.lead", {
    file,
    name: applied?.by ?? createdByName,
    date: formatDateTime(appliedAt, actor.tenant.timeZone, locale),
    effective: formatDate(effectiveOn, locale),
  });
}
