import { z } from "zod";
import { later } from "#lib/later.ts";
import { isPlainDate, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { cityJob } from "#server/jobs.ts";
import { valuesOf } from "./about-reports.ts";
import { AT_SECTION, bySchool, holders, type Recipient } from "./recipients.ts";
import { type Due, remindersOn } from "./reminders.ts";
import { type Notice, tell } from "./tell.ts";

const Day = z.object({ today: z.string().refine(isPlainDate) });

/** Every morning: schools are reminded of what falls due, districts and section are told what is missing. */
export const remindersJob = cityJob("reminders", { input: Day, queue: "brief" }, async ({ today }, { db }) => {
  const { count } = await tell(db, await remindersOf(db, today as PlainDate));
  return { result: { message: "jobs.result.told", values: { count } } };
});

/** What the rules of the city say that people are to be told on that day. */
export async function remindersOf(db: Db, today: PlainDate): Promise<Notice[]> {
  const city = await db.tenant.findFirstOrThrow({
    select: { timeZone: true, remindBefore: true, districtAfter: true, sectionAfter: true },
  });
  const campaigns = await db.campaign.findMany({ where: { status: "OPEN" }, select: CAMPAIGN });
  const people = campaigns.length > 0 ? await peopleOf(db) : NOBODY;
  const notices: Notice[] = [];
  for (const campaign of campaigns) {
    const missing = await outstanding(db, campaign.id);
    // Schools that were given more time are reminded of their own deadline.
    for (const [at, those] of Map.groupBy(missing, ({ extendedTo }) => later(campaign.dueAt, extendedTo).getTime())) {
      const dueAt = new Date(at);
      const due = remindersOn(today, dueAt, city, city.timeZone);
      if (due.soon || due.overdue) notices.push(...noticesOf({ ...campaign, dueAt }, those, due, people));
    }
  }
  return notices;
}

const CAMPAIGN = { id: true, titleEn: true, titleZh: true, dueAt: true } as const;
type CampaignDue = { id: string; titleEn: string; titleZh: string; dueAt: Date };

type People = {
  schools: ReadonlyMap<string | null, readonly Recipient[]>;
  officers: readonly Recipient[];
  section: readonly Recipient[];
};
const NOBODY: People = { schools: new Map(), officers: [], section: [] };

async function peopleOf(db: Db): Promise<People> {
  const officers = await holders(db, ["DISTRICT_OFFICER"]);
  return { schools: await bySchool(db), officers, section: await holders(db, AT_SECTION) };
}

/** Reports of which nothing has ever arrived. */
function outstanding(db: Db, campaignId: string) {
  return db.assignment.findMany({
    where: { campaignId, submittedAt: null },
    select: { id: true, schoolId: true, districtId: true, nameEn: true, nameZh: true, extendedTo: true },
  });
}
type Outstanding = Awaited<ReturnType<typeof outstanding>>[number];

function noticesOf(campaign: CampaignDue, missing: readonly Outstanding[], due: Due, people: People): Notice[] {
  // A deadline that is moved is a new one, of which everybody may be reminded again.
  const of = `${campaign.id} ${campaign.dueAt.toISOString()}`;
  const values = valuesOf({ nameEn: "", nameZh: "", extendedTo: null, campaign });
  const toSchools = missing.flatMap((report) =>
    (people.schools.get(report.schoolId) ?? []).map(
      ({ personId }): Notice => ({
        personId,
        kind: due.soon ? "deadline.soon" : "deadline.overdue",
        values: { ...valuesOf({ ...report, campaign }), ...(due.soon && { days: due.soon.days }) },
        path: `/reports/${report.id}`,
        key: due.soon ? `soon ${due.soon.step} ${report.id} ${of}` : `overdue ${report.id} ${of}`,
      }),
    ),
  );
  const told = (level: string, personId: string, count: number): Notice[] =>
    count === 0
      ? []
      : [
          {
            personId,
            kind: "deadline.missing",
            values: { ...values, count },
            path: `/reports/campaigns/${campaign.id}`,
            key: `missing ${level} ${of}`,
          },
        ];
  const officers = Map.groupBy(people.officers, ({ personId }) => personId);
  const inDistricts = (ids: readonly (string | null)[]) =>
    missing.filter(({ districtId }) => ids.includes(districtId)).length;
  return [
    ...toSchools,
    ...(due.district
      ? [...officers].flatMap(([personId, held]) =>
          told("district", personId, inDistricts(held.map(({ districtId }) => districtId))),
        )
      : []),
    ...(due.section ? people.section.flatMap(({ personId }) => told("section", personId, missing.length)) : []),
  ];
}
