import { later } from "#lib/later.ts";
import type { Db } from "#server/db.ts";
import type { Event } from "./event.ts";
import type { NoticeKind, NoticeValues } from "./notices.ts";
import { AT_SECTION, bySchool, holders, type Recipient } from "./recipients.ts";
import type { Notice } from "./tell.ts";

const OF_ASSIGNMENT = {
  id: true,
  schoolId: true,
  districtId: true,
  nameEn: true,
  nameZh: true,
  extendedTo: true,
  campaign: { select: { id: true, titleEn: true, titleZh: true, dueAt: true } },
} as const;

type Report = {
  nameEn: string;
  nameZh: string;
  extendedTo: Date | null;
  campaign: { titleEn: string; titleZh: string; dueAt: Date };
};

/** Which report of which school it is. */
export function valuesOf({ nameEn, nameZh, extendedTo, campaign }: Report): NoticeValues {
  return {
    schoolEn: nameEn,
    schoolZh: nameZh,
    campaignEn: campaign.titleEn,
    campaignZh: campaign.titleZh,
    dueAt: later(campaign.dueAt, extendedTo).toISOString(),
  };
}

/** What those who work for a school are told of its report. */
export async function noticesOfReports(db: Db, event: Event, jobId: string): Promise<Notice[]> {
  const people = await bySchool(db);
  return toldOf(db, event, jobId, (schoolId) => people.get(schoolId) ?? []);
}

/** What the section is told of a report. */
export async function noticesOfAsk(db: Db, event: Event, jobId: string): Promise<Notice[]> {
  const section = await holders(db, AT_SECTION);
  return toldOf(db, event, jobId, () => section);
}

async function toldOf(
  db: Db,
  { event, ids, byName, note }: Event,
  jobId: string,
  to: (schoolId: string) => readonly Recipient[],
): Promise<Notice[]> {
  const reports = await db.assignment.findMany({ where: { id: { in: ids } }, select: OF_ASSIGNMENT });
  return reports.flatMap((report) =>
    to(report.schoolId).map(({ personId }) => ({
      personId,
      kind: event as NoticeKind,
      values: { ...valuesOf(report), by: byName, ...(note && { note }) },
      path: `/reports/${report.id}`,
      key: `${event} ${report.id} ${jobId}`,
    })),
  );
}

/** What schools, and of a new campaign their districts, are told of a campaign; reminders only schools that have not sent anything. */
export async function noticesOfCampaign(db: Db, { event, ids, byName }: Event, jobId: string): Promise<Notice[]> {
  const reports = await db.assignment.findMany({
    where: { campaignId: { in: ids }, ...(event !== "campaign.opened" && { submittedAt: null }) },
    select: OF_ASSIGNMENT,
  });
  const people = await bySchool(db);
  const kind = event === "campaign.remind" ? "deadline.asked" : (event as NoticeKind);
  const toSchools = reports.flatMap((report) =>
    (people.get(report.schoolId) ?? []).map(({ personId }) => ({
      personId,
      kind,
      values: { ...valuesOf(report), by: byName },
      path: `/reports/${report.id}`,
      key: `${event} ${report.id} ${jobId}`,
    })),
  );
  return event === "campaign.opened" ? [...toSchools, ...(await toDistricts(db, reports, jobId))] : toSchools;
}

type InCampaign = Report & { districtId: string; campaign: { id: string } };

async function toDistricts(db: Db, reports: readonly InCampaign[], jobId: string): Promise<Notice[]> {
  const concerned = new Map(reports.map((report) => [`${report.districtId} ${report.campaign.id}`, report]));
  const officers = await holders(db, ["DISTRICT_OFFICER"]);
  return [...concerned.values()].flatMap(({ districtId, campaign }) =>
    officers
      .filter((officer) => officer.districtId === districtId)
      .map(({ personId }) => ({
        personId,
        kind: "campaign.opened" as const,
        values: { campaignEn: campaign.titleEn, campaignZh: campaign.titleZh, dueAt: campaign.dueAt.toISOString() },
        path: `/reports/campaigns/${campaign.id}`,
        key: `campaign.opened ${campaign.id} ${jobId}`,
      })),
  );
}
