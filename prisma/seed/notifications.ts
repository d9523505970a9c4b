import { valuesOf } from "#features/notifications/about-reports.ts";
import { bySchool } from "#features/notifications/recipients.ts";
import { remindersOf } from "#features/notifications/reminders-job.ts";
import type { Notice } from "#features/notifications/tell.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Db } from "#server/db.ts";
import { idOf } from "./chance.ts";

/**
 * What people have been told lately: what the city's rules say for today, and reports that came back. Nothing of it
 * goes out by e-mail.
 */
export async function writeNotifications(db: Db, slug: string, today: PlainDate, timeZone: string): Promise<void> {
  const returned = await db.assignment.findMany({
    where: { status: "RETURNED", campaign: { status: "OPEN" } },
    select: {
      id: true,
      schoolId: true,
      nameEn: true,
      nameZh: true,
      extendedTo: true,
      current: true,
      campaign: { select: { titleEn: true, titleZh: true, dueAt: true } },
      submissions: {
        select: { returnReason: true, returnedByName: true },
        orderBy: { number: "desc" },
        skip: 1,
        take: 1,
      },
    },
  });
  const people = await bySchool(db);
  const notices: Notice[] = [
    ...(await remindersOf(db, today)),
    ...returned.flatMap(({ submissions: [last], ...report }) =>
      (people.get(report.schoolId) ?? []).map(({ personId }) => ({
        personId,
        kind: "report.returned" as const,
        values: { ...valuesOf(report), by: last?.returnedByName ?? "", note: last?.returnReason ?? "" },
        path: `/reports/${report.id}`,
        key: `report.returned ${report.id} ${report.current}`,
      })),
    ),
  ];
  await db.notification.createMany({
    data: notices.map(({ values, ...notice }) => ({
      ...notice,
      id: idOf(slug, "notification", notice.personId, notice.key),
      values: values as Prisma.InputJsonObject,
      createdAt: instantAt(today, "08:00", timeZone),
    })),
    skipDuplicates: true, // who is head and clerk of a school is told once
  });
  await db.job.createMany({
    data: [1, 2, 3, 4, 5].flatMap((days) => {
      const day = addDays(today, -days);
      const ran = (kind: "nightly" | "reminders", time: string, message: string, values: object) => {
        const at = instantAt(day, time, timeZone);
        const finishedAt = new Date(at.getTime() + 340);
        return {
          ...{
            id: idOf(slug, "job", kind, day),
            personId: null,
            kind,
            key: day,
            input: { today: day },
            status: "DONE" as const,
          },
          ...{ attempts: 1, createdAt: at, relayedAt: at, startedAt: at, finishedAt, result: { message, values } },
        };
      };
      return [
        ran("nightly", "02:30", "jobs.result.nightly", { removed: 0, told: 0 }),
        ran("reminders", "08:00", "jobs.result.told", { count: 0 }),
      ];
    }),
  });
}
