import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { parse } from "csv-parse/sync";
import type pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { keep, kept, keyOf } from "#server/store.ts";
import { asTheOwner } from "../../src/commands/backup/owner.ts";
import { enter, tablesOf } from "../../src/commands/backup/tables.ts";
import type { Urls } from "../../src/commands/database/set-up.ts";
import { aFolder, apartFrom, aSeededInstall, asSuperuser, disconnectAll, everyRow, ofCity } from "./install.ts";

const folder = aFolder();
let urls: Urls;
let db: pg.Client;

beforeAll(async () => {
  urls = await aSeededInstall("jijiao_tenant");
  db = await asSuperuser(urls);
}, 120_000);
afterAll(disconnectAll);

function program(name: string, ...args: string[]) {
  const env = {
    ...process.env,
    DATABASE_URL: urls.app,
    MIGRATION_DATABASE_URL: urls.migration,
    BACKUP_FOLDER: path.join(folder, "backups"),
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`src/commands/${name}.ts`, ...args], {
    encoding: "utf8",
    env,
  });
  return { status, said: stdout.trim(), complained: stderr.trim() };
}

/** Work in one city as the owner. */
async function inCity(slug: string, statement: string, values: unknown[] = []): Promise<void> {
  await asTheOwner(urls.migration, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from "Tenant" where slug = $1', [slug]);
    await client.query("begin");
    await enter(client, rows[0]?.id ?? "");
    await client.query(statement, values);
    await client.query("commit");
  });
}

test("a city gets everything of its own, readable, and nothing of others or of how anybody signs in", async () => {
  const name = `=HYPERLINK("http://x.test","看")`;
  await inCity("linshui", `update "School" set phone = '+86 "quoted", 600', "addressZh" = $1, version = version + 1`, [
    name,
  ]);
  const { status, said } = program("tenant-export", "linshui", "--to", path.join(folder, "exports"));
  expect([status, said]).toEqual([0, expect.stringMatching(/rows of \d+ tables, 0 files\. It holds personal data/)]);
  const [made = "", ...more] = readdirSync(path.join(folder, "exports"));
  expect([made, more]).toEqual([expect.stringMatching(/^linshui-\d{8}T\d{9}Z$/), []]);
  const place = path.join(folder, "exports", made);
  expect(statSync(place).mode & 0o077).toBe(0);
  const read = (file: string) => readFileSync(path.join(place, file), "utf8");
  const rowsOf = (file: string): Record<string, string>[] => parse(read(file), { columns: true, bom: true });

  const tables = await asTheOwner(urls.migration, tablesOf);
  const expected = tables
    .filter((t) => t.ofTenant && !["SchoolGram", "IdempotencyKey"].includes(t.name))
    .map((t) => t.name);
  const files = readdirSync(place).filter((file) => file !== "README.md");
  expect(files.sort()).toEqual([...expected, "Tenant", "Person"].map((table) => `${table}.csv`).sort());
  for (const table of expected) {
    const { rows } = await db.query<{ count: string }>(
      `select count(*) from "${table}" x join "Tenant" t on t.id = x."tenantId" where t.slug = 'linshui'`,
    );
    expect([table, rowsOf(`${table}.csv`).length]).toEqual([table, Number(rows[0]?.count)]);
  }
  const [school] = rowsOf("School.csv");
  expect(school).toMatchObject({ phone: `'+86 "quoted", 600`, addressZh: `'${name}` });
  expect(rowsOf("CellValue.csv")[0]?.updatedAt).toMatch(/\+08$/);
  expect(rowsOf("SchoolFact.csv")[0]?.teachingPoint).toMatch(/^(true|false)$/);

  const text = files.map(read).join("\n");
  expect(Object.keys(rowsOf("Person.csv")[0] ?? {})).toEqual(["id", "email", "name", "locale"]);
  const { rows: secrets } = await db.query<{ hash: string }>('select "passwordHash" as hash from "Credential"');
  for (const { hash } of secrets) expect(text).not.toContain(hash);
  const { rows: others } = await db.query<{ email: string }>(
    `select email from "Person" p where not exists (select from "Membership" m join "Tenant" t on t.id = m."tenantId" where m."personId" = p.id and t.slug = 'linshui')`,
  );
  expect(others.length).toBeGreaterThan(100);
  for (const { email } of others) expect(text).not.toContain(email);

  const readme = read("README.md");
  for (const file of files) {
    const chapter = readme.split("\n## ").find((one) => one.startsWith(`${file}:`)) ?? "";
    for (const column of Object.keys(rowsOf(file)[0] ?? {})) {
      const line =
        chapter.split("\n").find((one) => one.startsWith(`| ${column} |`)) ?? `${file} does not name ${column}`;
      expect(line).toMatch(/^\| \w+ \| [^|]*\w[^|]* \| [^|]*[一-鿿][^|]* \| [^|]+ \|$/);
    }
  }
});

