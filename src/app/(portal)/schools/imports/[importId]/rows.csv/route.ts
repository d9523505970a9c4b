import { checkedSheet } from "#features/imports/download.ts";
import { RowsAddress } from "#features/imports/schema.ts";
import { oneId } from "#lib/list-params.ts";
import { contentDisposition } from "#lib/tabular/content-disposition.ts";
import { writeCsv } from "#lib/tabular/write.ts";
import { download } from "#server/route.ts";

export const GET = download("import.view", async (db, { request, params, locale }) => {
  const id = oneId().parse(params.importId);
  const { outcome } = RowsAddress.parse(Object.fromEntries(new URL(request.url).searchParams));
  const found = id ? await checkedSheet(db, id, outcome, locale) : null;
  if (!found) return null;
  const { columns, rows } = found.sheet;
  const bytes = writeCsv(
    columns.map(({ header }) => header),
    rows,
  );
  return new Response(Buffer.from(bytes), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": contentDisposition(`${found.name}.csv`),
    },
  });
});
