import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { chosenYear, listSchoolYears } from "#features/calendar/queries.ts";
import { listLedger } from "#features/reports/burden-ledger.ts";
import { CampaignTable } from "#features/reports/components/campaign-table.tsx";
import { MyReports } from "#features/reports/components/my-reports.tsx";
import { OwnBurden } from "#features/reports/components/own-burden.tsx";
import { RecordTable } from "#features/reports/components/record-table.tsx";
import { listCampaigns, listMyReports } from "#features/reports/queries.ts";
import { recordOf } from "#features/reports/record.ts";
import { CampaignList } from "#features/reports/schema.ts";
import { LeftOut } from "#features/views/components/left-out.tsx";
import { SavedViews } from "#features/views/components/saved-views.tsx";
import { listViews, openingHref } from "#features/views/queries.ts";
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
  const address = await searchParams;
  const list = CampaignList.parse(address);
  const [t, c, f, b, locale] = await Promise.all([
    getTranslations("reports"),
    getTranslations("campaigns"),
    getTranslations("forms"),
    getTranslations("burden"),
    getLocale(),
  ]);
  const found = await read("report.view", async (db, actor) => {
    if (!can(actor, "campaign.view")) {
      const years = await listSchoolYears(db);
      const year = chosenYear(years, actor);
      const mine = await listMyReports(db);
      const record = recordOf([...mine.due, ...mine.done], years, new Date());
      return { actor, year, mine, record, burden: await listLedger(db, year?.id ?? null) };
    }
    const views = await listViews(db, "campaigns");
    const go = openingHref("/reports", address, views);
    if (go) return { go };
    const year = chosenYear(await listSchoolYears(db), actor);
    return { actor, views, year, campaigns: await listCampaigns(db, year?.id ?? null) };
  });
  if (found.go !== undefined) redirect(found.go);
  const { actor } = found;
  const { timeZone } = actor.tenant;
  if (found.mine) {
    return (
      <>
        <PageTitle title={t("list.title")} lead={t("list.lead")} />
        <MyReports reports={found.mine} timeZone={timeZone} now={new Date()} />
        {found.burden.length > 0 && <OwnBurden rows={found.burden} year={found.year} timeZone={timeZone} />}
        <RecordTable record={found.record} />
      </>
    );
  }
  const { views, year, campaigns } = found;
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
        actions={
          <>
            {can(actor, "burden.view") && <LinkButton href="/reports/burden">{b("open")}</LinkButton>}
            {can(actor, "form.view") && <LinkButton href="/reports/forms">{f("open")}</LinkButton>}
            {opens}
          </>
        }
      />
      <div className="space-y-4">
        <SavedViews list="campaigns" path="/reports" shown={list} defaults={CampaignList.defaults} views={views} />
        <LeftOut names={CampaignList.leftOut(address)} />
        <CampaignTable
          list={list}
          campaigns={campaigns}
          timeZone={timeZone}
          empty={
            <Empty title={c("list.none")} icon="report" action={opens || undefined}>
              {can(actor, "campaign.open") ? c("list.noneLead") : c("list.noneDistrict")}
            </Empty>
          }
        />
      </div>
    </>
  );
}
