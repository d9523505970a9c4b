import { exportById } from "#features/reports/export-job.ts";
import { oneId } from "#lib/list-params.ts";
import { storedFile } from "#server/file-response.ts";
import { download } from "#server/route.ts";
import { keyOf } from "#server/store.ts";

/** A workbook, for the one who had it made. */
export const GET = download("rollUp.export", async (db, { actor, params }) => {
  const id = oneId().parse(params.id);
  const made = id && (await exportById(db, id, actor.personId));
  if (!made) return null;
  return () => storedFile(keyOf(actor.tenant.id, "exports", id), { ...made, name: made.file, kind: "xlsx" });
});
