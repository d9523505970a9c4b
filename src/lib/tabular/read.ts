import { type Delimiter, parseCsv } from "./csv.ts";
import { tableLimits } from "./limits.ts";
import { shapeTable, type TableContent } from "./raw-table.ts";
import { TableRefusal } from "./refusal.ts";
import { sniffTable } from "./sniff.ts";
import { type TextEncoding, toUtf8 } from "./text-encoding.ts";
import { readXlsx } from "./xlsx.ts";

/** `headerRow` is the row number a spreadsheet shows; `sheet` a sheet's name. */
export type ReadTableOptions = { headerRow?: number; sheet?: string };

/** A row named in `problems` must not be imported as it is; the other rows are whole. */
export type TableRead = TableContent &
  ({ kind: "csv"; encoding: TextEncoding; delimiter: Delimiter } | { kind: "xlsx"; sheet: string; sheets: string[] });

/**
 * Reads a CSV or .xlsx file of at most 20 MB, 100,000 rows and 500 columns, whatever its name says it is.
 * Every cell is text. Text that `writeCsv` has escaped comes back as it was.
 * @throws TableRefusal when the file cannot be used as a whole
 */
export async function readTable(bytes: Uint8Array, options: ReadTableOptions = {}): Promise<TableRead> {
  if (bytes.length > tableLimits.fileBytes) {
    throw new TableRefusal("too-large", { limit: tableLimits.fileBytes / 1024 / 1024 });
  }
  if (sniffTable(bytes) === "archive") {
    const { rows, sheet, sheets } = await readXlsx(bytes, options.sheet);
    return { kind: "xlsx", sheet, sheets, ...shapeTable(rows, options.headerRow, false) };
  }
  const { utf8, encoding } = toUtf8(bytes);
  const { rows, delimiter } = await parseCsv(utf8);
  return { kind: "csv", encoding, delimiter, ...shapeTable(rows, options.headerRow, true) };
}
