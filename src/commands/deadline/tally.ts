import { share } from "../bench/load.ts";
import { type Ground, withClient } from "./ground.ts";
import type { Press } from "./night.ts";

export type Tally = {
  sent: number;
  acknowledged: number;
  retried: number;
  /** Acknowledged, and not there in the report's status, its submission's stamp and the trail. */
  lost: number;
  /** On record more than once. */
  doubled: number;
  late: number;
  /** Sent before the deadline by a clock that the server shares, and called late. */
  unfairlyLate: number;
  p50: number;
  p95: number;
  p99: number;
  max: number;
  /** Seconds from the first press until the last school knew. */
  seconds: number;
};

type Kept = { id: string; whole: boolean; events: number; late: boolean };

/** What the schools were told against what the database holds. */
export async function tallyOf(ground: Ground, presses: readonly Press[], dueAt: number): Promise<Tally> {
  const kept = await withClient(ground.urls.superuser, async (client) => {
    const { rows } = await client.query<Kept>(
      `select a.id::text, a.late, (select count(*)::int from "AuditEvent" e where e."tenantId" = a."tenantId"
                and e."subjectType" = 'Assignment' and e."subjectId" = a.id::text and e.capability = 'report.submit') as events,
              a.status = 'SUBMITTED' and a.version = 2 and s."signedAt" is not null and a."submittedAt" is not null and s."submittedAt" = a."submittedAt" as whole
         from "Assignment" a join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id
        where a."campaignId" = $1`,
      [ground.campaignId],
    );
    return new Map(rows.map((row) => [row.id, row]));
  });
  const told = presses.filter(({ took }) => took !== null);
  const durations = told.map(({ took }) => took ?? 0).toSorted((a, b) => a - b);
  const of = ({ assignmentId }: Press) => kept.get(assignmentId);
  const first = Math.min(...presses.map(({ at }) => at));
  return {
    sent: presses.length,
    acknowledged: told.length,
    retried: presses.filter(({ retries }) => retries > 0).length,
    lost: told.filter((one) => !of(one)?.whole || of(one)?.events === 0).length,
    doubled: presses.filter((one) => (of(one)?.events ?? 0) > 1).length,
    late: presses.filter((one) => of(one)?.late).length,
    unfairlyLate: presses.filter((one) => one.at < dueAt && of(one)?.late).length,
    ...{
      p50: share(durations, 0.5),
      p95: share(durations, 0.95),
      p99: share(durations, 0.99),
      max: share(durations, 1),
    },
    seconds: (Math.max(...told.map(({ at, took }) => at + (took ?? 0))) - first) / 1000,
  };
}
