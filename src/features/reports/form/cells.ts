import type { Cell, Definition, OwnRows, Row, Section, Table, Text, ValueType } from "./definition.ts";
import type { FactName } from "./expression.ts";
import { gradeRows } from "./grades.ts";
import type { Stage } from "./stage.ts";

/**
 * A submission's cells by address (`D1`, `B2@g3`, `B2@total`): canonical decimal text, `yes`/`no`, or text.
 * An absent or empty entry is a missing value, which is not nought.
 */
export type Values = Readonly<Record<string, string | null | undefined>>;

/** The school as stamped on its assignment. A fact the register does not hold is absent or null. */
export type Facts = {
  stages: readonly Stage[];
  name?: string | null;
  code?: string | null;
  district?: string | null;
  locale?: string | null;
  ownership?: string | null;
  boarding?: boolean | null;
  /** Pupils on the register at the start of the form's period. */
  pupils?: number | null;
  /** Named dropout cases the school has on record for the form's month. */
  namedCases?: number | null;
  /** 5 where the city's primary stage has five grades; 6 otherwise. */
  primaryGrades?: 5 | 6;
};

/** What a form is read against. Earlier submissions are locked ones; absent when there is none. */
export type Context = { facts: Facts; lastYear?: Values | null; lastMonth?: Values | null };

export const TOTAL = "total";

/** One cell on a school's page. */
export type Place = {
  address: string;
  cell: Cell;
  section: Section;
  sheet: string;
  /** The row's name and key in a table; the total row has the key `total`. */
  row?: Row;
  /** False when the value is shown from the register, and where a total row has no total. */
  typed: boolean;
};

export const addressOf = (code: string, row?: string): string => (row === undefined ? code : `${code}@${row}`);

export function splitAddress(address: string): { code: string; row?: string } {
  const at = address.indexOf("@");
  return at < 0 ? { code: address } : { code: address.slice(0, at), row: address.slice(at + 1) };
}

export const isNumeric = (value: ValueType): boolean => value.type === "integer" || value.type === "decimal";

/** How a cell's values go together; numbers add up unless the form says otherwise. */
export const combinationOf = (cell: Cell): "sum" | "largest" | "none" =>
  cell.combines ?? (isNumeric(cell.value) ? "sum" : "none");

type Indexed = { cell: Cell; section: Section; sheet: string };
type Index = { cells: ReadonlyMap<string, Indexed>; tables: ReadonlyMap<string, Table> };
type Layout = Pick<Definition, "sheets">;
const indexes = new WeakMap<Layout, Index>();

function makeIndex(definition: Layout): Index {
  const cells = new Map<string, Indexed>();
  const tables = new Map<string, Table>();
  for (const sheet of definition.sheets) {
    for (const section of sheet.sections) {
      if (section.kind === "table") tables.set(section.code, section);
      for (const cell of section.kind === "table" ? section.columns : section.cells) {
        cells.set(cell.code, { cell, section, sheet: sheet.key });
      }
    }
  }
  return { cells, tables };
}

/** Cells by code and tables by code; made once for a definition object, which must not be changed afterwards. */
export function indexOf(definition: Layout): Index {
  const known = indexes.get(definition);
  if (known) return known;
  const made = makeIndex(definition);
  indexes.set(definition, made);
  return made;
}

const GRADES = { 5: gradeRows(5), 6: gradeRows(6) };

const OWN = {
  class: { en: "Class", zh: "班级" },
  person: { en: "Person", zh: "人员" },
};
const ownRows = new Map<string, readonly Row[]>();

/** r1, r2, …: made once. */
function rowsOfOwn({ of, most }: OwnRows): readonly Row[] {
  const known = ownRows.get(`${of}${most}`);
  if (known) return known;
  const rows = Array.from({ length: most }, (_, index): Row => {
    const number = index + 1;
    return { key: `r${number}`, names: { en: `${OWN[of].en} ${number}`, zh: `${OWN[of].zh}${number}` } };
  });
  ownRows.set(`${of}${most}`, rows);
  return rows;
}

