import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
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
  const [only, ...others] = campaign.districts;
  // Who reaches one district sees that district's figures, under its own name.
  const name = only && others.length === 0 ? named(only, locale) : t("all");
  const whole: Place = { key: "all", name, covered: coverage.all };
  if (by === "district") {
    if (others.length === 0) return [whole];
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

/** A line of the table: an item of the form, or, on top, how many schools each column counts. */
type Line = Summed | "coverage";

/** One block of the form: a line for every item, a column for the whole and for every district or stage. */
export function RollUpTable({ rolledUp, cells, view }: { rolledUp: RolledUp; cells: Summed[]; view: RollUpView }) {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const places = usePlaces(rolledUp, view.by);
  const path = `/reports/campaigns/${rolledUp.campaign.id}/roll-up`;
  const kind = view.kind === "final" ? "final" : undefined;
  const counted = ({ covered }: Place) =>
    t("of", {
      reported: formatNumber(covered?.reported ?? 0, locale),
      expected: formatNumber(covered?.expected ?? 0, locale),
    });
  const missing = <Missing reason={t("noFigure")} />;
  const heldAt = ({ key }: Place, line: Line) =>
    line === "coverage" ? undefined : rolledUp.figures.get(key)?.get(line.address);
  const columns: Column<Line>[] = [
    { id: "item", header: t("item"), cell: (line) => (line === "coverage" ? t("counted") : <Item cell={line} />) },
    ...places.map(
      (place): Column<Line> => ({
        id: place.key,
        header: place.name,
        numeric: true,
        nowrap: true,
        cell: (line) => {
          if (line === "coverage") return counted(place);
          const held = heldAt(place, line);
          return held ? formatNumber(held.value, locale) : missing;
        },
        link: (line) => {
          if (line === "coverage" || !heldAt(place, line)) return null;
          const { district, stage } = place;
          return { href: href(`${path}/${encodeURIComponent(line.address)}`, { kind, district, stage }) };
        },
      }),
    ),
  ];
  return (
    <DataTable
      caption={t("table")}
      columns={columns}
      rows={["coverage" as const, ...cells]}
      rowKey={(line) => (line === "coverage" ? line : line.address)}
      count={t(`kind.${view.kind}.note`)}
      tools={
        <LinkButton href={href(`/api${path}`, { kind })} icon="download" download="">
          {t("export")}
        </LinkButton>
      }
      empty={<Empty title={t("noFigure")} />}
    />
  );
}

function Item({ cell }: { cell: Summed }) {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const unit = unitOf(cell, locale);
  const notes = [unit, madeBy(cell) === "largest" ? t("largest") : ""].filter(Boolean).join(t("comma"));
  return (
    <>
      <span className="tabular-nums">{cell.code}</span> {inLanguage(cell.cell.names, locale)}
      {notes && <span className="font-normal text-muted"> · {notes}</span>}
    </>
  );
}
