import { type Cell, type CellStyle, type CellValue, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { excelText } from "./excel-text.ts";
import { columnLetters } from "./raw-table.ts";

/** `input`: people may write there. Everything else is locked. */
export type Look =
  | "title"
  | "heading"
  | "head"
  | "label"
  | "note"
  | "input"
  | "text-input"
  | "date-input"
  | "total-input"
  | "figure"
  | "total-figure"
  | "plain";

/** What Excel lets in: a number between bounds, a text up to a length, or one of a few words. */
export type Allowed =
  | { type: "whole" | "decimal"; min: string; max: string; message: string }
  | { type: "date"; min: string; max: string; message: string }
  | { type: "length"; max: number; message: string }
  | { type: "list"; words: string[]; message: string };

/** Row and column from 0. A formula is written without its '='; a text is never one. */
export type PlacedCell = {
  row: number;
  column: number;
  /** A date is a day at midnight UTC. */
  value?: string | number | Date | null;
  formula?: string;
  look?: Look;
  allowed?: Allowed;
  /** A note that the cell shows to whoever points at it. */
  comment?: string;
};

/** A cell that is coloured while a formula holds. */
export type Mark = { row: number; column: number; formula: string; tone: "bad" | "warn" };

export type CellSheet = {
  name: string;
  /** In characters, from the first column on; the last one holds for the rest. */
  widths: readonly number[];
  cells: readonly PlacedCell[];
  marks?: readonly Mark[];
  frozenRows?: number;
  /** Row of the heads that rows can be filtered by, with its columns. */
  filter?: { row: number; columns: number; last: number };
  hidden?: boolean;
  /** Nobody brings it back, so people may write in all of it. */
  open?: boolean;
};

const LINE = { style: "thin", color: { rgb: "B7BEC7" } } as const;
const BORDER = { top: LINE, right: LINE, bottom: LINE, left: LINE };
const solid = (rgb: string) => ({ type: "pattern", pattern: "solid", fgColor: { rgb } }) as const;
const WRAP = { wrapText: true, vertical: "center" } as const;

const LOOKS: Record<Look, CellStyle> = {
  title: { font: { bold: true, size: 14 } },
  heading: { font: { bold: true, size: 12 } },
  head: { font: { bold: true }, fill: solid("E8ECF0"), border: BORDER, alignment: WRAP },
  label: { fill: solid("F3F5F7"), border: BORDER, alignment: WRAP },
  note: { font: { color: { rgb: "5B6470" } } },
  plain: { alignment: WRAP },
  input: { border: BORDER, protection: { locked: false }, alignment: { horizontal: "right" } },
  "total-input": {
    border: BORDER,
    font: { bold: true },
    protection: { locked: false },
    alignment: { horizontal: "right" },
  },
  figure: { border: BORDER, alignment: { horizontal: "right" } },
  "total-figure": { border: BORDER, font: { bold: true }, alignment: { horizontal: "right" } },
  "date-input": { border: BORDER, protection: { locked: false }, numFmt: "yyyy-mm-dd" },
  "text-input": { border: BORDER, protection: { locked: false }, numFmt: "@" },
};
const TONES = { bad: "F8C9C4", warn: "FBE3A6" } as const;

const plain = (row: number, column: number): string => `${columnLetters(column)}${row + 1}`;

function styled({ value = null, formula, look = "plain", comment }: PlacedCell): Partial<Cell> {
  const written: CellValue = typeof value === "string" ? excelText(value) : value;
  return {
    ...(formula === undefined ? { value: written } : { value: null, formula }),
    style: LOOKS[look],
    ...(comment && { comment: { text: excelText(comment) } }),
  };
}

/** The day as Excel counts it, from the last of December 1899. */
const serial = (day: string): string => String(Math.round(Date.parse(`${day}T00:00:00Z`) / 86_400_000) + 25_569);

function validationOf({ row, column, allowed }: PlacedCell): NonNullable<WriteSheet["dataValidations"]> {
  if (!allowed) return [];
  const said = { allowBlank: true, showErrorMessage: true, errorMessage: allowed.message.slice(0, 220) };
  const where = { ...said, range: plain(row, column) };
  if (allowed.type === "list") return [{ ...where, type: "list", values: allowed.words }];
  if (allowed.type === "length") {
    return [{ ...where, type: "textLength", operator: "lessThanOrEqual", formula1: String(allowed.max) }];
  }
  const { type } = allowed;
  const [formula1, formula2] = [allowed.min, allowed.max].map((bound) => (type === "date" ? serial(bound) : bound));
  return [{ ...where, type, operator: "between", formula1: formula1 ?? "", formula2: formula2 ?? "" }];
}

function layOut(sheet: CellSheet): WriteSheet {
  const width = sheet.cells.reduce((most, { column }) => Math.max(most, column + 1), 1);
  const height = sheet.cells.reduce((most, { row }) => Math.max(most, row + 1), 1);
  const rows: CellValue[][] = Array.from({ length: height }, () => Array<CellValue>(width).fill(null));
  const cells = new Map<string, Partial<Cell>>();
  for (const placed of sheet.cells) {
    const cell = styled(placed);
    const line = rows[placed.row];
    if (line) line[placed.column] = cell.value ?? null;
    cells.set(`${placed.row},${placed.column}`, cell);
  }
  return {
    name: sheet.name,
    columns: Array.from({ length: width }, (_, index) => ({
      width: sheet.widths[Math.min(index, sheet.widths.length - 1)] ?? 14,
    })),
    rows,
    cells,
    dataValidations: sheet.cells.flatMap(validationOf),
    conditionalRules: (sheet.marks ?? []).map(({ row, column, formula, tone }, index) => ({
      type: "expression",
      priority: index + 1,
      formula,
      style: { fill: { type: "pattern", pattern: "solid", bgColor: { rgb: TONES[tone] } } },
      range: plain(row, column),
    })),
    ...(sheet.open ? {} : { protection: { sheet: true, autoFilter: true, formatColumns: true, formatRows: true } }),
    ...(sheet.frozenRows ? { freezePane: { rows: sheet.frozenRows } } : {}),
    ...(sheet.filter
      ? { autoFilter: { range: `A${sheet.filter.row + 1}:${plain(sheet.filter.last, sheet.filter.columns - 1)}` } }
      : {}),
    ...(sheet.hidden ? { veryHidden: true } : {}),
  };
}

/**
 * A workbook laid out cell by cell: what people may write in is open, all else is locked (without a password) unless the
 * sheet is open, and the sheets keep their names. Formulas are worked out by the program that opens it.
 */
export async function writeCells(sheets: readonly CellSheet[], writtenAt: Date): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map(layOut),
    properties: { modified: writtenAt },
    ...(sheets.every(({ open }) => open) ? {} : { workbookProtection: { lockStructure: true } }),
  });
}
