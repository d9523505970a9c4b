import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Prisma } from "#generated/prisma/client.ts";
import { createDatabase, setUpDatabase } from "../../src/commands/database/set-up.ts";
import { oneRowEverywhere, tenantTables } from "./catalogue.ts";
import { breaches, faults, type World } from "./wall.ts";

// A database of its own: walls are taken down in it.
let db: pg.Client;
let world: World;
let appUrl = "";

beforeAll(async () => {
  const superuser = process.env.SUPERUSER_DATABASE_URL ?? "";
  const urls = await createDatabase(superuser, "jijiao_wall");
  await setUpDatabase(urls);
  appUrl = urls.app;
  db = new pg.Client({ connectionString: Object.assign(new URL(superuser), { pathname: "/jijiao_wall" }).href });
  await db.connect();
  const tables = await tenantTables(db);
  world = { tables, mine: await oneRowEverywhere(db, tables), other: await oneRowEverywhere(db, tables) };
});

afterAll(() => db.end());

/** Runs checks behind a change of the database that is not kept. */
async function behind<T>(sql: string, checks: () => Promise<T>): Promise<T> {
  await db.query("begin");
  try {
    if (sql) await db.query(sql);
    return await checks();
  } finally {
    await db.query("rollback");
  }
}

test("every model of the client is a table of a known kind, and the other way round", async () => {
  const { rows } = await db.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname not like E'\\\\_%'",
  );
  expect(rows.map((row) => row.name).sort()).toEqual(Object.values(Prisma.ModelName).sort());
  const kernel = ["Tenant", "Person", "Credential", "Session", "OneTimeToken", "Throttle", "Uptime", "Worker"];
  expect([...world.tables.map((table) => table.name), ...kernel].sort()).toEqual(
    Object.values(Prisma.ModelName).sort(),
  );
  expect(world.tables.filter((table) => !table.kind)).toEqual([]);
});

test("the catalogue shows no fault", async () => {
  expect(await faults(db)).toEqual([]);
});

test("no role sees or changes a row of another tenant, nor of a school beyond its reach", async () => {
  expect(await behind("", () => breaches(db, world))).toEqual([]);
});

test("inside its tenant each role that has a right does reach the rows", async () => {
  const { tenantId } = world.mine;
  const seen = await behind(`select set_config('app.tenant', '${tenantId}', true); set local role portal_section`, () =>
    db.query('select count(*)::int as n from "CellValue"'),
  );
  expect(seen.rows).toEqual([{ n: 1 }]);
});

const TABLE = '"CellValue"';
const MUTANTS: [string, string][] = [
  ["no wall", `drop policy wall on ${TABLE}`],
  [
    "a wall that is always open",
    `drop policy wall on ${TABLE}; create policy wall on ${TABLE} as restrictive using (true)`,
  ],
  [
    "a wall for reading only",
    `drop policy wall on ${TABLE}; create policy wall on ${TABLE} as restrictive for select using ("tenantId" = (select tenant_id()))`,
  ],
  [
    "a wall that checks no new row",
    `drop policy wall on ${TABLE}; create policy wall on ${TABLE} as restrictive using ("tenantId" = (select tenant_id())) with check (true)`,
  ],
  [
    "a permissive wall",
    `drop policy wall on ${TABLE}; create policy wall on ${TABLE} using ("tenantId" = (select tenant_id()))`,
  ],
  ["a permissive policy added for one role", `create policy more on ${TABLE} to portal_unit using (true)`],
  ["a permissive policy added for everybody", `create policy more on ${TABLE} using (true)`],
  ["row security not forced", `alter table ${TABLE} no force row level security`],
  ["row security off", `alter table ${TABLE} disable row level security`],
  ["truncation granted", `grant truncate on ${TABLE} to portal_section`],
  ["a right for everybody", `grant select on ${TABLE} to public`],
  [
    "a reference without the tenant",
    `create unique index one_id on "Submission" (id); alter table ${TABLE} add constraint bare foreign key ("submissionId") references "Submission" (id)`,
  ],
  ["a unique index across tenants", `create unique index everywhere on "School" (phone) where phone <> ''`],
  ["a view over the table", `create view peek as select * from ${TABLE}; grant select on peek to portal_unit`],
  [
    "a definer function that reads it",
    `create function peek() returns bigint language sql security definer as 'select count(*) from ${TABLE}'`,
  ],
  ["no trail of changes", `drop trigger record_change on ${TABLE}`],
  ["a role that bypasses row security", "alter role portal_unit bypassrls"],
  ["a table of a tenant without a wall", `create table "Loose" ("tenantId" uuid not null)`],
];

describe("the checks notice when the wall is taken down:", () => {
  test.each(MUTANTS)("%s", async (_name, sql) => {
    const target = { ...world, tables: world.tables.filter(({ name }) => name === "CellValue") };
    const noticed = await behind(sql, async () => [...(await faults(db)), ...(await breaches(db, target))]);
    expect(noticed).not.toEqual([]);
  });
});

/** Whether a context opened in one transaction is still there for the next one on the same connection. */
async function contextLeaks(): Promise<boolean> {
  const app = new pg.Client({ connectionString: appUrl });
  await app.connect();
  try {
    await app.query("begin");
    await app.query("select open_job($1, null, gen_random_uuid())", [world.mine.tenantId]);
    await app.query("select set_config('role', 'portal_job', true)");
    await app.query("commit");
    const { rows } = await app.query("select tenant_id() as tenant, current_user::text as role");
    return rows[0].tenant !== null || rows[0].role !== "portal_app";
  } catch (error) {
    return (error as { code?: string }).code !== "42501"; // nothing of the context is left, not even the right to ask
  } finally {
    await app.end();
  }
}

test("a context ends with its transaction, and a session-wide one would be noticed", async () => {
  expect(await contextLeaks()).toBe(false);
  const { rows } = await db.query("select pg_get_functiondef('open_job'::regproc) as sound");
  await db.query("grant execute on function tenant_id() to portal_app");
  await db.query(rows[0].sound.replaceAll(", true)", ", false)"));
  expect(await contextLeaks()).toBe(true);
  await db.query(rows[0].sound);
  expect(await contextLeaks()).toBe(false);
});
