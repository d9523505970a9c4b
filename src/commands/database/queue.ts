import type { Client, ClientBase } from "pg";
import { type Db as Executor, PgBoss } from "pg-boss";
import { QUEUE_SCHEMA } from "./roles.ts";

/** Runs the job library's statements on one connection, whatever role and transaction it is in. */
export function executorOn(client: ClientBase): Executor {
  return {
    async executeSql(text, values) {
      const result = await client.query(text, values as unknown[]);
      // Several statements in one text answer one by one; the library wants the rows of the last that has any.
      const all = Array.isArray(result) ? result : [result];
      return { rows: all.flatMap(({ rows }) => rows) };
    },
  };
}

/** Brings the job library's own tables to its present version, and lets the queue's role use them. */
export async function setUpQueue(client: Client): Promise<void> {
  await client.query("set role portal_owner");
  try {
    const exists = await client.query("select from pg_namespace where nspname = $1", [QUEUE_SCHEMA]);
    const boss = new PgBoss({
      db: executorOn(client),
      schema: QUEUE_SCHEMA,
      createSchema: exists.rowCount === 0,
      supervise: false,
      schedule: false,
    });
    boss.on("error", () => undefined); // what fails is thrown as well
    await boss.start();
    await boss.stop({ graceful: false });
    await client.query(`grant usage on schema ${QUEUE_SCHEMA} to portal_queue`);
    await client.query(`grant select, insert, update, delete on all tables in schema ${QUEUE_SCHEMA} to portal_queue`);
    await client.query(`grant usage on all sequences in schema ${QUEUE_SCHEMA} to portal_queue`);
    await client.query(`grant execute on all functions in schema ${QUEUE_SCHEMA} to portal_queue`);
  } finally {
    await client.query("reset role");
  }
}
