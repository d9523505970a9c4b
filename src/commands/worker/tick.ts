import { mailJob, mailKey } from "../../features/notifications/mail-job.ts";
import { nightlyJob } from "../../features/notifications/nightly-job.ts";
import { remindersJob } from "../../features/notifications/reminders-job.ts";
import { dateInZone, timeInZone } from "../../lib/zoned-time.ts";
import { type Db, withJob } from "../../server/db.ts";
import { type AskedJob, ask } from "../../server/jobs.ts";

/** When in the city's day the daily work falls due. What was missed as no worker ran is done when one does. */
const NIGHTLY_AT = "02:30";
const REMINDERS_AT = "08:00";

/** How long nothing is sent after the e-mail server has failed us. */
const AFTER_FAILURE_MS = 10 * 60_000;

/** Asks for what has come due in a city. Two workers that ask at once ask for one thing. */
export async function askForDueWork(
  { tenantId, timeZone }: { tenantId: string; timeZone: string },
  now: Date,
): Promise<void> {
  const today = dateInZone(now, timeZone);
  const time = timeInZone(now, timeZone);
  await withJob({ tenantId }, async (db) => {
    const asked: AskedJob[] = [
      ...(time >= NIGHTLY_AT ? [nightlyJob.ask({ today }, { key: today })] : []),
      ...(time >= REMINDERS_AT ? [remindersJob.ask({ today }, { key: today })] : []),
      ...((await mailIsDue(db, now)) ? [mailJob.ask({}, { key: mailKey(now) })] : []),
    ];
    const known = await db.job.findMany({
      where: { OR: asked.map(({ kind, key }) => ({ kind, key })) },
      select: { kind: true, key: true },
    });
    await ask(
      db,
      null,
      asked.filter(({ kind, key }) => !known.some((one) => one.kind === kind && one.key === key)),
    );
  });
}

async function mailIsDue(db: Db, now: Date): Promise<boolean> {
  const due = await db.notification.findFirst({
    where: { mailAt: { lte: now }, mailedAt: null, readAt: null },
    select: { id: true },
  });
  if (!due) return false;
  const hindered = await db.job.count({
    where: {
      kind: mailJob.kind,
      OR: [
        { status: { in: ["WAITING", "RUNNING"] } },
        { status: "FAILED", finishedAt: { gt: new Date(now.getTime() - AFTER_FAILURE_MS) } },
      ],
    },
  });
  return hindered === 0;
}
