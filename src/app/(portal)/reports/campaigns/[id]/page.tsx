import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { together as allDistricts } from "#features/reports/board.ts";
import { ownershipNames } from "#features/reports/board-columns.tsx";
import { ArrivalChart } from "#features/reports/components/arrival-chart.tsx";
import { Board } from "#features/reports/components/board-table.tsx";
import { CampaignHead } from "#features/reports/components/campaign-head.tsx";
import { CampaignStats, DistrictTable, SentOut } from "#features/reports/components/district-progress.tsx";
import { arrivedIn, courseOf } from "#features/reports/course.ts";
import { findCampaign, listAssignments } from "#features/reports/queries.ts";
import { AssignmentList, TOGETHER } from "#features/reports/schema.ts";
import { LeftOut } from "#features/views/components/left-out.tsx";
import { SavedViews } from "#features/views/components/saved-views.tsx";
import { listViews, openingHref } from "#features/views/queries.ts";
import { keepKnown } from "#lib/list-address.ts";
import type { Address } from "#lib/list-params.ts";
import { dateInZone, deadlineParts, formatDeadline } from "#lib/zoned-time.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Notice } from "#ui/notice.tsx";
import { Section } from "#ui/section.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("campaigns"))("board.title") };
}

/** Who has reported and who has not, district by district and school by school. */
export default async function CampaignPage({ params, searchParams }: Props) {
  const [t, locale, { id }, address] = await Promise.all([
    getTranslations("campaigns"),
    getLocale(),
    params,
    searchParams,
  ]);
  const path = `/reports/campaigns/${id}`;
  const found = await read("campaign.view", async (db, actor) => {
    const campaign = await findCampaign(db, id);
    if (!campaign) return null;
    const views = await listViews(db, "board");
    const go = openingHref(path, address, views);
    if (go) return { go };
    const districts = campaign.districts.map(({ districtId }) => districtId);
    const { list, lost } = keepKnown(AssignmentList.parse(address), { district: districts });
    const page = await listAssignments(db, id, list, locale);
    const { timeZone } = actor.tenant;
    const course = courseOf(arrivedIn(campaign.districts), {
      openedOn: dateInZone(campaign.openedAt, timeZone),
      due: deadlineParts(campaign.dueAt, timeZone),
      today: dateInZone(new Date(), timeZone),
    });
    const ownerships = await ownershipNames(db, list, locale);
    return { actor, campaign, views, list, lost, page, course, ownerships };
  });
  if (!found) notFound();
  if (found.go !== undefined) redirect(found.go);
  const { actor, campaign, views, list, lost, page, course, ownerships } = found;
  const now = new Date();
  const asks = campaign.status === "OPEN" ? campaign.districts.reduce((sum, { asks }) => sum + asks, 0) : 0;
  const together = TOGETHER.filter((step) => can(actor, `report.${step}`));
  return (
    <>
      <CampaignHead campaign={campaign} actor={actor} tab="board" />
      {campaign.status === "OPEN" && <SentOut districts={campaign.districts} />}
      {asks > 0 && (
        <div className="mb-6">
          <Notice tone="warn" actions={<LinkButton href={`${path}?time=asked#rows`}>{t("board.showAsks")}</LinkButton>}>
            {t("board.asks", { count: asks })}
          </Notice>
        </div>
      )}
      <Section title={t("progress.title")}>
        <CampaignStats id={campaign.id} districts={campaign.districts} overdue={campaign.dueAt <= now} />
        {course && (
          <ArrivalChart
            course={course}
            expected={allDistricts(campaign.districts).expected}
            deadline={formatDeadline(campaign.dueAt, actor.tenant.timeZone, locale)}
          />
        )}
      </Section>
      {campaign.districts.length > 1 && (
        <Section title={t("board.byDistrict")}>
          <DistrictTable id={campaign.id} districts={campaign.districts} />
        </Section>
      )}
      <Section title={t("board.schools")}>
        <SavedViews list="board" path={path} shown={list} defaults={AssignmentList.defaults} views={views} />
        <LeftOut names={[...AssignmentList.leftOut(address), ...lost]} />
        <Board
          campaign={campaign}
          list={list}
          page={page}
          context={{ campaign, timeZone: actor.tenant.timeZone, now, locale, ownerships }}
          together={together}
        />
      </Section>
    </>
  );
}
