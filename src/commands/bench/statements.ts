import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import pg from "pg";

export type Statement = { text: string; values: (string | null)[] };

/** What the cluster needs to be started with, so that `transactionsOf` can read what it was asked. */
export const STATEMENT_LOG = [
  "logging_collector=on",
  "log_destination=jsonlog",
  "log_directory=log",
  "log_filename=statements",
  "log_rotation_age=0",
  "log_rotation_size=0",
];

const LOG = path.join("log", "statements.json");

/** What was asked between `begin` and `commit`: first who is asking, then the rest. */
export type Transaction = { context: Statement; statements: Statement[] };

/**
 * The application's transactions while `work` runs, in the order of their beginning. A server process takes the new
 * setting between two statements: `work` should have run once before.
 * @param folder the cluster's; it was started with `STATEMENT_LOG`
 */
export async function transactionsOf(
  superuserUrl: string,
  folder: string,
  work: () => Promise<unknown>,
): Promise<Transaction[]> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  const file = path.join(folder, LOG);
  const log = async (value: "all" | "none") => {
    await client.query(`alter system set log_statement = '${value}'`);
    await client.query("select pg_reload_conf()");
  };
  try {
    await log("all");
    await untilTaken(client);
    const from = statSync(file).size;
    await work();
    await client.query(`select '${END}'`);
    const read = () => readFileSync(file).subarray(from).toString();
    while (!read().includes(END)) await new Promise((resolve) => setTimeout(resolve, 25));
    return sorted(read());
  } finally {
    await log("none");
    await client.end();
  }
}

const END = "all of it has been asked";

async function untilTaken(client: pg.Client): Promise<void> {
  const value = async () =>
    (await client.query<{ log_statement: string }>("show log_statement")).rows[0]?.log_statement;
  while ((await value()) !== "all") await new Promise((resolve) => setTimeout(resolve, 25));
}

type Line = { pid?: number; user?: string; message?: string; detail?: string };

function sorted(log: string): Transaction[] {
  const lines = log.split("\n").flatMap((line): Line[] => (line.trim().startsWith("{") ? [JSON.parse(line)] : []));
  const found: Transaction[] = [];
  const open = new Map<number, Transaction>();
  for (const { pid = 0, user, message = "", detail } of lines) {
    const [, asked] = /^(?:statement|execute [^:]*): ([\s\S]*)$/.exec(message) ?? [];
    if (user !== "portal_app" || !asked) continue;
    const statement = { text: asked.trim(), values: valuesIn(detail ?? "") };
    if (/\bopen_(session|public)\(/.test(statement.text)) {
      open.set(pid, { context: statement, statements: [] });
      found.push(open.get(pid) as Transaction);
    } else if (/^(commit|rollback)\b/i.test(statement.text)) {
      open.delete(pid);
    } else {
      open.get(pid)?.statements.push(statement);
    }
  }
  return found;
}

/** `Parameters: $1 = 'it''s', $2 = NULL` as texts. */
function valuesIn(detail: string): (string | null)[] {
  return [...detail.matchAll(/\$\d+ = (NULL|'((?:[^']|'')*)')/g)].map(
    ([, , text]) => text?.replaceAll("''", "'") ?? null,
  );
}

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
  const named = new RegExp(`"public"\\."(${rows.map(({ name }) => name).join("|")})"`, "g");
  return ({ text, values }) => ({ text: text.replaceAll(named, '"bare"."$1"'), values });
}
