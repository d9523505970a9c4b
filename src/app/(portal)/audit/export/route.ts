import { auditColumns } from "#features/audit/audit-columns.ts";
import { listAudit } from "#features/audit/queries.ts";
import { auditList } from "#features/audit/schema.ts";
import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** The trail as it is shown, all of it, as a file. */
export const GET = download("audit.view", async (db, { actor, request, locale }) => {
  const { address, format } = fileAddress(request);
  const { timeZone } = actor.tenant;
  return listFile({
    list: auditList.parse(address),
    pageOf: async (part) => {
      const { rows, names, next } = await listAudit(db, part, timeZone, actor.role);
      return { rows: rows.map((row) => ({ ...row, names })), after: next };
    },
    columns: auditColumns(locale, timeZone),
    name: words(locale)("audit.fileName", { date: actor.today }),
    format,
    locale,
  });
});
