import { formatNumber } from "#lib/decimal.ts";
import { type Address, addressOf, type ListParams } from "#lib/list-params.ts";
import { type FileFormat, fileResponse } from "#lib/tabular/file-response.ts";
import { type TableValue, writeCsv, writeXlsx } from "#lib/tabular/write.ts";
import { type Locale, words } from "#server/words.ts";
import { fileColumns, shownColumns, type TableColumn } from "#ui/data-table-columns.ts";

/** Rows that a file of a list holds at most; whoever wants more narrows the list first. */
export const FILE_ROWS = 50_000;
const BATCH = 1_000;

type Page<Row> = { rows: Row[]; after?: string | undefined };

/** What a download's address asks for: the list's own address and a format. */
export function fileAddress(request: Request): { address: Address; format: FileFormat } {
  const { format, ...address } = addressOf(new URL(request.url).searchParams);
  return { address, format: format === "csv" ? "csv" : "xlsx" };
}

/**
 * A list as a file: all rows of its filters in its order, its chosen columns under the headers it shows. The rows come
 * by the list's own pages, a thousand at a time, so that a file can hold nothing else than the list.
 * @param pageOf one page of the list; @returns 413 with a sentence where the list is longer than `FILE_ROWS`
 */
export async function listFile<Row, List extends ListParams<string>>({
  list,
  pageOf,
  columns,
  ...file
}: {
  list: List;
  pageOf: (list: List) => Promise<Page<Row>>;
  columns: TableColumn<Row>[];
  /** Of the file, without its ending, and of the sheet in it. */
  name: string;
  format: FileFormat;
  locale: Locale;
}): Promise<Response> {
  const shown = fileColumns(shownColumns(columns, list.col));
  const rows: TableValue[][] = [];
  let after: string | undefined;
  do {
    const page: Page<Row> = await pageOf({ ...list, size: BATCH, before: undefined, after });
    for (const row of page.rows) rows.push(shown.map(({ value }) => value(row)));
    if (rows.length > FILE_ROWS) return tooMany(file.locale);
    after = page.after;
  } while (after !== undefined);
  const { name, format } = file;
  const bytes =
    format === "csv"
      ? writeCsv(
          shown.map(({ header }) => header),
          rows,
        )
      : await writeXlsx({
          writtenAt: new Date(),
          sheets: [
            {
              name,
              rows,
              columns: shown.map(({ header, kind, fileWidth }) => ({
                header,
                kind: kind ?? "text",
                ...(fileWidth && { width: fileWidth }),
              })),
            },
          ],
        });
  return fileResponse(name, format, bytes);
}

function tooMany(locale: Locale): Response {
  const most = formatNumber(FILE_ROWS, locale);
  return new Response(words(locale)("list.export.tooMany", { most }), {
    status: 413,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });
}
