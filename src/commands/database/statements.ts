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
