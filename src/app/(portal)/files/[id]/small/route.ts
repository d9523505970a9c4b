import { attachmentById } from "#features/reports/attachments.ts";
import { storedPicture } from "#server/file-response.ts";
import { download } from "#server/route.ts";

/** A picture of a report, small, for whoever may read the report. */
export const GET = download("report.view", async (db, { actor, params }) => {
  const file = await attachmentById(db, actor, params.id);
  return file && (() => storedPicture(file.key, file));
});
