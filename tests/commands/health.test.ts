import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import migrations from "#generated/migrations.json" with { type: "json" };
import { migrationNames } from "../../src/commands/database/engine.ts";
import { createDatabase, setUpDatabase } from "../../src/commands/database/set-up.ts";

// A database of its own: migrations are taken out of it.
let db: pg.Client;
let app = "";

beforeAll(async () => {
  const superuser = process.env.SUPERUSER_DATABASE_URL ?? "";
  const urls = await createDatabase(superuser, "jijiao_health");
  await setUpDatabase(urls);
  app = urls.app;
  db = new pg.Client({ connectionString: Object.assign(new URL(superuser), { pathname: "/jijiao_health" }).href });
  await db.connect();
});
afterAll(() => db.end());
afterEach(() => vi.unstubAllEnvs());

async function health(url: string) {
  vi.stubEnv("DATABASE_URL", url);
  vi.resetModules();
  const { GET } = await import("../../src/app/api/health/route.ts");
  const { disconnect } = await import("#server/db.ts");
  const response = await GET();
  await disconnect();
  return { status: response.status, body: await response.json(), cache: response.headers.get("cache-control") };
}

const unavailable = (reason: string) => ({ status: 503, body: { status: "unavailable", reason }, cache: "no-store" });

test("a build carries the list of its migrations", () => {
  expect(migrations).toEqual(migrationNames());
});

test("a database with the build's own migrations is well", async () => {
  expect(await health(app)).toEqual({ status: 200, body: { status: "ok" }, cache: "no-store" });
});

const last = migrationNames().at(-1);

test.each([
  ["is not there", "delete from _prisma_migrations where migration_name = $1"],
  ["failed", "update _prisma_migrations set finished_at = null where migration_name = $1"],
  ["was rolled back", "update _prisma_migrations set rolled_back_at = now() where migration_name = $1"],
])("a migration that %s is named", async (_what, statement) => {
  const { rows } = await db.query("select * from _prisma_migrations where migration_name = $1", [last]);
  await db.query(statement, [last]);
  try {
    expect(await health(app)).toEqual(unavailable(`the database lacks the migrations ${last}`));
  } finally {
    await db.query("delete from _prisma_migrations where migration_name = $1", [last]);
    await db.query("insert into _prisma_migrations select * from jsonb_populate_record(null::_prisma_migrations, $1)", [
      rows[0],
    ]);
  }
  expect((await health(app)).status).toBe(200);
});

test("a migration that this build does not know is named", async () => {
  const name = "20991231235959_later";
  await db.query(
    "insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ('x', 'x', $1, now())",
    [name],
  );
  try {
    const reason = `the database has migrations that this build does not know: ${name}`;
    expect(await health(app)).toEqual(unavailable(reason));
  } finally {
    await db.query("delete from _prisma_migrations where migration_name = $1", [name]);
  }
});

test.each([
  ["does not answer", (url: URL) => Object.assign(url, { port: "1" })],
  ["is not there", (url: URL) => Object.assign(url, { pathname: "/nothing" })],
  ["refuses the login", (url: URL) => Object.assign(url, { password: "wrong" })],
])("a database that %s gives away nothing but that", async (_what, broken) => {
  expect(await health(broken(new URL(app)).href)).toEqual(unavailable("the database does not answer"));
});

test("a database that was never migrated is not well", async () => {
  const urls = await createDatabase(process.env.SUPERUSER_DATABASE_URL ?? "", "jijiao_bare");
  expect((await health(urls.app)).status).toBe(503);
});
