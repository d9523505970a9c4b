import { z } from "zod";
import { tidyStore } from "#features/reports/tidy-store.ts";
import { isPlainDate, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { cityJob } from "#server/jobs.ts";
import { valuesOf } from "./about-reports.ts";
import { AT_SECTION, bySchool, holders } from "./recipients.ts";
import { type Notice, tell } from "./tell.ts";

const Day = z.object({ today: z.string().refine(isPlainDate) });

const DAY = 86_400_000;
const before = (days: number) => new Date(Date.now() - days * DAY);

/** How long things are kept that nobody needs any more, in days. */
export const KEPT = { idempotencyKeys: 7, jobs: 90, readNotifications: 180, notifications: 400 } as const;

/** Every night: what is over is put away, and what will be in somebody's way is told to those who can see to it. */
export const nightlyJob = cityJob("nightly", { input: Day, queue: "brief" }, async ({ today }, { db, job }) => {
  const keys = await db.idempotencyKey.deleteMany({ where: { createdAt: { lt: before(KEPT.idempotencyKeys) } } });
  const jobs = await db.job.deleteMany({
    where: {
      id: { not: job.id },
      finishedAt: { lt: before(KEPT.jobs) },
      status: { in: ["DONE", "FAILED", "CANCELLED"] },
    },
  });
  const notifications = await db.notification.deleteMany({
    where: {
      OR: [{ readAt: { lt: before(KEPT.readNotifications) } }, { createdAt: { lt: before(KEPT.notifications) } }],
    },
  });
  const { count: told } = await tell(db, [
    ...(await withoutSigner(db)),
    ...(await withoutCalendar(db, today as PlainDate)),
  ]);
  const files = await tidyStore(db, job.tenantId);
  const removed = keys.count + jobs.count + notifications.count + files.removed;
  const values: Record<string, number> = { removed, told };
  if (files.lost === 0) return { result: { message: "jobs.result.nightly", values } };
  return { result: { message: "jobs.result.nightlyLost", values: { ...values, lost: files.lost } } };
});

/** Open campaigns in which schools have nobody who could sign: told to the section, once for each number of schools. */
async function withoutSigner(db: Db): Promise<Notice[]> {
  const campaigns = await db.campaign.findMany({
    where: { status: "OPEN", dueAt: { gt: new Date() } },
    select: {
      id: true,
      titleEn: true,
      titleZh: true,
      dueAt: true,
      assignments: { where: { submittedAt: null }, select: { schoolId: true } },
    },
  });
  if (campaigns.length === 0) return [];
  const people = await bySchool(db);
  const signs = (schoolId: string) => people.get(schoolId)?.some(({ role }) => role === "SCHOOL_HEAD") ?? false;
  const section = await holders(db, AT_SECTION);
  return campaigns.flatMap(({ assignments, ...campaign }) => {
    const count = assignments.filter(({ schoolId }) => !signs(schoolId)).length;
    if (count === 0) return [];
    return section.map(({ personId }) => ({
      personId,
      kind: "signer.missing" as const,
      values: { ...valuesOf({ nameEn: "", nameZh: "", extendedTo: null, campaign }), count },
      path: `/reports/campaigns/${campaign.id}`,
      key: `signer.missing ${campaign.id} ${count}`,
    }));
  });
}

/** From October on, the next year's working days are wanted; before, this year's. Told to administrators once a month. */
async function withoutCalendar(db: Db, today: PlainDate): Promise<Notice[]> {
  const month = today.slice(0, 7);
  const year = Number(today.slice(0, 4)) + (Number(today.slice(5, 7)) >= 10 ? 1 : 0);
  if ((await db.calendarYear.count({ where: { year } })) > 0) return [];
  const administrators = await holders(db, ["SYSTEM_ADMIN"]);
  return administrators.map(({ personId }) => ({
    personId,
    kind: "calendar.missing" as const,
    values: { year },
    path: "/settings/calendar",
    key: `calendar.missing ${year} ${month}`,
  }));
}
