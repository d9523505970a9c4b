import pg from "pg";
import { type Db as Executor, PgBoss } from "pg-boss";
import { env } from "../../server/env.ts";
import { log } from "../../server/log.ts";
import { executorOn } from "../database/queue.ts";
import { QUEUE_SCHEMA } from "../database/roles.ts";

/** How the library hands out work. What nobody works on any more is noticed after `heartbeatSeconds` and begun again. */
const QUEUES = { brief: { concurrency: 2 }, long: { concurrency: 2 } } as const;
export type QueueName = keyof typeof QUEUES;
export const queueNames = Object.keys(QUEUES) as QueueName[];
export const concurrencyOf = (name: QueueName) => QUEUES[name].concurrency;

/** After so many attempts, the first included, an error is final. */
export const ATTEMPTS = 5;
/** An attempt that was killed has said nothing against the job: it may be begun more often. */
const BEGINNINGS = 25;

const RULES = {
  retryLimit: BEGINNINGS - 1,
  retryDelay: 1,
  retryBackoff: true,
  retryDelayMax: 20,
  heartbeatSeconds: 12,
  expireInSeconds: 3 * 3600,
  retentionSeconds: 14 * 86_400,
  deleteAfterSeconds: 86_400,
};

export type Queue = {
  boss: PgBoss;
  /** Several statements as the queue's role, in one transaction. */
  together<T>(work: (client: pg.PoolClient, executor: Executor) => Promise<T>): Promise<T>;
  close(): Promise<void>;
};

/** The job library on the application's own login; its role is taken transaction by transaction, as pgbouncer wants it. */
export async function openQueue(): Promise<Queue> {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: 6,
    connectionTimeoutMillis: 15_000,
    keepAlive: true,
  });
  pool.on("error", (error) => log().warn({ reason: error.message }, "a connection of the queue broke"));
  async function together<T>(work: (client: pg.PoolClient, executor: Executor) => Promise<T>): Promise<T> {
    const client = await pool.connect();
    let broken: Error | undefined;
    const lost = (error: Error) => {
      broken = error; // said by the statement that it cut off; unheard it would end the process
    };
    client.on("error", lost);
    try {
      await client.query("begin; set local role portal_queue");
      const result = await work(client, executorOn(client));
      await client.query("commit");
      return result;
    } catch (error) {
      await client.query("rollback").catch((lost: Error) => {
        broken = lost;
      });
      throw error;
    } finally {
      client.off("error", lost);
      client.release(broken);
    }
  }
  const db: Executor = {
    executeSql: (text, values) => together((_client, executor) => executor.executeSql(text, values)),
  };
  const boss = new PgBoss({
    db,
    schema: QUEUE_SCHEMA,
    migrate: false,
    createSchema: false,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    queueCacheIntervalSeconds: 10,
    cronMonitorIntervalSeconds: 10,
    reindex: false, // wants to own the tables
    monitorVacuum: false,
  });
  boss.on("error", (error) => log().warn({ reason: error.message }, "the queue complains"));
  await boss.start();
  for (const name of queueNames) {
    if (await boss.getQueue(name)) await boss.updateQueue(name, RULES);
    else await boss.createQueue(name, RULES);
  }
  return {
    boss,
    together,
    async close() {
      await boss.stop({ graceful: true, timeout: 20_000 });
      await pool.end();
    },
  };
}
