import { schoolTable } from "#features/schools/export.ts";
import { addressOf, schoolList } from "#features/schools/list.ts";
import { allSchools, listChoices } from "#features/schools/queries.ts";
import { download } from "#server/route.ts";

/** What the list shows, all of it, as a workbook or a text file. */
export const GET = download("school.export", async (db, { actor, request, locale }) => {
  const query = new URL(request.url).searchParams;
  const list = schoolList.parse(addressOf(query));
  const { on } = await listChoices(db, actor, list.on);
  return schoolTable(await allSchools(db, list, on, locale), {
    format: query.get("format") === "csv" ? "csv" : "xlsx",
    on,
    locale,
  });
});
