import { type Context, cellsOf, type Place } from "#features/reports/form/cells.ts";
import type { Definition, Section } from "#features/reports/form/definition.ts";
import { columnLetters } from "#lib/tabular/raw-table.ts";
import { safeSheetName } from "#lib/tabular/sheet-name.ts";

type Language = "en" | "zh";

/** Where a cell of the form stands in the workbook; row and column from 0. */
export type Ref = { sheet: string; row: number; column: number };

/** One line of a sheet: a heading, or cells of the form in their columns. `column` is from 0. */
export type Line =
  | { kind: "section"; section: Section; row: number }
  | { kind: "help"; text: string; row: number }
  | { kind: "heads"; places: Place[]; row: number }
  | { kind: "item"; place: Place; row: number }
  | { kind: "row"; name: string; places: Place[]; row: number };

export type LaidOut = {
  sheets: { key: string; name: string; lines: Line[] }[];
  refs: ReadonlyMap<string, Ref>;
  /** In the order of `live` values: the details of a column of a table stand together. */
  places: Place[];
};

/** Rows above the first section: title, what to do, how it stands. */
const TOP = 4;
/** The column that values begin in; before it stand code, item and unit. */
export const VALUE_COLUMN = 3;

/** The form of one school as sheets of a workbook: the same form, school and language give the same places again. */
export function layOut(definition: Definition, context: Pick<Context, "facts">, language: Language): LaidOut {
  const places = cellsOf(definition, context);
  const bySection = Map.groupBy(places, ({ section }) => section);
  const refs = new Map<string, Ref>();
  const sheets: LaidOut["sheets"] = [];
  for (const sheet of definition.sheets) {
    const name = safeSheetName(
      sheet.names[language],
      sheets.map((other) => other.name),
    );
    const lines: Line[] = [];
    let row = TOP;
    for (const section of sheet.sections) {
      const own = bySection.get(section);
      if (!own) continue;
      const added = sectionLines(section, own, row, language);
      for (const line of added) noteRefs(line, name, refs);
      lines.push(...added);
      row += added.length + 1;
    }
    if (lines.length > 0) sheets.push({ key: sheet.key, name, lines });
  }
  return { sheets, refs, places };
}

type Shape = Line extends infer One ? (One extends Line ? Omit<One, "row"> : never) : never;

function sectionLines(section: Section, places: Place[], from: number, language: Language): Line[] {
  const shapes: Shape[] = [
    { kind: "section", section },
    ...(section.help ? [{ kind: "help" as const, text: section.help[language] }] : []),
    ...(section.kind === "cells"
      ? places.map((place): Shape => ({ kind: "item", place }))
      : tableLines(places, language)),
  ];
  return shapes.map((shape, index) => ({ ...shape, row: from + index }));
}

function tableLines(places: Place[], language: Language): Shape[] {
  const rows = [...Map.groupBy(places, ({ row }) => row?.key ?? "").values()];
  return [
    { kind: "heads", places: rows[0] ?? [] },
    ...rows.map((own): Shape => ({ kind: "row", name: own[0]?.row?.names[language] ?? "", places: own })),
  ];
}

function noteRefs(line: Line, sheet: string, refs: Map<string, Ref>): void {
  if (line.kind === "item") refs.set(line.place.address, { sheet, row: line.row, column: VALUE_COLUMN });
  if (line.kind !== "row") return;
  for (const [index, { address }] of line.places.entries()) {
    refs.set(address, { sheet, row: line.row, column: VALUE_COLUMN + index });
  }
}

const fixed = (row: number, column: number): string => `$${columnLetters(column)}$${row + 1}`;

/** `'学校与学生'!$D$12` */
export const absolute = ({ sheet, row, column }: Ref): string =>
  `'${sheet.replaceAll("'", "''")}'!${fixed(row, column)}`;

/** `'学校与学生'!$D$12:$D$20`, over so many rows and columns. */
export const range = (from: Ref, rows: number, columns = 1): string =>
  `${absolute(from)}:${fixed(from.row + rows - 1, from.column + columns - 1)}`;
