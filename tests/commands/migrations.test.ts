import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MIGRATIONS, migrationNames, schemaDifference, schemaFiles } from "../../src/commands/database/engine.ts";
import { asOwner, createDatabase, setUpDatabase, type Urls } from "../../src/commands/database/set-up.ts";
import { catalogueOf } from "./catalogue.ts";

const superuser = process.env.SUPERUSER_DATABASE_URL ?? "";
const clients: pg.Client[] = [];

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  clients.push(client);
  return client;
}

afterAll(() => Promise.all(clients.map((client) => client.end())));

/** Indexes over expressions, which Prisma's schema cannot name. */
const BEYOND_PRISMA = [
  `create index "SchoolFact_zh_order" on "SchoolFact"
    ("tenantId", (coalesce(nullif("nameZh", ''), "nameEn") collate "zh-x-icu"), "schoolId") where "supersededAt" is null`,
  `create index "SchoolFact_en_order" on "SchoolFact"
    ("tenantId", (lower(coalesce(nullif("nameEn", ''), "nameZh")) collate "en-x-icu"), "schoolId") where "supersededAt" is null`,
  `create index "Job_waiting" on "Job" ("tenantId", "createdAt") where status = 'WAITING' and "relayedAt" is null`,
  `create index "Notification_unread" on "Notification" ("tenantId", "personId") where "readAt" is null`,
  `create index "Notification_due" on "Notification" ("tenantId", "mailAt") where "mailAt" is not null and "mailedAt" is null`,
];

describe("the migrations add up to the schema", () => {
  let migrated: pg.Client;
  let fromSchema: string[];

  beforeAll(async () => {
    const own = await createDatabase(superuser, "jijiao_migrated");
    await setUpDatabase(own);
    migrated = await connected(asOwner(own.migration));
    const urls = await createDatabase(superuser, "jijiao_schema");
    const drawn = await connected(asOwner(urls.migration));
    // Column defaults use its functions, which Prisma cannot describe.
    const [context = ""] = migrationNames();
    await drawn.query(readFileSync(path.join(MIGRATIONS, context, "migration.sql"), "utf8"));
    await drawn.query(await schemaDifference(urls.migration, null, schemaFiles()));
    for (const index of BEYOND_PRISMA) await drawn.query(index);
    fromSchema = await catalogueOf(drawn);
  });

  test("tables, columns, keys, indexes, enums and references are the same", async () => {
    const fromMigrations = await catalogueOf(migrated);
    expect(fromMigrations.length).toBeGreaterThan(300);
    expect(fromMigrations.filter((line) => !fromSchema.includes(line))).toEqual([]);
    expect(fromSchema.filter((line) => !fromMigrations.includes(line))).toEqual([]);
  });

  test.each([
    'alter table "School" alter column "website" type varchar(11)',
    'alter table "School" alter column "website" set default \'x\'',
    'alter table "District" alter column code drop not null',
    'alter table "Term" add column drift int',
    'create table "Drift" (id int primary key)',
    'create index drift on "Membership" ("personId", role)',
    'drop index "School_siteKey_tenantId_idx"',
    "alter type \"SchoolStatus\" rename value 'OPEN' to 'OPENED'",
    'alter table "Term" drop constraint "Term_pkey"',
    `do $$ declare k record; begin
       select conname, conrelid::regclass as t, replace(pg_get_constraintdef(oid), 'ON DELETE RESTRICT', 'ON DELETE CASCADE') as def into k
         from pg_constraint where contype = 'f' and pg_get_constraintdef(oid) like '%ON DELETE RESTRICT%' order by conname limit 1;
       execute format('alter table %s drop constraint %I, add constraint %I %s', k.t, k.conname, k.conname, k.def);
     end $$`,
  ])("a drift is noticed: %s", async (statement) => {
    await migrated.query("begin");
    try {
      await migrated.query(statement);
      expect(await catalogueOf(migrated)).not.toEqual(fromSchema);
    } finally {
      await migrated.query("rollback");
    }
  });
});

describe("bringing a database to the build", () => {
  test("a second time changes nothing", async () => {
    const urls = await createDatabase(superuser, "jijiao_twice");
    expect(await setUpDatabase(urls)).toEqual(migrationNames());
    const db = await connected(Object.assign(new URL(superuser), { pathname: "/jijiao_twice" }).href);
    const before = await everything(db);
    expect(await setUpDatabase(urls)).toEqual([]);
    expect(await everything(db)).toEqual(before);
  });

  test("two at once take turns", async () => {
    const urls = await createDatabase(superuser, "jijiao_at_once");
    const applied = await Promise.all([setUpDatabase(urls), setUpDatabase(urls)]);
    expect(applied.map((names) => names.length).sort()).toEqual([0, migrationNames().length]);
  });
});

describe("a migration that fails half-way", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "jijiao-migrations-"));
  const NAME = "20991231235959_half";
  let urls: Urls;
  let db: pg.Client;

  beforeAll(async () => {
    cpSync(MIGRATIONS, folder, { recursive: true });
    mkdirSync(path.join(folder, NAME));
    writeFileSync(path.join(folder, NAME, "migration.sql"), "create table half (id int);\nselect 1 / 0;\n");
    urls = await createDatabase(superuser, "jijiao_half");
    await setUpDatabase(urls);
    db = await connected(asOwner(urls.migration));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("leaves nothing behind and is reported by its name", async () => {
    const before = await everything(db);
    await expect(setUpDatabase(urls, folder)).rejects.toThrow(new RegExp(`${NAME}[\\s\\S]*division by zero`));
    expect(await everything(db)).toEqual(before);
  });

  test("does not bar the way once it is mended", async () => {
    await expect(setUpDatabase(urls, folder)).rejects.toThrow(NAME);
    writeFileSync(path.join(folder, NAME, "migration.sql"), "create table half (id int);\n");
    expect(await setUpDatabase(urls, folder)).toEqual([NAME]);
    expect(await setUpDatabase(urls, folder)).toEqual([]);
  });
});

/** Catalogue, rights, policies, functions, triggers and the migrations that hold. */
async function everything(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ line: string }>(
    `select format('%s %s %s', relname, relkind, relacl) as line from pg_class where relnamespace = 'public'::regnamespace
     union all select format('%s %s', tablename, pol) from pg_policies pol where schemaname = 'public'
     union all select format('%s %s %s', proname, prosrc, proacl) from pg_proc where pronamespace = 'public'::regnamespace
     union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     union all select format('%s in %s', member::regrole, roleid::regrole) from pg_auth_members
     union all select format('%s %s', migration_name, checksum) from "_prisma_migrations" where finished_at is not null and rolled_back_at is null`,
  );
  return [...(await catalogueOf(db)), ...rows.map(({ line }) => line).sort()];
}
