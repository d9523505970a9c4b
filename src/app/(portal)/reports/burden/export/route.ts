import { chosenYear, listSchoolYears } from "#features/calendar/queries.ts";
import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { burdenColumns, inOrder } from "#features/reports/burden-columns.tsx";
import { listLedger } from "#features/reports/burden-ledger.ts";
import { BurdenList } from "#features/reports/schema.ts";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** The burden ledger of the chosen school year as it is shown, as a file. */
export const GET = download("burden.view", async (db, { actor, request, locale }) => {
  const { address, format } = fileAddress(request);
  const list = BurdenList.parse(address);
  const year = chosenYear(await listSchoolYears(db), actor);
  return listFile({
    list,
    pageOf: async () => ({ rows: inOrder(await listLedger(db, year?.id ?? null), list) }),
    columns: burdenColumns(locale, actor.tenant.timeZone),
    name: words(locale)("burden.fileName", { date: actor.today }),
    format,
    locale,
  });
});
