import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as pause } from "node:timers/promises";
import { log } from "../../server/log.ts";
import { runJob } from "../../server/run-job.ts";
import { allWork } from "./all-work.ts";
import { ATTEMPTS, concurrencyOf, openQueue, type Queue, type QueueName, queueNames } from "./queue.ts";
import { findLost, type Relayed, relay } from "./relay.ts";
import { askForDueWork } from "./tick.ts";

const RELAY_MS = 500;
const TICK_MS = 15_000;

/** Starts to relay and to work. @returns what ends it, after the jobs under way have ended or given up */
export async function startWorking(): Promise<() => Promise<void>> {
  const queue = await openQueue();
  const hands = new Map<QueueName, string[]>();
  for (const name of queueNames) {
    const ids: string[] = [];
    for (let hand = 0; hand < concurrencyOf(name); hand += 1) ids.push(await takeOn(queue, name));
    hands.set(name, ids);
  }
  const ending = new AbortController();
  const loops = [
    every(RELAY_MS, ending.signal, async () => {
      for (const name of await relay(queue)) for (const id of hands.get(name) ?? []) queue.boss.notifyWorker(id);
    }),
    every(TICK_MS, ending.signal, () => tick(queue)),
  ];
  return async () => {
    ending.abort();
    await Promise.all(loops);
    await queue.close();
  };
}

/** One that does a job at a time, and after each looks for the next one at once. @returns its id */
async function takeOn({ boss }: Queue, name: QueueName): Promise<string> {
  const options = { pollingIntervalSeconds: 2, includeMetadata: true } as const;
  let id = "";
  id = await boss.work<Relayed, void, typeof options>(name, options, async ([job]) => {
    boss.notifyWorker(id); // the library would wait for its next look, however much there is to do
    if (job) await runJob(allWork, job.data, { last: job.retryCount + 1 >= ATTEMPTS });
  });
  return id;
}

const me = randomUUID();

/** Says that this worker is there, asks for what has come due, and looks for what was lost. */
async function tick(queue: Queue): Promise<void> {
  const tenants = await queue.together(async (client) => {
    await client.query("select worker_beat($1, $2)", [me, hostname()]);
    const { rows } = await client.query<{ id: string; timeZone: string }>("select * from every_tenant()");
    return rows;
  });
  for (const { id, timeZone } of tenants) {
    await askForDueWork({ tenantId: id, timeZone }, new Date());
    const found = await findLost(queue, id);
    if (found > 0) log().warn({ tenantId: id, found }, "jobs that no worker had any more");
  }
}

/** Does it again and again, each time that long after the last; what fails is logged and tried again. */
async function every(milliseconds: number, signal: AbortSignal, work: () => Promise<void>): Promise<void> {
  while (!signal.aborted) {
    await work().catch((error: Error) => log().warn({ reason: error.message }, "the worker could not go on"));
    await pause(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
