import { expect, test } from "@playwright/test";
import pg from "pg";
import { type Statement, type Transaction, transactionsOf } from "../src/commands/database/statements.ts";
import { address } from "./people.ts";
import { addressOf, PLACES } from "./places.ts";
import { cookieOf } from "./sessions.ts";

const LISTS = [
  "/c/[tenant]",
  "/schools",
  "/schools/changes",
  "/schools/imports",
  "/reports",
  "/reports/campaigns/[id]",
  "/audit",
  "/settings/people",
  "/notifications",
  "/jobs",
];
const MOST_STATEMENTS_OF_A_LIST = 6;

type Visit = { url: string; list: boolean; transactions: Transaction[] };

/** What every page asks of the database, its second time: some things are then known by heart. */
async function visits(): Promise<Visit[]> {
  const [superuser = "", folder = ""] = [process.env.JOURNEY_SUPERUSER_URL, process.env.JOURNEY_CLUSTER];
  const all: Visit[] = [];
  for (const place of PLACES) {
    const url = await addressOf(place, "qinghe");
    if (url === null) continue;
    const cookie = place.as ? await cookieOf(place.as, place.as === "OPERATOR" ? null : "qinghe") : "locale=en";
    const go = async () => {
      const response = await fetch(address() + url, { headers: { cookie } });
      expect(response.status, url).toBe(200);
      await response.text();
    };
    await go();
    all.push({ url, list: LISTS.includes(place.route), transactions: await transactionsOf(superuser, folder, go) });
  }
  return all;
}

type Plan = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Cond"?: string;
  "Index Name"?: string;
  Plans?: Plan[];
};

/** Scans of a whole table or index in a plan that avoids them wherever it can. */
function wholeScans(plan: Plan): string[] {
  const { "Node Type": type, "Relation Name": table, "Index Name": index, Plans = [] } = plan;
  const whole = type === "Seq Scan" || (/Index/.test(type) && !plan["Index Cond"]);
  return [...(whole ? [`${type} ${table ?? ""} ${index ?? ""}`.trim()] : []), ...Plans.flatMap(wholeScans)];
}

/** Read from end to end on purpose: the operator's list of all cities. */
const WHOLE_BY_PURPOSE = /^(Seq Scan Tenant|Index Scan Tenant Tenant_slug_key)$/;

async function scansOf(client: pg.Client, context: Statement, statements: readonly Statement[]): Promise<string[]> {
  await client.query("begin");
  await client.query(context.text, context.values);
  // Of few rows all ways are alike: without the ways of bulk, what has an index is read through it.
  for (const way of ["seqscan", "hashjoin", "mergejoin"]) await client.query(`set local enable_${way} = off`);
  const found: string[] = [];
  for (const { text, values } of statements) {
    if (/\bset_config\(/.test(text)) {
      await client.query(text, values); // part of the transaction is somebody's own account
      continue;
    }
    const { rows } = await client.query<{ "QUERY PLAN": { Plan: Plan }[] }>(`explain (format json) ${text}`, values);
    const scans = rows[0]?.["QUERY PLAN"].flatMap(({ Plan }) => wholeScans(Plan)) ?? [];
    found.push(
      ...scans
        .filter((scan) => !WHOLE_BY_PURPOSE.test(scan))
        .map((scan) => `${scan}: ${text.replace(/\s+/g, " ").slice(0, 160)}`),
    );
  }
  await client.query("rollback");
  return found;
}

test("no page reads a whole table under the row policies; a list asks six statements at most", async () => {
  test.setTimeout(300_000);
  const all = await visits();
  expect(all.length).toBeGreaterThan(50);
  const client = new pg.Client({ connectionString: process.env.JOURNEY_APPLICATION_URL });
  await client.connect();
  const whole: string[] = [];
  for (const { url, transactions } of all)
    for (const { context, statements } of transactions)
      whole.push(...(await scansOf(client, context, statements)).map((scan) => `${url}: ${scan}`));
  await client.end();
  expect(whole).toEqual([]);
  const asked = all
    .filter(({ list }) => list)
    .map(({ url, transactions }) => ({ url, statements: transactions.flatMap(({ statements }) => statements).length }));
  expect(asked.filter(({ statements }) => statements > MOST_STATEMENTS_OF_A_LIST)).toEqual([]);
  expect(asked.filter(({ statements }) => statements > 0).length).toBeGreaterThan(5);
});
