import { type Place, TOTAL } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { Stage } from "#features/reports/form/stage.ts";
import { MISSING } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { isShortNumber } from "#lib/tabular/excel-number.ts";
import { safeSheetName } from "#lib/tabular/sheet-name.ts";
import { type CellSheet, type PlacedCell, writeCells } from "#lib/tabular/write-cells.ts";
import { groupsOfLine } from "../adjustments.ts";
import { groupKey } from "../coverage.ts";
import { cellTitle, unitOf } from "../figure-words.ts";
import { figureAt, type RolledUp } from "../roll-up.ts";
import type { Say } from "../type-words.ts";
import { type LaidOut, layOut, type Ref } from "./lay-out.ts";
import { lineCells } from "./line-cells.ts";

/** What is written: the group by its `groupKey`, what the file is called, and what it says of where it comes from. */
export type Written = { key: string; title: string; kindMeans: string; origin: string };

/**
 * A roll-up as the form itself: the same sheets, sections, rows and columns with the figures of one group in them, what
 * they rest on in a note, and adjusted cells commented. A figure nobody gave is '—'; what does not roll up stays empty.
 */
export function rollUpForm(
  rolledUp: RolledUp,
  written: Written,
  locale: Locale,
  say: Say,
  now: Date,
): Promise<Uint8Array> {
  const language = locale === "en" ? "en" : "zh";
  const laidOut = layOut(withoutOwnRows(rolledUp.definition), { facts: factsOf(rolledUp) }, language);
  const top = topOf(rolledUp, written, say);
  const figures = filling(rolledUp, written.key, laidOut.refs, say);
  const sheets = laidOut.sheets.map(
    ({ name, lines }): CellSheet => ({
      name,
      widths: [9, 36, 12, 16, 14],
      frozenRows: 3,
      open: true,
      cells: [...top, ...lines.flatMap((line) => lineCells(line, language, { value: figures }))],
    }),
  );
  const names = sheets.map(({ name }) => name);
  const rests = restsSheet(rolledUp, written, safeSheetName(say("rollUp.rests"), names), locale, say);
  return writeCells([...sheets, rests], now);
}

/** The rows of the city: those of every stage that the campaign asks. */
function factsOf({ coverage, primaryGrades }: RolledUp) {
  const stages = Stage.options.filter((stage) => coverage.has(groupKey("stage", stage)));
  return { stages, primaryGrades };
}

/** The third class of one school is nobody else's: of a school's own rows only the total is the city's. */
function withoutOwnRows(definition: Definition): Definition {
  const sheets = definition.sheets.map((sheet) => ({
    ...sheet,
    sections: sheet.sections.map((section) =>
      section.kind === "table" && section.rows.kind === "own"
        ? { ...section, rows: { kind: "fixed" as const, rows: [] } }
        : section,
    ),
  }));
  return { ...definition, sheets };
}

function topOf({ coverage }: RolledUp, { key, title, kindMeans, origin }: Written, say: Say): PlacedCell[] {
  const { reported = 0, expected = 0 } = coverage.get(key) ?? {};
  const rests = say("rollUp.formFile.rests", { kind: kindMeans, reported, expected });
  return [
    { row: 0, column: 0, value: title, look: "title" },
    { row: 1, column: 0, value: rests, look: "heading" },
    { row: 2, column: 0, value: `${origin}  ${say("rollUp.formFile.notRolledUp")}`, look: "note" },
  ];
}

/** A decimal as Excel holds it: a number where it keeps every digit, text where it would not. */
const exactly = (value: string): string | number => (isShortNumber(value) ? Number(value) : value);

function filling(rolledUp: RolledUp, key: string, refs: LaidOut["refs"], say: Say) {
  const known = new Map(rolledUp.cells.map((cell) => [cell.address, cell]));
  return (place: Place): PlacedCell => {
    const { row, column }: Ref = refs.get(place.address) ?? { sheet: "", row: 0, column: 0 };
    const cell = known.get(place.address);
    if (!cell) return { row, column, look: "label" };
    const { value, sum, adjusted } = figureAt(rolledUp, key, place.address);
    const look = place.row?.key === TOTAL ? "total-figure" : "figure";
    if (value === undefined) return { row, column, look, value: MISSING };
    const comment =
      adjusted &&
      say("rollUp.formFile.adjusted", { count: adjusted.lines, amount: adjusted.amount, sum: sum ?? MISSING });
    return { row, column, look, value: exactly(value), ...(comment ? { comment } : {}) };
  };
}

/** What the figures rest on: the schools that are missing, and the lines that are in them, each with its reason. */
function restsSheet(rolledUp: RolledUp, written: Written, name: string, locale: Locale, say: Say): CellSheet {
  const { coverage, cells, lines } = rolledUp;
  const missing = coverage.get(written.key)?.missing ?? [];
  const known = new Map(cells.map((cell) => [cell.address, cell]));
  const own = lines.flatMap((line) => {
    const cell = known.get(line.cell);
    return cell && groupsOfLine(line, cell).includes(written.key) ? [{ line, cell }] : [];
  });
  const rows: PlacedCell["value"][][] = [
    ...(missing.length > 0
      ? [[say("rollUp.missingSchools")], ...missing.map((school) => [named(school, locale)]), []]
      : []),
    ...(own.length > 0
      ? [
          [say("rollUp.lines.title")],
          ["item", "unit", "lines.school", "lines.amount", "lines.reason", "lines.author"].map((key) =>
            say(`rollUp.${key}`),
          ),
          ...own.map(({ line, cell }) => [
            `${cell.code} ${cellTitle(cell, locale)}`,
            ...[unitOf(cell, locale), named(line, locale), exactly(line.amount), line.reason, line.authorName],
          ]),
        ]
      : []),
  ];
  return {
    name,
    widths: [44, 12, 32, 14, 60, 20],
    open: true,
    cells: [
      ...topOf(rolledUp, written, say).slice(0, 2),
      ...rows.flatMap((values, index) =>
        values.map((value, column): PlacedCell => ({ row: index + 3, column, value })),
      ),
    ],
  };
}
