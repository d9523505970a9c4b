import { standing } from "#features/reports/others.ts";
import { isId } from "#lib/id.ts";
import { download } from "#server/route.ts";

/** Who else is filling in this report, and whether it has moved on: asked now and then by a page that is open. */
export const GET = download("report.fill", async (db, { actor, params: { id = "" } }) =>
  isId(id) ? Response.json(await standing(db, actor.personId, id)) : null,
);
