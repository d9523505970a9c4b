import { NOTIFY } from "#features/notifications/event.ts";
import type { Job } from "#generated/prisma/client.ts";
import { JobStatus } from "#generated/prisma/enums.ts";
import { cutPage } from "#lib/cut-page.ts";
import { type Cursor, listParams, oneOf } from "#lib/list-params.ts";
import type { Actor, Db } from "#server/db.ts";
import type { JobProblem, JobResult } from "#server/jobs.ts";
import { OPEN } from "./lifecycle.ts";

export const jobList = listParams({
  sorts: { createdAt: "instant" },
  sort: "-createdAt",
  filters: { status: oneOf(Object.values(JobStatus)), mine: oneOf(["yes"]) },
});
export type JobList = ReturnType<typeof jobList.parse>;

export type JobRow = Pick<
  Job,
  | "id"
  | "kind"
  | "status"
  | "done"
  | "total"
  | "attempts"
  | "personId"
  | "personName"
  | "createdAt"
  | "startedAt"
  | "finishedAt"
  | "cancelAskedAt"
> & { result: JobResult | null; problem: JobProblem | null };

const SHOWN = {
  id: true,
  kind: true,
  status: true,
  done: true,
  total: true,
  attempts: true,
  personId: true,
  personName: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  cancelAskedAt: true,
  result: true,
  problem: true,
} as const;

/**
 * One page of the jobs that the reader may see: a member's own, for the section and administrators the whole city's.
 * That a change tells those concerned is a job as well, which only administrators look for.
 */
export async function listJobs(db: Db, list: JobList, { personId, role }: Pick<Actor, "personId" | "role">) {
  const cursor = jobList.cursorOf(list);
  const found = await db.job.findMany({
    where: {
      ...(list.status && { status: list.status }),
      ...(list.mine && { personId }),
      ...(role !== "SYSTEM_ADMIN" && { kind: { not: NOTIFY } }),
      ...(cursor && { OR: beyond(cursor) }),
    },
    orderBy: [{ createdAt: cursor?.backwards ? "asc" : "desc" }, { id: cursor?.backwards ? "asc" : "desc" }],
    take: list.size + 1,
    select: SHOWN,
  });
  return cutPage(found as JobRow[], list.size, cursor, ({ createdAt }) => createdAt.toISOString());
}

function beyond({ value, id, backwards }: Cursor & { backwards: boolean }) {
  const at = new Date(String(value));
  const [than, thanId] = backwards ? [{ gt: at }, { gt: id }] : [{ lt: at }, { lt: id }];
  return [{ createdAt: than }, { createdAt: at, id: thanId }];
}

/** The latest job about a record, as far as the reader may see it; `only`: of this kind, asked for by this person. */
export async function latestJobOf(
  db: Db,
  subjectType: string,
  subjectId: string,
  only: { kind?: string; personId?: string } = {},
): Promise<JobRow | null> {
  const found = await db.job.findFirst({
    where: { subjectType, subjectId, ...only },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    select: SHOWN,
  });
  return found as JobRow | null;
}

export function isOpen({ status }: Pick<JobRow, "status">): boolean {
  return OPEN.some((one) => one === status);
}

/** After how many seconds without a word a worker counts as gone. */
export const SILENT_AFTER = 60;

/** Seconds since any worker was last heard of; null: none ever was. */
export async function workerSilence(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ seconds: number | null }[]>`
    select extract(epoch from clock_timestamp() - worker_seen_at())::int as seconds`;
  return row?.seconds ?? null;
}
