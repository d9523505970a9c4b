import type { Frame } from "#features/reports/form/calculate.ts";
import type { Locale } from "#lib/plain-date.ts";
import type { PlacedCell } from "#lib/tabular/write-cells.ts";
import type { Say } from "../type-words.ts";
import { type Check, FAILS } from "./checks.ts";
import { fitsExcel } from "./formula-limits.ts";
import { absolute, type LaidOut, type Ref } from "./lay-out.ts";
import { PORTAL } from "./portal-sheet.ts";

/** A report as it stands, for filling in without a connection. */
export type ReportToFill = {
  assignmentId: string;
  number: number;
  title: string;
  frame: Frame;
  /** What is held by address, with its version. */
  held: Readonly<Record<string, { value: string; version: number }>>;
  /** Values shown from the register, and earlier values beside the cells, in words. */
  facts: Readonly<Record<string, string>>;
  hints: Readonly<Record<string, string>>;
};

/** What all sheets of one workbook are written from. */
export type Setting = {
  report: ReportToFill;
  laidOut: LaidOut;
  locale: Locale;
  language: "en" | "zh";
  say: Say;
  checksName: string;
  /** Line of each typed cell on the hidden sheet, from 0. */
  lines: ReadonlyMap<string, number>;
};

export type Checks = {
  list: readonly Check[];
  /** Places in the list of the checks that mark a cell, by its address. */
  byCell: ReadonlyMap<string, readonly number[]>;
};

/** Row of the first check; above it title, count and heads. */
export const FIRST_CHECK = 3;
export const STATES = { error: 2, warning: 1 } as const;
export const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export const refOf = ({ laidOut }: Setting, address: string): Ref =>
  laidOut.refs.get(address) ?? { sheet: "", row: 0, column: 0 };

/** Where the hidden sheet holds the value of a cell as rules read it, or how the cell stands. */
export const portalRef = ({ lines }: Setting, address: string, column: "value" | "state"): string =>
  absolute({ sheet: PORTAL, row: lines.get(address) ?? 0, column: column === "value" ? 3 : 4 });

/** Where the list says how a check comes out, and what is wrong. */
export const checkRef = ({ checksName }: Setting, index: number, column: "result" | "message" = "result"): string =>
  absolute({ sheet: checksName, row: FIRST_CHECK + index, column: column === "result" ? 0 : 5 });

export const failsFormula = (setting: Setting, index: number): string => `${checkRef(setting, index)}=${quoted(FAILS)}`;

/** Every formula of the workbook is placed here: one that Excel would not take gives way to a plain value. */
export const withFormula = (place: PlacedCell, formula: string, otherwise: string | null = null): PlacedCell =>
  fitsExcel(formula) ? { ...place, formula } : { ...place, value: otherwise };
