import { chosenYear, listSchoolYears } from "#features/calendar/queries.ts";
import { fileAddress, listFile } from "#features/lists/list-file.ts";
import { campaignColumns } from "#features/reports/campaign-columns.tsx";
import { listCampaigns } from "#features/reports/queries.ts";
import { CampaignList } from "#features/reports/schema.ts";
import { download } from "#server/route.ts";
import { words } from "#server/words.ts";

/** The campaigns of the chosen school year as they are shown, as a file. */
export const GET = download("campaign.view", async (db, { actor, request, locale }) => {
  const { address, format } = fileAddress(request);
  const year = chosenYear(await listSchoolYears(db), actor);
  return listFile({
    list: CampaignList.parse(address),
    pageOf: async () => ({ rows: await listCampaigns(db, year?.id ?? null) }),
    columns: campaignColumns(locale, actor.tenant.timeZone),
    name: words(locale)("campaigns.list.fileName", { date: actor.today }),
    format,
    locale,
  });
});
