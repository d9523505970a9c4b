import type { Job, Prisma } from "#generated/prisma/client.ts";
import { type Actor, asJob, type Db, withJob, withMember } from "./db.ts";
import { type AskedJob, ask, type JobKind, type JobProblem, type JobWork, type Outcome } from "./jobs.ts";
import { aboutError, log } from "./log.ts";
import { record } from "./perform.ts";
import { can } from "./policy.ts";
import { Refusal } from "./refusal.ts";

/** Somebody has stopped the job. */
class Stopped extends Error {}

/** Another attempt has the job, or it has ended: this one leaves nothing behind. */
class Overtaken extends Error {}

type Place = { tenantId: string; id: string };
/** Every kind of work by name, and what follows a job that somebody asked for once it is done or has failed. */
export type AllWork = { kinds: ReadonlyMap<string, JobKind>; ended(job: { id: string; attempts: number }): AskedJob[] };

/** How often a running job says how far it is, and asks whether it is to stop. */
const SAY_MS = 1000;

/**
 * Does one job: marks it as begun, works in one transaction in which it is also marked as done, and says what came of
 * it. A job that has ended already is left alone, so that a queue which hands it over twice does nothing twice.
 * @param last whether no further attempt follows: what fails then has failed for good
 * @throws what the job threw where another attempt may follow
 */
export async function runJob(all: AllWork, place: Place, { last }: { last: boolean }): Promise<void> {
  const job = await withJob(place, (db) => begin(db, place.id));
  if (!job) return;
  const kind = all.kinds.get(job.kind);
  const giveUp = (problem: JobProblem | null) => end(all, job, problem);
  if (job.cancelAskedAt) return giveUp(null);
  if (!kind) return giveUp({ message: "jobs.problem.unknownKind" });
  const reports = reporter(job);
  try {
    await workOn(all, job, kind, reports);
  } catch (error) {
    if (error instanceof Stopped || (await isToStop(job))) return giveUp(null);
    if (error instanceof Overtaken) return;
    if (error instanceof Refusal) return giveUp({ message: error.key, values: error.values });
    log().error({ kind: job.kind, jobId: job.id, attempt: job.attempts, ...aboutError(error) }, "a job failed");
    if (last) return giveUp({ message: "jobs.problem.unexpected" });
    await withJob(place, (db) =>
      db.job.updateMany({ where: { ...attemptOf(job) }, data: { status: "WAITING", done: 0 } }),
    );
    throw error;
  } finally {
    reports.close();
  }
}

/** Which attempt of which job; only while it runs does this find a row. */
function attemptOf({ id, attempts }: Job) {
  return { id, attempts, status: "RUNNING" as const };
}

async function begin(db: Db, id: string): Promise<Job | null> {
  const { count } = await db.job.updateMany({
    where: { id, status: { in: ["WAITING", "RUNNING"] } },
    data: { status: "RUNNING", startedAt: new Date(), finishedAt: null, done: 0, attempts: { increment: 1 } },
  });
  return count === 1 ? db.job.findFirst({ where: { id } }) : null;
}

async function workOn(all: AllWork, job: Job, kind: JobKind, reports: ReturnType<typeof reporter>): Promise<void> {
  const input = kind.input.safeParse(job.input);
  if (!input.success) throw new Refusal("jobs.problem.malformed");
  const { tenantId, id, personId, membershipId } = job;
  const common = {
    job: { tenantId, id, personId },
    progress: reports.progress,
    apart: <T>(work: (db: Db) => Promise<T>) => withJob({ tenantId }, work, { timeout: 120_000 }),
  };
  const options = { timeout: kind.minutes * 60_000 };
  if (kind.capability === null) {
    const work = async (db: Db) =>
      finish(all, db, job, null, await kind.run(input.data, { ...common, db, actor: null }));
    return withJob({ tenantId }, work, options);
  }
  const { capability } = kind;
  if (!personId || !membershipId) throw new Refusal("jobs.problem.noLonger");
  await withMember(
    { tenantId, personId, membershipId },
    async (db, actor) => {
      if (!actor || !can(actor, capability)) throw new Refusal("jobs.problem.noLonger");
      const outcome = await kind.run(input.data, { ...common, db, actor } satisfies JobWork<Actor>);
      if (outcome.record) await record(db, actor, capability, outcome.record);
      await asJob(db, () => finish(all, db, job, actor, outcome));
    },
    options,
  );
}

async function finish(
  all: AllWork,
  db: Db,
  job: Job,
  actor: Actor | null,
  { result, jobs = [] }: Outcome,
): Promise<void> {
  const { count } = await db.job.updateMany({
    where: { ...attemptOf(job), cancelAskedAt: null },
    data: { status: "DONE", finishedAt: new Date(), result: result as Prisma.InputJsonObject },
  });
  if (count === 0) throw new Overtaken();
  await ask(db, actor, jobs);
  if (all.kinds.get(job.kind)?.capability) await ask(db, null, all.ended(job));
}

/** The job has failed for good, or, without a problem, been stopped. */
async function end(all: AllWork, job: Job, problem: JobProblem | null): Promise<void> {
  await withJob(job, async (db) => {
    const { count } = await db.job.updateMany({
      where: attemptOf(job),
      data: problem
        ? { status: "FAILED", finishedAt: new Date(), problem: problem as Prisma.InputJsonObject }
        : { status: "CANCELLED", finishedAt: new Date() },
    });
    if (count === 0) return;
    const kind = all.kinds.get(job.kind);
    const input = kind?.input.safeParse(job.input);
    const more = input?.success ? await kind?.givenUp?.(db, input.data, job, problem) : undefined;
    await ask(db, null, more ?? []);
    if (kind?.capability && problem) await ask(db, null, all.ended(job));
  });
}

/** Ends a job that the queue no longer begins, as every worker on it was killed. */
export async function giveUpJob(all: AllWork, place: Place): Promise<void> {
  const job = await withJob(place, (db) => begin(db, place.id));
  if (job) await end(all, job, job.cancelAskedAt ? null : { message: "jobs.problem.unexpected" });
}

function isToStop(job: Job): Promise<boolean> {
  return withJob(job, async (db) => {
    const found = await db.job.findFirst({ where: attemptOf(job), select: { cancelAskedAt: true } });
    return found?.cancelAskedAt != null;
  });
}

/** Keeps how far a job is, in transactions of its own, and hears whether it is to stop. */
function reporter(job: Job) {
  let said = "";
  let now: { done: number; total: number | null } = { done: 0, total: null };
  let stopped = false;
  let busy = false;
  const say = async () => {
    if (busy) return;
    busy = true;
    try {
      const text = JSON.stringify(now);
      await withJob(job, async (db) => {
        if (text !== said) await db.job.updateMany({ where: attemptOf(job), data: now });
        const found = await db.job.findFirst({ where: attemptOf(job), select: { cancelAskedAt: true } });
        stopped ||= !found || found.cancelAskedAt !== null;
      });
      said = text;
    } catch (error) {
      log().warn({ kind: job.kind, jobId: job.id, ...aboutError(error) }, "a job could not say how far it is");
    } finally {
      busy = false;
    }
  };
  const timer = setInterval(() => void say(), SAY_MS);
  return {
    progress(done: number, total: number | null) {
      now = { done, total };
      if (stopped) throw new Stopped();
    },
    close: () => clearInterval(timer),
  };
}
