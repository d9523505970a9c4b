import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { chosenYear, listSchoolYears } from "#features/calendar/queries.ts";
import { CampaignTable } from "#features/reports/components/campaign-table.tsx";
import { MyReports } from "#features/reports/components/my-reports.tsx";
import { listCampaigns, listMyReports } from "#features/reports/queries.ts";
import { CampaignList } from "#features/reports/schema.ts";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("list.title") };
}

/** Offices see their campaigns and how far these are; a school sees its own reports. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const list = CampaignList.parse(await searchParams);
  const [t, c, locale] = await Promise.all([getTranslations("reports"), getTranslations("campaigns"), getLocale()]);
  const { actor, year, campaigns, mine } = await read("report.view", async (db, actor) => {
    if (!can(actor, "campaign.view")) return { actor, year: null, campaigns: null, mine: await listMyReports(db) };
    const year = chosenYear(await listSchoolYears(db), actor);
    return { actor, year, campaigns: await listCampaigns(db, year?.id ?? null), mine: null };
  });
  const { timeZone } = actor.tenant;
  if (mine) {
    return (
      <>
        <PageTitle title={t("list.title")} lead={t("list.lead")} />
        <MyReports reports={mine} timeZone={timeZone} now={new Date()} />
      </>
    );
  }
  const opens = can(actor, "campaign.open") && (
    <LinkButton href="/reports/campaigns/new" icon="plus" variant="primary">
      {c("new.open")}
    </LinkButton>
  );
  return (
    <>
      <PageTitle
        title={t("list.title")}
        lead={year ? c("list.lead", { year: named(year, locale) }) : c("list.leadAll")}
        actions={opens}
      />
      <CampaignTable
        list={list}
        campaigns={campaigns ?? []}
        timeZone={timeZone}
        empty={
          <Empty title={c("list.none")} icon="report" action={opens || undefined}>
            {can(actor, "campaign.open") ? c("list.noneLead") : c("list.noneDistrict")}
          </Empty>
        }
      />
    </>
  );
}
