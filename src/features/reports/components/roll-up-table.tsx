import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
import { inLanguage, madeBy, unitOf } from "../figure-words.ts";
import type { Summed } from "../figures.ts";
import { figureAt, type RolledUp } from "../roll-up.ts";
import { type Place, placesBy } from "../roll-up-places.ts";
import type { RollUpView } from "../schema.ts";
import type { Say } from "../type-words.ts";

/** Beside a figure that lines have been added to. */
const ADJUSTED = "±";

/** A line of the table: an item of the form, or, on top, how many schools each column counts. */
type Line = Summed | "coverage";

type Props = {
  rolledUp: RolledUp;
  cells: Summed[];
  view: Pick<RollUpView, "by" | "kind">;
  /** Whether a figure opens to the submissions behind it: today's do, published ones stand by themselves. */
  opens: boolean;
  tools: ReactNode;
};

/** One block of the form: a line for every item, a column for the whole and for every group. */
export function RollUpTable({ rolledUp, cells, view, opens, tools }: Props) {
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
    line === "coverage" ? undefined : figureAt(rolledUp, key, line.address);
  const adjusted = cells.some(({ address }) => places.some(({ key }) => figureAt(rolledUp, key, address).adjusted));
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
          if (held?.value === undefined) return missing;
          const figure = formatNumber(held.value, locale);
          return held.adjusted ? <Adjusted figure={figure} /> : figure;
        },
        link: (line) => {
          if (!opens || line === "coverage" || heldAt(place, line)?.value === undefined) return null;
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
      count={
        <>
          {t(`kind.${view.kind}.note`)}
          {adjusted && ` · ${ADJUSTED} ${t(opens ? "adjusted.note" : "adjusted.noteBelow")}`}
        </>
      }
      tools={tools}
      empty={<Empty title={t("noFigure")} />}
    />
  );
}

function Adjusted({ figure }: { figure: string }) {
  const t = useTranslations("rollUp");
  return (
    <span className="whitespace-nowrap">
      {figure}
      <span className="inline-block w-0 text-warn" title={t("adjusted.mark")}>
        <span aria-hidden="true">{ADJUSTED}</span>
        <span className="sr-only">{t("adjusted.mark")}</span>
      </span>
    </span>
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