/** Every row the table can have in any school, the total row not among them. */
export function everyRow({ rows }: Table, facts: Facts): readonly Row[] {
  if (rows.kind === "own") return rowsOfOwn(rows);
  return rows.kind === "fixed" ? rows.rows : GRADES[facts.primaryGrades ?? 6];
}

/** Is there this row in a report? Rows of the school's own are there while something stands in them. */
export const isPresent = (table: Section, row: string | undefined, values: Values): boolean =>
  table.kind !== "table" ||
  table.rows.kind !== "own" ||
  row === undefined ||
  row === TOTAL ||
  table.columns.some(({ code }) => (values[addressOf(code, row)] ?? "").trim() !== "");

const schoolRows = new WeakMap<Facts, Map<Table, readonly Row[]>>();

/** The rows this school fills, the total row not among them; worked out once for a facts object. */
export function rowsOf(table: Table, facts: Facts): readonly Row[] {
  const known = schoolRows.get(facts) ?? new Map<Table, readonly Row[]>();
  schoolRows.set(facts, known);
  const rows =
    known.get(table) ??
    everyRow(table, facts).filter((row) => row.stage === undefined || facts.stages.includes(row.stage));
  known.set(table, rows);
  return rows;
}

/** Is this cell asked of a school with these stages? */
export const isAsked = (cell: Cell, facts: Facts): boolean =>
  cell.stages === undefined || cell.stages.some((stage) => facts.stages.includes(stage));

/** A fact of the register as a cell would hold it; undefined when the register does not hold it. */
export function factText(facts: Facts, name: FactName): string | undefined {
  if (name === "stageCount") return String(facts.stages.length);
  if (name === "stages") return facts.stages.join(",") || undefined;
  const value = facts[name];
  if (typeof value === "boolean") return value ? "yes" : "no";
  return value === undefined || value === null || value === "" ? undefined : String(value);
}

/** A cell is typed unless the register holds its value. */
export const isTyped = (cell: Cell, facts: Facts): boolean =>
  cell.shown === undefined || factText(facts, cell.shown) === undefined;

function placesOf(section: Section, sheet: string, facts: Facts): Place[] {
  const place = (cell: Cell, row?: Row): Place => ({
    address: addressOf(cell.code, row?.key),
    cell,
    section,
    sheet,
    ...(row ? { row } : {}),
    typed: isTyped(cell, facts) && (row?.key !== TOTAL || isNumeric(cell.value)),
  });
  if (section.kind === "cells") return section.cells.filter((cell) => isAsked(cell, facts)).map((cell) => place(cell));
  const columns = section.columns.filter((cell) => isAsked(cell, facts));
  const rows = [...rowsOf(section, facts), ...(section.total ? [{ key: TOTAL, names: section.total }] : [])];
  return rows.flatMap((row) => columns.map((cell) => place(cell, row)));
}

/** Every cell the school is asked for, in page order: sheet by sheet, tables row by row with the total row last. */
export function cellsOf(definition: Definition, context: Pick<Context, "facts">): Place[] {
  return definition.sheets.flatMap((sheet) =>
    sheet.sections.flatMap((section) => placesOf(section, sheet.key, context.facts)),
  );
}

const byKey = new WeakMap<readonly Row[], ReadonlyMap<string, Row>>();

/** A row by its key; `rows` are those of `rowsOf` or `everyRow`, which stay as they are. */
export function rowAmong(rows: readonly Row[], key: string): Row | undefined {
  const known = byKey.get(rows) ?? new Map(rows.map((row) => [row.key, row]));
  byKey.set(rows, known);
  return known.get(key);
}

/** The name of a row in messages, the total row included; undefined outside tables. */
export function rowName(section: Section, key: string, facts: Facts): Text | undefined {
  if (section.kind !== "table") return undefined;
  return key === TOTAL ? section.total : rowAmong(everyRow(section, facts), key)?.names;
}
