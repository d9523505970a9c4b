import { changeList } from "#features/schools/change-list.ts";
import { listChanges } from "#features/schools/change-queries.ts";
import type { ReportStatus } from "#generated/prisma/enums.ts";
import type { Actor, Db } from "#server/db.ts";
import { can } from "#server/policy.ts";

export type CampaignWork = {
  id: string;
  titleEn: string;
  titleZh: string;
  dueAt: Date;
  total: number;
  /** With the school for the first time, sent back to it, with the district, with the section, accepted or locked. */
  waiting: number;
  returned: number;
  district: number;
  section: number;
  finished: number;
  /** Nothing has been submitted and the deadline has passed. */
  overdue: number;
};

/** Open campaigns, next deadline first, with where the reports that the reader reaches stand. One query. */
export function campaignsAtWork(db: Db): Promise<CampaignWork[]> {
  return db.$queryRaw<CampaignWork[]>`
    select c.id, c."titleEn", c."titleZh", c."dueAt", count(*)::int as total,
      count(*) filter (where a.current = 1 and a.status in ('ASSIGNED', 'DRAFT', 'SIGNED'))::int as waiting,
      count(*) filter (where a.status = 'RETURNED' or (a.current > 1 and a.status in ('ASSIGNED', 'DRAFT', 'SIGNED')))::int as returned,
      count(*) filter (where a.status = 'SUBMITTED')::int as district,
      count(*) filter (where a.status = 'DISTRICT_ACCEPTED')::int as section,
      count(*) filter (where a.status in ('ACCEPTED', 'LOCKED'))::int as finished,
      count(*) filter (where a."submittedAt" is null and greatest(c."dueAt", a."extendedTo") <= now())::int as overdue
    from "Campaign" c join "Assignment" a on a."tenantId" = c."tenantId" and a."campaignId" = c.id
    where c.status = 'OPEN' group by c.id, c."titleEn", c."titleZh", c."dueAt" order by c."dueAt", c.id`;
}

export type MyReport = {
  id: string;
  titleEn: string;
  titleZh: string;
  schoolEn: string;
  schoolZh: string;
  dueAt: Date;
  status: ReportStatus;
  current: number;
  late: boolean;
};

/** A school's own reports that still want something of it, and those just sent, next deadline first. */
export function reportsAtWork(db: Db): Promise<MyReport[]> {
  return db.$queryRaw<MyReport[]>`
    select a.id, c."titleEn", c."titleZh", a."nameEn" as "schoolEn", a."nameZh" as "schoolZh", greatest(c."dueAt", a."extendedTo") as "dueAt", a.status, a.current, a.late
    from "Assignment" a join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
    where c.status = 'OPEN' and a.status in ('ASSIGNED', 'DRAFT', 'SIGNED', 'RETURNED') order by "dueAt", a.id limit 50`;
}

export type Week = {
  campaigns: CampaignWork[];
  reports: MyReport[];
  /** Change requests that wait for the reader, or that the reader's school has under way. */
  changes: number;
  /** What the reader asked for and had an answer to in the last two weeks. */
  answers: number;
  /** What a city needs before it can work, done or not; null where the reader has no part in it or all is done. */
  setUp: SetUp | null;
  /** Imports that were read and neither applied nor discarded. */
  imports: number;
  /** The coming calendar year's working days are not entered although half of this year is over. */
  calendarMissing: number | null;
  tenants: number | null;
};

/** What needs this person this week, by what they may do. */
export async function weekOf(db: Db, actor: Actor): Promise<Week> {
  const ofSchool = can(actor, "report.fill") || can(actor, "report.sign");
  const overview = can(actor, "campaign.view");
  return {
    campaigns: overview ? await campaignsAtWork(db) : [],
    reports: ofSchool ? await reportsAtWork(db) : [],
    changes: can(actor, "change.view") ? await waitingChanges(db, actor) : 0,
    answers: can(actor, "change.request") ? await recentAnswers(db) : 0,
    setUp: await setUpOf(db, actor),
    imports: can(actor, "import.view")
      ? await db.import.count({ where: { status: { in: ["UPLOADED", "CHECKED"] } } })
      : 0,
    calendarMissing: can(actor, "calendar.edit") ? await missingCalendar(db, actor) : null,
    tenants: can(actor, "tenant.list") ? await db.tenant.count() : null,
  };
}

async function recentAnswers(db: Db): Promise<number> {
  const { count } = await listChanges(db, changeList.parse({ mine: "recent", size: "1" }));
  return count;
}

export const SET_UP = ["districts", "ownerships", "year", "calendar", "section", "schools"] as const;
export type SetUp = Record<(typeof SET_UP)[number], boolean>;

/** The administrator prepares the city, the section brings in its schools: each sees how far the whole is. */
async function setUpOf(db: Db, actor: Actor): Promise<SetUp | null> {
  if (!can(actor, "tenant.edit") && !can(actor, "import.upload")) return null;
  const [row] = await db.$queryRaw<SetUp[]>`
    select exists (select from "District") as districts, exists (select from "Ownership") as ownerships,
      exists (select from "SchoolYear" where "startsOn" <= tenant_today() and "endsOn" >= tenant_today()) as year,
      exists (select from "CalendarYear" where year = extract(year from tenant_today())) as calendar,
      exists (select from "Membership" where role in ('SECTION_HEAD', 'SECTION_STAFF') and "offeredAt" is null
        and ("endsOn" is null or "endsOn" > tenant_today())) as section,
      exists (select from "School") as schools`;
  return row && Object.values(row).some((done) => !done) ? row : null;
}

function waitingChanges(db: Db, actor: Actor): Promise<number> {
  const status = "PENDING" as const;
  if (actor.role === "DISTRICT_OFFICER") return db.changeRequest.count({ where: { status, owner: "DISTRICT" } });
  if (can(actor, "change.approve")) return db.changeRequest.count({ where: { status, owner: "SECTION" } });
  return db.changeRequest.count({ where: { status } });
}

async function missingCalendar(db: Db, actor: Actor): Promise<number | null> {
  const year = Number(actor.today.slice(0, 4));
  const wanted = Number(actor.today.slice(5, 7)) > 6 ? year + 1 : year;
  const found = await db.calendarYear.count({ where: { year: wanted } });
  return found ? null : wanted;
}
