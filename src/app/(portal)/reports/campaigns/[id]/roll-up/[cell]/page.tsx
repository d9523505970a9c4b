import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { signed } from "#features/reports/components/adjustment-lines.tsx";
import { CoverageLine } from "#features/reports/components/coverage-line.tsx";
import { FigureLines } from "#features/reports/components/figure-lines.tsx";
import { cellTitle, madeBy, unitOf } from "#features/reports/figure-words.ts";
import { withAdjustment } from "#features/reports/form/adjust.ts";
import { type FigureFound, findFigure } from "#features/reports/roll-up.ts";
import { groupName } from "#features/reports/roll-up-places.ts";
import { FigureView } from "#features/reports/schema.ts";
import { formatNumber } from "#lib/decimal.ts";
import { type Address, href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { read } from "#server/read.ts";
import { wordsFor } from "#server/words.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Figure } from "#ui/figure.tsx";
import { PageTitle } from "#ui/page-title.tsx";

type Props = { params: Promise<{ id: string; cell: string }>; searchParams: Promise<Address> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("rollUp"))("figure.title") };
}

/** Where one figure comes from: the submissions behind it, whose values give exactly the figure. */
export default async function FigurePage({ params, searchParams }: Props) {
  const [t, c, locale, { id, cell: encoded }, address] = await Promise.all([
    getTranslations("rollUp"),
    getTranslations("campaigns"),
    getLocale(),
    params,
    searchParams,
  ]);
  const view = FigureView.parse(address);
  const asked = { ...view, address: decodeURIComponent(encoded) };
  const { found, actor } = await read("rollUp.view", async (db, actor) => ({
    found: await findFigure(db, id, asked),
    actor,
  }));
  if (!found) notFound();
  const { campaign, cell, coverage, total, adjusted } = found;
  const figure = withAdjustment(total ?? undefined, adjusted);
  const place =
    view.by && groupName(found, view.by, view.of ?? "", (key, values) => wordsFor(locale, key, values), locale);
  const path = `/reports/campaigns/${campaign.id}`;
  const back = href(`${path}/roll-up`, {
    section: cell.section.code,
    row: cell.row?.key,
    kind: view.kind === "final" ? "final" : undefined,
    by: view.by === "district" ? undefined : view.by,
  });
  return (
    <>
      <PageTitle
        title={`${cell.code} ${cellTitle(cell, locale)}`}
        lead={t("figure.lead", { place: place || t("all"), how: t(`figure.${madeBy(cell)}`) })}
        status={<Badge tone={view.kind === "final" ? "good" : "warn"}>{t(`kind.${view.kind}.name`)}</Badge>}
        breadcrumb={{
          label: c("here"),
          items: [
            { label: c("list.title"), href: "/reports" },
            { label: named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale), href: path },
            { label: t("title"), href: back },
          ],
        }}
      />
      <div className="space-y-4">
        <p className="text-xl">
          <Figure
            value={figure === undefined ? null : formatNumber(figure, locale)}
            unit={unitOf(cell, locale)}
            missing={t("noFigure")}
            {...(adjusted
              ? {
                  basis: t("adjusted.basis", {
                    sum: formatNumber(total, locale),
                    amount: signed(adjusted.amount, locale),
                    count: adjusted.lines,
                  }),
                }
              : {})}
          />
        </p>
        {coverage && (
          <CoverageLine
            covered={coverage}
            kind={view.kind}
            campaignId={campaign.id}
            district={view.by === "district" ? view.of : undefined}
          />
        )}
        <Contributions found={found} />
        <FigureLines found={found} kind={view.kind} actor={actor} />
      </div>
    </>
  );
}

async function Contributions({ found }: { found: FigureFound }) {
  const [t, c, locale] = await Promise.all([getTranslations("rollUp"), getTranslations("campaigns"), getLocale()]);
  const { campaign, cell, contributions, total } = found;
  const districts = new Map(campaign.districts.map((district) => [district.districtId, named(district, locale)]));
  const unit = unitOf(cell, locale);
  return (
    <DataTable
      caption={t("figure.behind")}
      captionShown
      rows={contributions}
      rowKey={({ assignmentId }) => assignmentId}
      rowHref={({ assignmentId }) => `/reports/${assignmentId}`}
      count={t("figure.count", { count: contributions.length })}
      empty={<Empty title={t("noFigure")} icon="chart" />}
      columns={[
        {
          id: "school",
          header: c("school"),
          width: "40%",
          cell: (row) => named(row, locale),
          foot: t(`figure.total.${madeBy(cell)}`),
        },
        {
          id: "code",
          header: c("code"),
          nowrap: true,
          cell: ({ code }) => <span className="tabular-nums">{code}</span>,
        },
        { id: "district", header: c("district"), cell: ({ districtId }) => districts.get(districtId) },
        { id: "version", header: c("board.version"), numeric: true, phone: "hide", cell: ({ number }) => number },
        {
          id: "value",
          header: unit ? t("figure.valueIn", { unit }) : t("figure.value"),
          numeric: true,
          cell: ({ value }) => formatNumber(value, locale),
          foot: formatNumber(total, locale),
        },
      ]}
    />
  );
}
