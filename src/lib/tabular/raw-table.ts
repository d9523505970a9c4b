import { errorTexts, textProblem } from "./cell-text.ts";
import { tableLimits } from "./limits.ts";
import { TableRefusal } from "./refusal.ts";

/** A row as it stands in the file; `line` is the number a spreadsheet program shows, `errors` columns from 0. */
export type RawRow = { line: number; cells: string[]; errors?: number[] };

/** One row of the table, as wide as the header. */
export type TableRow = { line: number; cells: string[] };

/**
 * What keeps a single row from being used:
 * `extra-cells` text in a column without a header; `cell-error` a formula's error such as `#N/A`; `cell-too-long`
 * more than 32,767 characters (the text is cut there); `unreadable-character` control characters, broken or
 * replacement characters.
 */
export type TableProblemCode = "extra-cells" | "cell-error" | "cell-too-long" | "unreadable-character";

/** `column` counts from 1; of one code the first in the row is given; `text` is the start of the cell. */
export type TableProblem = { line: number; column: number; code: TableProblemCode; text: string };

export type TableContent = { headerLine: number; header: string[]; rows: TableRow[]; problems: TableProblem[] };

const shownText = 100;

/** `A`, `Z`, `AA` for 0, 25, 26: the letters a spreadsheet shows above a column. */
export function columnLetters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : columnLetters(Math.floor(column / 26) - 1) + last;
}

function filledCells(cells: readonly string[]): number {
  return cells.reduce((count, cell) => (cell.trim() === "" ? count : count + 1), 0);
}

function findHeader(rows: readonly RawRow[], headerRow: number | undefined): number {
  const index = rows.findIndex(({ line, cells }) =>
    headerRow === undefined ? filledCells(cells) >= 2 : line === headerRow,
  );
  if (index === -1) throw new TableRefusal("no-header", headerRow === undefined ? {} : { line: headerRow });
  return index;
}

function refuseDuplicates(header: readonly string[], line: number): void {
  const columns = Map.groupBy(header.keys(), (column) => header[column] ?? "");
  for (const [name, places] of columns) {
    if (name === "" || places.length === 1) continue;
    throw new TableRefusal("duplicate-header", { name, columns: places.map(columnLetters).join(", "), line });
  }
}

function readHeader(row: RawRow): string[] {
  const header = row.cells.map((cell) => cell.trim().replace(/\s*[\r\n]\s*/g, " "));
  while (header.at(-1) === "") header.pop();
  if (header.length === 0) throw new TableRefusal("no-header", { line: row.line });
  if (header.length > tableLimits.columns) {
    throw new TableRefusal("too-many-columns", { limit: tableLimits.columns, line: row.line });
  }
  refuseDuplicates(header, row.line);
  return header;
}

/** The text of at most 32,767 units that does not end in half a character. */
function cut(text: string, length: number): string {
  const part = text.slice(0, length);
  return /[\ud800-\udbff]$/.test(part) ? part.slice(0, -1) : part;
}

function findProblems(row: RawRow, header: readonly string[], marksErrors: boolean): TableProblem[] {
  const problems = new Map<TableProblemCode, TableProblem>();
  const add = (code: TableProblemCode, column: number, text: string) => {
    if (!problems.has(code))
      problems.set(code, { line: row.line, column: column + 1, code, text: cut(text, shownText) });
  };
  for (const [column, text] of row.cells.entries()) {
    if (text === "") continue;
    if (!header[column] && text.trim() !== "") add("extra-cells", column, text);
    if (row.errors?.includes(column) || (marksErrors && errorTexts.has(text))) add("cell-error", column, text);
    const code = textProblem(text);
    if (code) add(code, column, text);
  }
  return [...problems.values()];
}

function fitCells(cells: readonly string[], width: number): string[] {
  return Array.from({ length: width }, (_, column) => {
    const text = cells[column] ?? "";
    return text.length > tableLimits.cellText ? cut(text, tableLimits.cellText) : text;
  });
}

/**
 * Finds the header, fits every row to it and lists what is wrong row by row. Blank rows are left out, rows above the
 * header too.
 * @param headerRow row number of the header as a spreadsheet shows it; without it the first row with two filled cells
 * @param marksErrors whether a cell that reads like a formula's error is one (CSV, where the type is lost)
 * @throws TableRefusal `empty`, `no-header`, `duplicate-header`, `too-many-rows`, `too-many-columns`, `too-many-cells`
 */
export function shapeTable(
  rawRows: readonly RawRow[],
  headerRow: number | undefined,
  marksErrors: boolean,
): TableContent {
  if (rawRows.length === 0) throw new TableRefusal("empty");
  const start = findHeader(rawRows, headerRow);
  const [headRow, ...below] = rawRows.slice(start);
  if (!headRow) throw new TableRefusal("no-header");
  const header = readHeader(headRow);
  const data = below.filter(({ cells }) => filledCells(cells) > 0);
  if (data.length > tableLimits.rows) throw new TableRefusal("too-many-rows", { limit: tableLimits.rows });
  if (data.length * header.length > tableLimits.cells) {
    throw new TableRefusal("too-many-cells", { limit: tableLimits.cells });
  }
  const problems = data.flatMap((row) => findProblems(row, header, marksErrors));
  const rows = data.map(({ line, cells }) => ({ line, cells: fitCells(cells, header.length) }));
  return { headerLine: headRow.line, header, rows, problems };
}
