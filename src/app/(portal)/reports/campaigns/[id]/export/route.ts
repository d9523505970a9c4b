import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { boardColumns, ownershipNames } from "#features/reports/board-columns.tsx";
import { findCampaign, listAssignments } from "#features/reports/queries.ts";
import { AssignmentList } from "#features/reports/schema.ts";
import { named } from "#lib/named.ts";
import { download } from "#server/route.ts";

/** What a campaign's board shows, all of it, as a file. */
export const GET = download("campaign.view", async (db, { actor, request, params, locale }) => {
  const { address, format } = fileAddress(request);
  const campaign = await findCampaign(db, params.id ?? "");
  if (!campaign) return null;
  const list = AssignmentList.parse(address);
  const ownerships = await ownershipNames(db, list, locale);
  return listFile({
    list,
    pageOf: (part) => listAssignments(db, campaign.id, part, locale),
    columns: boardColumns({ campaign, timeZone: actor.tenant.timeZone, now: new Date(), locale, ownerships }),
    name: named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale),
    format,
    locale,
  });
});
