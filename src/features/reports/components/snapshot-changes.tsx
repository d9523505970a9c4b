import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
import { Notice } from "#ui/notice.tsx";
import type { Grouping } from "../coverage.ts";
import { cellTitle, unitOf } from "../figure-words.ts";
import type { Section } from "../form/definition.ts";
import type { RolledUp } from "../roll-up.ts";
import { placesBy } from "../roll-up-places.ts";
import { changesIn, type FigureChange } from "../snapshot-changes.ts";
import type { Say } from "../type-words.ts";
import { signed } from "./adjustment-lines.tsx";

/** Lines that a page shows; the count says how many there are. */
const MOST = 300;

type Props = {
  before: RolledUp;
  after: RolledUp;
  by: Grouping;
  section: Section;
  names: { before: string; after: string };
};

type Line = FigureChange & { place: string; key: string };

/** What differs between two roll-ups of a campaign: of how many schools, and in one block of the form which figures. */
export function SnapshotChanges({ before, after, by, section, names }: Props) {
  const t = useTranslations("rollUp.changes");
  const of = useTranslations("rollUp");
  const all = useTranslations();
  const locale = useLocale();
  const say: Say = (key, values) => all(key as Parameters<typeof all>[0], values);
  const places = placesBy(before, by, say, locale);
  const lines = places.flatMap(({ key, name }) =>
    changesIn(before, after, key)
      .filter(({ cell }) => cell.section.code === section.code)
      .map((change): Line => ({ ...change, place: name, key })),
  );
  const wholes = changesIn(before, after, "all").length;
  const counted = ({ coverage }: RolledUp) => {
    const covered = coverage.get("all");
    return of("of", {
      reported: formatNumber(covered?.reported ?? 0, locale),
      expected: formatNumber(covered?.expected ?? 0, locale),
    });
  };
  const figure = (value: string | undefined) =>
    value === undefined ? <Missing reason={of("noFigure")} /> : formatNumber(value, locale);
  return (
    <div className="space-y-3">
      <Notice tone={wholes === 0 ? "good" : "info"} title={wholes === 0 ? t("none") : t("some", { count: wholes })}>
        <p>
          {t("counted", {
            ...{ before: counted(before), beforeName: names.before },
            ...{ after: counted(after), afterName: names.after },
          })}
        </p>
      </Notice>
      {wholes > 0 && (
        <DataTable
          caption={t("title")}
          rows={lines.slice(0, MOST)}
          rowKey={({ key, cell }) => `${key} ${cell.address}`}
          count={
            lines.length > MOST ? t("first", { most: MOST, count: lines.length }) : t("count", { count: lines.length })
          }
          empty={<Empty title={t("noneHere")} icon="table" />}
          columns={[
            {
              id: "item",
              header: of("item"),
              cell: ({ cell }) => `${cell.code} ${cellTitle(cell, locale)}`,
              width: "38%",
            },
            { id: "place", header: of("byLabel"), cell: ({ place }) => place },
            { id: "before", header: names.before, numeric: true, cell: (line) => figure(line.before) },
            { id: "after", header: names.after, numeric: true, cell: (line) => figure(line.after) },
            {
              id: "change",
              header: t("difference"),
              numeric: true,
              nowrap: true,
              cell: ({ change, cell }) =>
                change === undefined ? (
                  <Missing reason={t("noDifference")} />
                ) : (
                  `${signed(change, locale)} ${unitOf(cell, locale)}`
                ),
            },
          ]}
        />
      )}
    </div>
  );
}
