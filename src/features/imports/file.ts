import { createHash } from "node:crypto";
import { z } from "zod";
import { storable } from "#lib/storable.ts";
import { safeFileName } from "#lib/tabular/content-disposition.ts";
import { columnLetters } from "#lib/tabular/raw-table.ts";
import { readTable, type TableRead } from "#lib/tabular/read.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { Refusal } from "#server/refusal.ts";
import type { Problem } from "./mapping.ts";

/** How a file was read; `Import.reading`. `signature` is the same for all files with the same columns. */
export const ReadingOfFile = z.object({
  kind: z.enum(["csv", "xlsx"]),
  encoding: z.string().optional(),
  delimiter: z.string().optional(),
  sheet: z.string().optional(),
  sheets: z.array(z.string()).optional(),
  header: z.array(z.string()),
  headerLine: z.number(),
  rows: z.number(),
  lastLine: z.number(),
  signature: z.string(),
});
export type ReadingOfFile = z.output<typeof ReadingOfFile>;

export type ReadFile = {
  name: string;
  bytes: number;
  sha256: string;
  reading: ReadingOfFile;
  rows: { line: number; cells: string[]; problems: Problem[] }[];
};

/**
 * Reads an uploaded list.
 * @throws Refusal beside `file`, saying why the file cannot be read and what to do
 */
export async function readList(
  upload: FormDataEntryValue | null,
  options: { headerRow: number | null; sheet: string | null },
): Promise<ReadFile> {
  if (!(upload instanceof File) || upload.size === 0)
    throw new Refusal(
      upload instanceof File && upload.name ? "imports.refusal.empty" : "imports.upload.choose",
      {},
      "file",
    );
  const bytes = new Uint8Array(await upload.arrayBuffer());
  const table = await tableOf(bytes, options);
  if (table.rows.length === 0) throw new Refusal("imports.upload.noRows", {}, "file");
  const problems = Map.groupBy(table.problems, ({ line }) => line);
  const rows = table.rows.map(({ line, cells }) => ({
    line,
    cells: cells.map(storable),
    problems: (problems.get(line) ?? []).map(({ column, code, text }) => ({
      column: table.header[column - 1] || columnLetters(column - 1),
      value: storable(text),
      key: `imports.problem.${code}`,
    })),
  }));
  return {
    name: safeFileName(upload.name),
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex"),
    reading: readingOf(table),
    rows,
  };
}

async function tableOf(
  bytes: Uint8Array,
  { headerRow, sheet }: { headerRow: number | null; sheet: string | null },
): Promise<TableRead> {
  try {
    return await readTable(bytes, { ...(headerRow !== null && { headerRow }), ...(sheet !== null && { sheet }) });
  } catch (error) {
    if (error instanceof TableRefusal) throw new Refusal(`imports.refusal.${error.code}`, error.params, "file");
    throw error;
  }
}

function readingOf(table: TableRead): ReadingOfFile {
  const { header, headerLine, rows } = table;
  const facts =
    table.kind === "csv"
      ? { kind: table.kind, encoding: table.encoding, delimiter: table.delimiter }
      : { kind: table.kind, sheet: table.sheet, sheets: table.sheets };
  return {
    ...facts,
    header: header.map(storable),
    headerLine,
    rows: rows.length,
    lastLine: rows.at(-1)?.line ?? headerLine,
    signature: createHash("sha256").update(JSON.stringify(header)).digest("hex").slice(0, 32),
  };
}
