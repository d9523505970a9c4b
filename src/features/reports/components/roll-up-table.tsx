import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
import { inLanguage, madeBy, unitOf } from "../figure-words.ts";
import type { Summed } from "../figures.ts";
import type { RolledUp } from "../queries.ts";
import { type Place, placesBy } from "../roll-up-places.ts";
import type { RollUpView } from "../schema.ts";
import type { Say } from "../type-words.ts";

/** A line of the table: an item of the form, or, on top, how many schools each column counts. */
type Line = Summed | "coverage";

/** One block of the form: a line for every item, a column for the whole and for every group. */
export function RollUpTable({ rolledUp, cells, view }: { rolledUp: RolledUp; cells: Summed[]; view: RollUpView }) {
  const t = useTranslations("rollUp");
  const locale = useLocale();
  const all = useTranslations();
  const say: Say = (key, values) => all(key as Parameters<typeof all>[0], values);
  const places = placesBy(rolledUp, view.by, say, locale);
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
          const group = place.of === undefined ? {} : { by: view.by, of: place.of };
          return { href: href(`${path}/${encodeURIComponent(line.address)}`, { kind, ...group }) };
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
