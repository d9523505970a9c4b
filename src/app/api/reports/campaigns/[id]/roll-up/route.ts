import { rollUpWorkbook } from "#features/reports/export-roll-up.ts";
import { rollUpOf } from "#features/reports/roll-up.ts";
import { RollUpView } from "#features/reports/schema.ts";
import { download } from "#server/route.ts";

/** A campaign's roll-up as a workbook. */
export const GET = download("rollUp.export", async (db, { request, params, locale }) => {
  const { kind } = RollUpView.parse(Object.fromEntries(new URL(request.url).searchParams));
  const rolledUp = await rollUpOf(db, params.id ?? "", { kind });
  return rolledUp && rollUpWorkbook(rolledUp, kind, locale);
});
