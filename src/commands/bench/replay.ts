import pg from "pg";
import type { Statement, Transaction } from "../database/statements.ts";

/**
 * The same transactions in two ways, in turn: as the application asks them, under the row policies of their session; and
 * as the owner of everything, each table replaced by its rows of the one tenant, which PostgreSQL plans like a filter
 * written into the statement.
 * @returns median milliseconds of all their statements together, without who is asking
 */
export async function compare(
  { app, superuser }: { app: string; superuser: string },
  tenantId: string,
  transactions: readonly Transaction[],
  rounds: number,
): Promise<{ policies: number; owner: number }> {
  const [reader, owner] = [app, superuser].map((url) => new pg.Client({ connectionString: url }));
  if (!reader || !owner) throw new Error("two connections were asked for");
  await Promise.all([reader.connect(), owner.connect()]);
  const [policies, explicit]: [number[], number[]] = [[], []];
  const asOwner = {
    text: "select set_config('app.tenant', $1, true), set_config('search_path', 'bare, public', true)",
    values: [tenantId],
  };
  try {
    const onBare = await makeBare(owner, tenantId);
    for (let round = 0; round < rounds; round += 1) {
      const [under, without] = [0, 0].map(() => [] as number[]);
      for (const { context, statements } of transactions) {
        under?.push(await timed(reader, context, statements));
        without?.push(await timed(owner, asOwner, statements.map(onBare)));
      }
      policies.push(sum(under));
      explicit.push(sum(without));
    }
  } finally {
    await Promise.all([reader.end(), owner.end()]);
  }
  return { policies: median(policies), owner: median(explicit) };
}

const sum = (all: readonly number[] = []) => all.reduce((total, one) => total + one, 0);
const median = (all: readonly number[]) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;

/** Milliseconds of the statements in a transaction that is given up afterwards. */
async function timed(client: pg.Client, context: Statement, statements: readonly Statement[]): Promise<number> {
  await client.query("begin");
  await client.query(context.text, context.values);
  const from = performance.now();
  for (const { text, values } of statements) await client.query(text, values);
  const took = performance.now() - from;
  await client.query("rollback");
  return took;
}

/** @returns a statement on the tenant's own rows of its tables, where it names them with their schema */
async function makeBare(owner: pg.Client, tenantId: string): Promise<(statement: Statement) => Statement> {
  const { rows } = await owner.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenantId'
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  );
  await owner.query("create schema if not exists bare");
  for (const { name } of rows)
    await owner.query(
      `create or replace view bare."${name}" as select * from public."${name}" where "tenantId" = '${tenantId}'`,
    );
  await owner.query(`create or replace view bare."Tenant" as select * from public."Tenant" where id = '${tenantId}'`);
  const named = new RegExp(`"public"\\."(${rows.map(({ name }) => name).join("|")})"`, "g");
  return ({ text, values }) => ({ text: text.replaceAll(named, '"bare"."$1"'), values });
}
