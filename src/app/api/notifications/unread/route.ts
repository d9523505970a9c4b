import { countUnread } from "#features/notifications/queries.ts";
import { download } from "#server/route.ts";

/** How much somebody has not read yet: the bell asks for it while a page stays open. */
export const GET = download("notification.view", async (db) => Response.json({ unread: await countUnread(db) }));
