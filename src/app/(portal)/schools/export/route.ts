import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { schoolList } from "#features/schools/list.ts";
import { listChoices, listSchools } from "#features/schools/queries.ts";
import { schoolColumns, withinRights } from "#features/schools/school-columns.tsx";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** What the list shows, all of it, as a workbook or a text file. */
export const GET = download("school.export", async (db, { actor, request, locale }) => {
  const { address, format } = fileAddress(request);
  const list = withinRights(schoolList.parse(address), actor);
  const { on } = await listChoices(db, actor, list.on);
  return listFile({
    list,
    pageOf: (part) => listSchools(db, part, on, locale),
    columns: schoolColumns(actor, locale),
    name: words(locale)("schools.list.fileName", { date: on }),
    format,
    locale,
  });
});
