import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { changeColumns } from "#features/schools/change-columns.tsx";
import { changeList } from "#features/schools/change-list.ts";
import { listChanges } from "#features/schools/change-queries.ts";
import { fieldWords } from "#features/schools/display.ts";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** The queue of change requests as it is shown, all of it, as a file. */
export const GET = download("change.view", async (db, { actor, request, locale }) => {
  const { address, format } = fileAddress(request);
  return listFile({
    list: changeList.parse(address),
    pageOf: (part) => listChanges(db, part),
    columns: changeColumns(await fieldWords(db, locale), actor.tenant.timeZone),
    name: words(locale)("changes.fileName", { date: actor.today }),
    format,
    locale,
  });
});