test("a city is deleted with the people it had alone, once a backup holds it, and comes back from it", async () => {
  const stays = "00000000-0000-7000-8000-000000000001";
  const operator = "00000000-0000-7000-8000-000000000002";
  for (const [id, operates] of [
    [stays, false],
    [operator, true],
  ] as const) {
    await db.query('insert into "Person" (id, email, name, operator) values ($1, $2, $2, $3)', [
      id,
      `${id}@example.test`,
      operates,
    ]);
    await db.query(
      `insert into "Session" (id, "personId", stage, "tenantId", "expiresAt")
       select decode(md5($1::uuid::text), 'hex'), $1::uuid, 'OPEN', t.id, now() + interval '1 hour' from "Tenant" t where slug = 'linshui'`,
      [id],
    );
    for (const slug of operates ? ["linshui"] : ["linshui", "qinghe"])
      await inCity(
        slug,
        `insert into "Membership" ("tenantId", id, "personId", role) values (tenant_id(), gen_random_uuid(), $1, 'SECTION_STAFF')`,
        [id],
      );
  }
  const untouched = async () => {
    const before = await everyRow(db);
    return async () => expect(await everyRow(db)).toEqual(before);
  };
  const refused = async (sentence: string, ...args: string[]) => {
    const same = await untouched();
    const { status, complained } = program("tenant-delete", ...args);
    expect([status, complained]).toEqual([1, expect.stringContaining(sentence)]);
    expect(complained).not.toContain("\n");
    await same();
  };
  await refused("Usage: npm run tenant:delete", "linshui", "--soon");
  await refused("There is no backup of linshui", "linshui", "--yes", "linshui");
  expect(program("backup", "--city", "linshui").status).toBe(0);
  await refused("The name that was typed is not linshui", "linshui");
  await refused("The name that was typed is not linshui", "linshui", "--yes", "qinghe");
  await refused("There is no city atlantis", "atlantis", "--without-backup", "--yes", "atlantis");
  await inCity("linshui", `update "School" set phone = '1', version = version + 1`);
  await refused("does not hold linshui as it is now (", "linshui", "--yes", "linshui");
  const scan = randomUUID();
  await inCity(
    "linshui",
    `insert into "Attachment" ("tenantId", id, "submissionId", "schoolId", name, kind, bytes, sha256, "addedByName")
     select "tenantId", $1, id, "schoolId", 'scan.pdf', 'pdf', 4, encode(sha256('seal'), 'hex'), 'x' from "Submission" order by id limit 1`,
    [scan],
  );
  const { rows: cities } = await db.query<{ id: string }>(`select id from "Tenant" where slug = 'linshui'`);
  const key = keyOf(cities[0]?.id ?? "", "attachments", scan);
  await keep(key, Buffer.from("seal"));
  vi.stubEnv("FILES_DIR", path.join(folder, "another-store"));
  expect(program("backup")).toMatchObject({ status: 0, complained: expect.stringMatching(/^1 files are not in it/) });
  vi.unstubAllEnvs();
  await refused("does not hold linshui as it is now (files differ)", "linshui", "--yes", "linshui");
  expect(program("backup")).toMatchObject({ status: 0, complained: "" });
  vi.stubEnv("FILES_DIR", path.resolve("package.json"));
  await refused("The store of the files cannot be used", "linshui", "--yes", "linshui");
  vi.unstubAllEnvs();

  const before = await everyRow(db);
  const { rows: alone } = await db.query<{ id: string }>(
    `select distinct p.id from "Person" p join "Membership" m on m."personId" = p.id join "Tenant" t on t.id = m."tenantId"
      where t.slug = 'linshui' and p.id <> all ($1)`,
    [[stays, operator]],
  );
  const deleted = program("tenant-delete", "linshui", "--yes", "linshui");
  expect(deleted).toMatchObject({ status: 0, complained: "" });
  expect(deleted.said).toContain(
    `Linshui City 临水市 is deleted, 1 files, and ${alone.length} people who were in no other city.`,
  );
  expect(await kept(key)).toBeNull();
  const after = await everyRow(db);
  expect(ofCity(after, "linshui")).toEqual({});
  const shared = ["Tenant", "Person", "Credential", "Session"];
  const rest = (rows: Record<string, string>) =>
    Object.fromEntries(Object.entries(apartFrom(rows, "linshui")).filter(([key]) => !shared.includes(key)));
  expect(rest(after)).toEqual(rest(before));
  const { rows: left } = await db.query('select id from "Person" where id = any ($1)', [
    [stays, operator, ...alone.map(({ id }) => id)],
  ]);
  expect(left.map(({ id }) => id).sort()).toEqual([stays, operator]);
  const { rows: sessions } = await db.query('select from "Session"');
  expect(sessions).toEqual([]);

  const whole = readdirSync(path.join(folder, "backups")).findLast((name) => name.startsWith("whole-")) ?? "";
  const restored = program("restore", path.join(folder, "backups", whole), "--city", "linshui");
  expect(restored).toMatchObject({ status: 0, complained: "" });
  expect(String(await kept(key))).toBe("seal");
  expect(restored.said).toContain("1 files are as they were archived.");
  expect(restored.said).toContain(`${alone.length} accounts that were gone are made anew, without a password.`);
  const again = await everyRow(db);
  const differing = Object.entries(ofCity(before, "linshui")).filter(([key, held]) => again[key] !== held);
  expect(differing.map(([key]) => key)).toEqual(["AuditEvent linshui"]);
  expect(rest(again)).toEqual(rest(before));
  expect(existsSync(path.join(folder, "backups", whole, "manifest.json"))).toBe(true);
}, 120_000);

test("a city can be deleted without a backup by whoever says so", async () => {
  const { status, said } = program("tenant-delete", "hong-kong", "--without-backup", "--yes", "hong-kong");
  expect([status, said]).toEqual([0, expect.stringContaining("Hong Kong 香港 is deleted")]);
  const { rows } = await db.query(`select slug from "Tenant" order by slug`);
  expect(rows.map(({ slug }) => slug)).toEqual(["linshui", "qinghe"]);
});
