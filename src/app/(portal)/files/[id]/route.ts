import { attachmentById } from "#features/reports/attachments.ts";
import { storedFile } from "#server/file-response.ts";
import { download } from "#server/route.ts";

/** A file of a report, for whoever may read the report. */
export const GET = download("report.view", async (db, { actor, params }) => {
  const file = await attachmentById(db, actor, params.id);
  return file && (() => storedFile(file.key, file));
});
