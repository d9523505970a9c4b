import { kindKey } from "#features/jobs/words.ts";
import type { Db } from "#server/db.ts";
import type { JobProblem, JobResult } from "#server/jobs.ts";
import type { Event } from "./event.ts";
import type { Notice } from "./tell.ts";

/** Whoever asked for a job is told what came of it. */
export async function noticesOfJob(db: Db, { ids }: Event): Promise<Notice[]> {
  const jobs = await db.job.findMany({ where: { id: { in: ids }, personId: { not: null } } });
  return jobs.flatMap(({ id, kind, personId, status, result, problem, attempts }) => {
    if (!personId || (status !== "DONE" && status !== "FAILED")) return [];
    const done = result as JobResult | null;
    const outcome = done ?? (problem as JobProblem | null) ?? undefined;
    return {
      personId,
      kind: status === "DONE" ? ("job.done" as const) : ("job.failed" as const),
      values: {
        work: kindKey(kind),
        ...(outcome && { outcome: { message: outcome.message, values: outcome.values ?? {} } }),
      },
      path: (status === "DONE" && done?.goTo) || "/jobs?mine=yes",
      key: `job ${id} ${attempts}`,
    };
  });
}
