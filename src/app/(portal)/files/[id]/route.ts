import { attachmentById } from "#features/reports/attachments.ts";
import { oneId } from "#lib/list-params.ts";
import { storedFile } from "#server/file-response.ts";
import { download } from "#server/route.ts";
import { keyOf } from "#server/store.ts";

/** A file of a report, for whoever may read the report. */
export const GET = download("report.view", async (db, { actor, params }) => {
  const id = oneId().parse(params.id);
  const file = id && (await attachmentById(db, id));
  return file ? storedFile(keyOf(actor.tenant.id, "attachments", id), file) : null;
});
