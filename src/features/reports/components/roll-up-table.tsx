import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
import { TextLink } from "#ui/link.tsx";
import type { Covered } from "../coverage.ts";
import { inLanguage, madeBy, unitOf } from "../figure-words.ts";
import type { Summed } from "../figures.ts";
import { groupKey, type RolledUp } from "../queries.ts";
import { type RollUpView, STAGE_GROUPS } from "../schema.ts";

type Place = { key: string; name: string; covered: Covered | undefined; district?: string; stage?: string };

/** Districts or stages with their coverage, the whole first. */
export function usePlaces(rolledUp: RolledUp, by: RollUpView["by"]): Place[] {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const { coverage, campaign } = rolledUp;
  const whole: Place = { key: "all", name: t("all"), covered: coverage.all };
  if (by === "district") {
    const districts = campaign.districts.map(({ districtId, ...names }) => ({
      key: groupKey("district", districtId),
      name: named(names, locale),
      covered: coverage.districts.get(districtId),
      district: districtId,
    }));
    return [whole, ...districts];
  }
  const stages = STAGE_GROUPS.filter((stage) => coverage.stages.has(stage)).map((stage) => ({
    key: groupKey("stage", stage),
    name: t(`stage.${stage}`),
    covered: coverage.stages.get(stage),
    stage,
  }));
  return [whole, ...stages];
}

/** One block of the form: a line for the whole and for every district or stage, a column for every item. */
export function RollUpTable({ rolledUp, cells, view }: { rolledUp: RolledUp; cells: Summed[]; view: RollUpView }) {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const places = usePlaces(rolledUp, view.by);
  const path = `/reports/campaigns/${rolledUp.campaign.id}/roll-up`;
  const number = (count: number | undefined) => formatNumber(count ?? 0, locale);
  const figure = (place: Place, cell: Summed) => {
    const held = rolledUp.figures.get(place.key)?.get(cell.address);
    if (!held) return <Missing reason={t("noFigure")} />;
    const target = href(`${path}/${encodeURIComponent(cell.address)}`, {
      kind: view.kind === "final" ? "final" : undefined,
      district: place.district,
      stage: place.stage,
    });
    return <TextLink href={target}>{formatNumber(held.value, locale)}</TextLink>;
  };
  const columns: Column<Place>[] = [
    { id: "place", header: t(`by.${view.by}`), cell: ({ name }) => name },
    {
      id: "coverage",
      header: t("counted"),
      numeric: true,
      nowrap: true,
      cell: ({ covered }) => t("of", { reported: number(covered?.reported), expected: number(covered?.expected) }),
    },
    ...cells.map(
      (cell): Column<Place> => ({
        id: cell.address,
        header: headerOf(cell, locale, madeBy(cell) === "largest" ? t("largest") : ""),
        numeric: true,
        cell: (place) => figure(place, cell),
      }),
    ),
  ];
  const file = href(`/api${path}`, { kind: view.kind === "final" ? "final" : undefined });
  return (
    <DataTable
      caption={t("table")}
      columns={columns}
      rows={places}
      rowKey={({ key }) => key}
      count={t(`kind.${view.kind}.note`)}
      tools={
        <LinkButton href={file} icon="download" download="">
          {t("export")}
        </LinkButton>
      }
      empty={<Empty title={t("noFigure")} />}
    />
  );
}

function headerOf(cell: Summed, locale: string, largest: string): string {
  const unit = unitOf(cell, locale);
  const notes = [unit, largest].filter(Boolean).join(locale === "en" ? ", " : "，");
  const name = `${cell.code} ${inLanguage(cell.cell.names, locale)}`;
  if (!notes) return name;
  return locale === "en" ? `${name} (${notes})` : `${name}（${notes}）`;
}
