import { Readable } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { CsvError, parse } from "csv-parse";
import { unescapeFormula } from "./formula-guard.ts";
import { tableLimits } from "./limits.ts";
import type { RawRow } from "./raw-table.ts";
import { TableRefusal } from "./refusal.ts";

/** In the order in which they win when the text does not decide. */
const delimiters = [",", "\t", ";"] as const;

export type Delimiter = (typeof delimiters)[number];

const pieceBytes = 65_536;
const sampleBytes = 65_536;
const sampleLines = 50;
/** Far above any honest row; what is longer is a quotation mark that was never closed. */
const maxRecord = 1_000_000;

/** How often each delimiter stands outside quotation marks, for the first lines of the text. */
function countDelimiters(sample: string): Map<Delimiter, number>[] {
  const lines: Map<Delimiter, number>[] = [];
  for (const line of sample.replace(/"[^"]*"?/g, "").split(/\r\n|\n|\r/)) {
    if (line.trim() === "") continue;
    lines.push(new Map(delimiters.map((delimiter) => [delimiter, line.split(delimiter).length - 1])));
    if (lines.length === sampleLines) break;
  }
  return lines;
}

/** The delimiter that stands equally often, but at least once, on the most lines. */
export function detectDelimiter(utf8: Buffer): Delimiter {
  const lines = countDelimiters(utf8.toString("utf8", 0, sampleBytes));
  let best: { delimiter: Delimiter; lines: number; count: number } = { delimiter: ",", lines: 0, count: 0 };
  for (const delimiter of delimiters) {
    const counts = Map.groupBy(lines, (line) => line.get(delimiter) ?? 0);
    for (const [count, alike] of counts) {
      if (count === 0 || alike.length < best.lines) continue;
      if (alike.length > best.lines || count > best.count) best = { delimiter, lines: alike.length, count };
    }
  }
  return best.delimiter;
}

/** Gives the server its turn between pieces: 20 MB parsed at once would hold up everybody for seconds. */
async function* inPieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += pieceBytes) {
    yield bytes.subarray(start, start + pieceBytes);
    await setImmediate();
  }
}

function checkRow(row: RawRow, rows: number): void {
  if (row.cells.length > tableLimits.columns) {
    throw new TableRefusal("too-many-columns", { limit: tableLimits.columns, line: row.line });
  }
  if (rows > tableLimits.rows * 1.01) throw new TableRefusal("too-many-rows", { limit: tableLimits.rows });
}

function readRecord(record: string[], line: number): RawRow {
  while (record.at(-1) === "") record.pop();
  return { line, cells: record.map(unescapeFormula) };
}

async function readRecords(utf8: Buffer, delimiter: Delimiter): Promise<RawRow[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    relax_column_count: true,
    max_record_size: maxRecord,
  });
  const rows: RawRow[] = [];
  let line = 0;
  for await (const record of Readable.from(inPieces(utf8)).pipe(parser)) {
    const row = readRecord(record, ++line);
    if (row.cells.length > 0) rows.push(row);
    checkRow(row, rows.length);
  }
  return rows;
}

/**
 * The rows of a CSV text; a quoted cell may hold line ends. Line numbers count records, as a spreadsheet shows them.
 * Text escaped against formulas (`'=1`) is given without its apostrophe.
 * @throws TableRefusal `broken-quotes` with the row where they begin, `too-many-columns`, `too-many-rows`
 */
export async function parseCsv(utf8: Buffer): Promise<{ rows: RawRow[]; delimiter: Delimiter }> {
  const delimiter = detectDelimiter(utf8);
  try {
    return { rows: await readRecords(utf8, delimiter), delimiter };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TableRefusal("broken-quotes", { line: Number(error.records ?? 0) + 1 });
  }
}
