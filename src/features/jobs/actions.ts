"use server";

import { z } from "zod";
import type { JobStatus } from "#generated/prisma/enums.ts";
import { action } from "#server/action.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { wordsFor } from "#server/words.ts";
import { jobLife, mayBeDoneAgain, OPEN } from "./lifecycle.ts";
import { kindKey } from "./words.ts";

const StepInput = z.object({ jobId: z.uuid() });

/** The worker stops it where it is, and nothing of it is kept. What has been done meanwhile stays done. */
export const stopJob = action("job.stop", StepInput, async ({ jobId }, { db, actor }) => {
  const job = await mustFindOwn(db, actor, jobId);
  const { count } = await db.job.updateMany({
    where: { id: jobId, status: { in: [...OPEN] }, cancelAskedAt: null },
    data: { cancelAskedAt: new Date() },
  });
  mustChange(count);
  return { subject: ["Job", jobId], detail: named(job.kind), message: "jobs.done.stopping" };
});

/** Has a job that failed or was stopped done once more. */
export const doAgain = action("job.again", StepInput, async ({ jobId }, { db, actor }) => {
  const job = await mustFindOwn(db, actor, jobId);
  if (jobLife.can("again", job.status) && !mayBeDoneAgain(job)) throw new Refusal("jobs.error.notAgain");
  const { count } = await db.job.updateMany({
    where: { id: jobId, status: { in: [...jobLife.steps.again.from] } },
    data: {
      status: jobLife.next("again"),
      relayedAt: null,
      queueId: null,
      cancelAskedAt: null,
      finishedAt: null,
      done: 0,
    },
  });
  mustChange(count);
  return { subject: ["Job", jobId], detail: named(job.kind), message: "jobs.done.again" };
});

/** @throws Refusal where it is not there, or somebody else's and the actor is no administrator */
async function mustFindOwn(db: Db, actor: Actor, id: string): Promise<{ kind: string; status: JobStatus }> {
  const job = await db.job.findFirst({ where: { id }, select: { kind: true, status: true, personId: true } });
  if (!job) throw new Refusal("error.notFound");
  if (job.personId !== actor.personId && actor.role !== "SYSTEM_ADMIN") throw new Refusal("jobs.error.notYours");
  return job;
}

function named(kind: string) {
  return { nameEn: wordsFor("en", kindKey(kind)), nameZh: wordsFor("zh-CN", kindKey(kind)) };
}
