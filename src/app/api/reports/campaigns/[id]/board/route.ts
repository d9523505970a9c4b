import { boardWorkbook } from "#features/reports/export-board.ts";
import { exportAssignments, findCampaign } from "#features/reports/queries.ts";
import { AssignmentList } from "#features/reports/schema.ts";
import { download } from "#server/route.ts";

/** What a campaign's board shows, all of it, as a workbook. */
export const GET = download("campaign.view", async (db, { actor, request, params, locale }) => {
  const query = new URL(request.url).searchParams;
  const address = Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name)]));
  const campaign = await findCampaign(db, params.id ?? "");
  if (!campaign) return null;
  const rows = await exportAssignments(db, campaign.id, AssignmentList.parse(address));
  return boardWorkbook(campaign, rows, { locale, timeZone: actor.tenant.timeZone });
});
