import { stringify } from "csv-stringify/sync";
import { type Cell, type CellValue, type WriteSheet, writeXlsx as writeWorkbook } from "hucre/xlsx";
import { errorTexts, plainNumber } from "./cell-text.ts";
import { isShortNumber } from "./excel-number.ts";
import { excelText } from "./excel-text.ts";
import { escapeFormula } from "./formula-guard.ts";
import { columnLetters } from "./raw-table.ts";
import { safeSheetName } from "./sheet-name.ts";

/** What a cell may hold. Dates are text `YYYY-MM-DD`; nothing is `null`. */
export type TableValue = string | number | boolean | null;

/** `width` in characters. In a `number` column decimal text becomes a number, in a `date` column `YYYY-MM-DD` a date. */
export type TableColumn = { header: string; width?: number; kind: "text" | "number" | "date" };

export type TableSheet = { name: string; columns: readonly TableColumn[]; rows: Iterable<readonly TableValue[]> };

const excelRows = 1_048_576;
const defaultWidth = 16;
const firstDay = Date.UTC(1900, 0, 1);
const calendarDate = /^\d{4}-\d{2}-\d{2}$/;
const formats = { text: "@", number: "General", date: "yyyy-mm-dd" } as const;

function plainText(value: Exclude<TableValue, null>): string {
  if (typeof value === "string") return value.toWellFormed();
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  return Number.isFinite(value) ? plainNumber(value) : "";
}

/** Numbers are written bare, also negative ones; only text can be a formula. */
function csvCell(value: TableValue): string {
  if (value === null) return "";
  return typeof value === "string" ? escapeFormula(plainText(value)) : plainText(value);
}

/**
 * A CSV file: UTF-8 with byte order mark (Excel needs it for Chinese), commas, CRLF. Text that a spreadsheet program
 * would run as a formula gets an apostrophe in front, which `readTable` takes away again; other programs show it.
 */
export function writeCsv(columns: readonly string[], rows: Iterable<readonly TableValue[]>): Uint8Array {
  const records = [columns.map(csvCell), ...Iterator.from(rows).map((row) => row.map(csvCell))];
  return Buffer.from(
    stringify(records, {
      bom: true,
      record_delimiter: "windows",
      quote_record_delimiter: true,
      quoted_match: /[\r\n]/,
    }),
  );
}

function excelDate(text: string): Date | undefined {
  const date = new Date(`${text}T00:00:00Z`);
  const isReal = calendarDate.test(text) && !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
  return isReal && date.getTime() >= firstDay ? date : undefined;
}

function excelCell(value: TableValue, kind: TableColumn["kind"]): CellValue {
  if (value === null || value === "") return null;
  if (typeof value === "boolean") return kind === "text" ? plainText(value) : value;
  if (typeof value === "number") {
    if (!Number.isFinite(value)) return null;
    return kind === "text" ? plainNumber(value) : value;
  }
  const text = value.toWellFormed();
  if (kind === "number" && isShortNumber(text)) return Number(text);
  return (kind === "date" && excelDate(text)) || excelText(text);
}

/** hucre turns text such as `#N/A` into an error; as a run of formatted text it stays what it is. */
function protectErrorTexts(rows: readonly CellValue[][]): Map<string, Partial<Cell>> {
  const cells = new Map<string, Partial<Cell>>();
  for (const [row, values] of rows.entries()) {
    for (const [column, text] of values.entries()) {
      if (typeof text === "string" && errorTexts.has(text)) cells.set(`${row},${column}`, { richText: [{ text }] });
    }
  }
  return cells;
}

function layOutSheet({ columns, rows: values }: TableSheet, name: string): WriteSheet {
  const rows = [columns.map(({ header }) => excelCell(header, "text"))];
  for (const row of values) rows.push(columns.map(({ kind }, column) => excelCell(row[column] ?? null, kind)));
  if (rows.length > excelRows) throw new RangeError(`A sheet holds ${excelRows} rows at most`);
  const headCells = columns.map((_, column): [string, Partial<Cell>] => [
    `0,${column}`,
    { style: { font: { bold: true }, numFmt: "@" } },
  ]);
  const cells = new Map(headCells);
  for (const [place, cell] of protectErrorTexts(rows)) cells.set(place, { ...cells.get(place), ...cell });
  return {
    name,
    columns: columns.map(({ kind, width }) => ({ width: width ?? defaultWidth, numFmt: formats[kind] })),
    rows,
    cells,
    freezePane: { rows: 1 },
    autoFilter: { range: `A1:${columnLetters(columns.length - 1)}${rows.length}` },
  };
}

/**
 * An .xlsx workbook: bold header that stays in view, filter buttons, text as text (never a formula), numbers and dates
 * as such. A column's text that is not a number or date stays text. Sheet names are made safe and unlike each other.
 * Dates before 1900 are text, Excel has none; a number that is not finite is an empty cell.
 * @param writtenAt what the file says about its own age
 * @throws RangeError for more text in a cell or more rows than Excel can hold, or for a sheet without columns
 */
export async function writeXlsx(workbook: { sheets: readonly TableSheet[]; writtenAt?: Date }): Promise<Uint8Array> {
  const sheets: WriteSheet[] = [];
  for (const sheet of workbook.sheets) {
    if (sheet.columns.length === 0) throw new RangeError("A sheet needs a column");
    const taken = sheets.map(({ name }) => name);
    sheets.push(layOutSheet(sheet, safeSheetName(sheet.name, taken)));
  }
  if (sheets.length === 0) throw new RangeError("A workbook needs a sheet");
  return writeWorkbook({ sheets, properties: { modified: workbook.writtenAt ?? new Date(0) } });
}
