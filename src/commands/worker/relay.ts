import { type Db, withJob } from "../../server/db.ts";
import { giveUpJob } from "../../server/run-job.ts";
import { allWork } from "./all-work.ts";
import { type Queue, type QueueName, queueNames } from "./queue.ts";

export type Relayed = { tenantId: string; id: string };

const MOST = 100;

/**
 * Hands what waits to the queue: taken from the tables and put into the queue in one transaction, so that nothing is
 * handed over twice and nothing is lost between the two.
 * @returns the queues that have something new
 */
export async function relay({ boss, together }: Queue): Promise<QueueName[]> {
  return together(async (client, executor) => {
    const { rows } = await client.query<Relayed & { kind: string; queueId: string }>(
      "select * from take_waiting_jobs($1)",
      [MOST],
    );
    const by = Map.groupBy(rows, ({ kind }) => allWork.kinds.get(kind)?.queue ?? "brief");
    for (const [name, jobs] of by) {
      const inserts = jobs.map(({ tenantId, id, queueId }) => ({ id: queueId, data: { tenantId, id } }));
      await boss.insert(name, inserts, { db: executor });
    }
    return [...by.keys()];
  });
}

async function handBack(db: Db, id: string, queueId: string | null): Promise<void> {
  await db.job.updateMany({
    where: { id, queueId, status: { in: ["WAITING", "RUNNING"] } },
    data: { status: "WAITING", relayedAt: null, queueId: null },
  });
}

const LOST_AFTER_MS = 60_000;

/**
 * What was handed over and is no longer in the queue, as after a restore, is handed over anew; what the queue has given
 * up because every worker on it was killed has failed.
 */
export async function findLost({ boss }: Queue, tenantId: string): Promise<number> {
  const before = new Date(Date.now() - LOST_AFTER_MS);
  const open = await withJob({ tenantId }, (db) =>
    db.job.findMany({
      where: { status: { in: ["WAITING", "RUNNING"] }, relayedAt: { lt: before } },
      select: { id: true, queueId: true },
      take: MOST,
    }),
  );
  let found = 0;
  for (const { id, queueId } of open) {
    const states = await Promise.all(queueNames.map((name) => boss.findJobs(name, { id: queueId ?? id })));
    const state = states.flat()[0]?.state;
    if (state === "created" || state === "retry" || state === "active") continue;
    found += 1;
    if (state === "failed") await giveUpJob(allWork, { tenantId, id });
    else await withJob({ tenantId }, (db) => handBack(db, id, queueId));
  }
  return found;
}
