import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { forget, keep, kept, keyOf } from "#server/store.ts";
import { type Archive, openArchive, placeOf, verify } from "../../src/commands/backup/archive.ts";
import { exportCity } from "../../src/commands/backup/export-city.ts";
import { forgetFiles, putFilesBack } from "../../src/commands/backup/files.ts";
import { changeOneCity } from "../../src/commands/backup/one-city.ts";
import { asTheOwner } from "../../src/commands/backup/owner.ts";
import { restoreCity } from "../../src/commands/backup/restore-city.ts";
import { restoreInstall } from "../../src/commands/backup/restore-install.ts";
import { newestArchive } from "../../src/commands/backup/shelf.ts";
import { enter, tablesOf } from "../../src/commands/backup/tables.ts";
import { takeBackup } from "../../src/commands/backup/take.ts";
import { MIGRATIONS, migrationNames } from "../../src/commands/database/engine.ts";
import { setUpDatabase, type Urls } from "../../src/commands/database/set-up.ts";
import { aBucket } from "../files/bucket.ts";
import {
  aFolder,
  anEmptyDatabase,
  apartFrom,
  aSeededInstall,
  asSuperuser,
  disconnectAll,
  everyRow,
  ofCity,
} from "./install.ts";

const PASSING = ["Session", "Throttle", "Uptime", "Worker"];
const KEY = Buffer.alloc(32, 7);
const into = aFolder();
let urls: Urls;
let db: pg.Client;
let whole: Archive;
let serial = 0;

beforeAll(async () => {
  urls = await aSeededInstall("jijiao_backup");
  db = await asSuperuser(urls);
  await db.query(
    `insert into "Session" (id, "personId", stage, "expiresAt") select '\\x01', id, 'OPEN', now() + interval '1 hour' from "Person" limit 1`,
  );
  whole = await backup();
}, 120_000);
afterAll(disconnectAll);

function backup(city?: string, key: Buffer | null = null): Promise<Archive> {
  return asTheOwner(urls.migration, (client) => takeBackup(client, { city, into, key }));
}

/** The archive, altered by `alter`. */
async function altered({ folder, key }: Archive, alter: (copy: string) => void): Promise<Archive> {
  const copy = `${folder}-altered-${++serial}`;
  cpSync(folder, copy, { recursive: true });
  alter(copy);
  return openArchive(copy, key);
}

const part = (copy: string, name = "linshui/CellValue.copy.gz") => path.join(copy, name);

describe("an archive", () => {
  test("is closed to others, named when complete, and holds every row of every table", async () => {
    const { folder, manifest } = whole;
    expect(statSync(folder).mode & 0o077).toBe(0);
    for (const file of readdirSync(folder, { recursive: true, withFileTypes: true }))
      expect(statSync(path.join(file.parentPath, file.name)).mode & 0o077).toBe(0);
    expect(readdirSync(into).filter((name) => name.endsWith(".unfinished"))).toEqual([]);
    const counts = Object.fromEntries(
      manifest.parts.filter(({ rows }) => rows).map(({ table, city, rows }) => [`${table} ${city ?? ""}`.trim(), rows]),
    );
    const held = Object.entries(await everyRow(db, PASSING)).map(([key, value]) => [key, Number.parseInt(value, 10)]);
    expect(counts).toEqual(Object.fromEntries(held));
    expect(manifest.migrations.map(({ name }) => name)).toEqual(migrationNames());
  });

  test("knows of every table whose it is: a new one without a city has to be thought about", async () => {
    const tables = await asTheOwner(urls.migration, tablesOf);
    const install = tables.filter(({ ofTenant }) => !ofTenant).map(({ name }) => name);
    expect(install.sort()).toEqual([
      "Credential",
      "OneTimeToken",
      "Person",
      "Session",
      "Tenant",
      "Throttle",
      "Uptime",
      "Worker",
    ]);
  });

  test("of one city holds no secret and nothing of others", async () => {
    const { folder, manifest } = await backup("linshui");
    expect(readdirSync(folder).sort()).toEqual(["linshui", "manifest.json"]);
    expect(manifest.cities.map(({ slug }) => slug)).toEqual(["linshui"]);
    expect(manifest.parts.find(({ table }) => table === "Person")?.columns).toEqual([
      "id",
      "email",
      "name",
      "locale",
      "disabledAt",
      "createdAt",
    ]);
    for (const table of ["Credential", "OneTimeToken"])
      expect(manifest.parts.map((one) => one.table)).not.toContain(table);
    const text = readdirSync(path.join(folder, "linshui")).map((name) =>
      gunzipSync(readFileSync(part(folder, `linshui/${name}`))).toString(),
    );
    const { rows } = await db.query<{ hash: string }>('select "passwordHash" as hash from "Credential"');
    for (const { hash } of rows) expect(text.join("")).not.toContain(hash);
  });

  test("is refused for a city that there is not, and leaves nothing", async () => {
    const before = readdirSync(into);
    await expect(backup("atlantis")).rejects.toThrow("There is no city atlantis.");
    expect(readdirSync(into)).toEqual(before);
  });

  test("can be encrypted: without its key it says nothing", async () => {
    const sealed = await backup("linshui", KEY);
    const bytes = readFileSync(part(sealed.folder, "linshui/Person.copy.gz.sealed"));
    expect(() => gunzipSync(bytes)).toThrow();
    expect(readdirSync(sealed.folder)).not.toContain("manifest.json");
    await expect(openArchive(sealed.folder, null)).rejects.toThrow("is encrypted: set BACKUP_KEY");
    await expect(openArchive(sealed.folder, Buffer.alloc(32, 8))).rejects.toThrow("BACKUP_KEY is another key");
    expect((await openArchive(sealed.folder, KEY)).manifest).toEqual(sealed.manifest);
    const before = await everyRow(db);
    const exchanged = await altered(sealed, (copy) =>
      cpSync(part(copy, "linshui/School.copy.gz.sealed"), part(copy, "linshui/Campus.copy.gz.sealed")),
    );
    await expect(restoreCity(urls.migration, exchanged)).rejects.toThrow(
      /linshui\/Campus.copy.gz cannot be read to its end/,
    );
    expect(await everyRow(db)).toEqual(before);
    await restoreCity(urls.migration, sealed);
  });
});

test.each(["disk", "S3"])(
  "files on %s come along, and back; the store's loss of one is no harm to the rest",
  async (place) => {
    const bucket = place === "S3" ? await aBucket(aFolder()) : null;
    for (const [name, value] of Object.entries(bucket?.settings ?? {})) vi.stubEnv(name, value);
    const enterCity = (slug: string) =>
      db.query(
        `select set_config('app.tenant', coalesce((select id::text from "Tenant" where slug = $1), ''), false)`,
        [slug],
      );
    await enterCity("linshui");
    const { rows } = await db.query<{ tenantId: string; id: string }>(
      `insert into "Attachment" ("tenantId", id, "submissionId", "schoolId", name, kind, bytes, sha256, "addedByName")
     select s."tenantId", gen_random_uuid(), s.id, s."schoolId", 'scan.pdf', 'pdf', 4, encode(sha256('seal'), 'hex'), 'x'
       from "Submission" s join "Tenant" t on t.id = s."tenantId" and t.slug = 'linshui' order by s.id limit 2
     returning "tenantId", id`,
    );
    const [one, lost] = rows;
    if (!one || !lost) throw new Error("no reports");
    const key = keyOf(one.tenantId, "attachments", one.id);
    await keep(key, Buffer.from("seal"));
    for (const sealing of [null, KEY]) {
      const archive = await backup("linshui", sealing);
      expect(archive.manifest.files).toMatchObject([{ city: "linshui", shelf: "attachments", id: one.id }]);
      expect(archive.manifest.lost).toBe(1);
      await forget(key);
      expect(await putFilesBack(await openArchive(archive.folder, sealing), "qinghe")).toBe(0);
      expect(await putFilesBack(await openArchive(archive.folder, sealing), "linshui")).toBe(1);
      expect(String(await kept(key))).toBe("seal");
      const place = `${placeOf({ city: "linshui", shelf: "attachments", id: one.id })}${sealing ? ".sealed" : ""}`;
      const broken = await altered(archive, (copy) => writeFileSync(part(copy, place), "other"));
      await expect(verify(broken)).rejects.toThrow(/files\/linshui\/attachments/);
    }
    await keep(keyOf(one.tenantId, "attachments", lost.id), Buffer.from("other"));
    expect((await backup("linshui", null)).manifest.lost).toBe(1);
    const into = aFolder();
    const { folder } = await asTheOwner(urls.migration, (client) => exportCity(client, "linshui", into));
    expect(readdirSync(path.join(folder, "files"))).toEqual([`${one.id} scan.pdf`]);
    expect(await forgetFiles(one.tenantId)).toBe(2);
    expect(await kept(key)).toBeNull();
    await db.query(`delete from "Attachment" where id = any ($1)`, [[one.id, lost.id]]);
    await enterCity("");
    vi.unstubAllEnvs();
    await bucket?.close();
  },
);

describe("a whole install", () => {
  test("comes back into an empty database, row for row, with its triggers awake and its counters set", async () => {
    const empty = await anEmptyDatabase("jijiao_restored");
    const comparisons = await restoreInstall(empty, whole);
    expect(comparisons.length).toBe(whole.manifest.parts.length);
    expect(comparisons.filter(({ equal }) => !equal)).toEqual([]);
    const restored = await asSuperuser(empty);
    const taken = await everyRow(restored);
    expect(taken.Session).toBeUndefined();
    const again = await asTheOwner(empty.migration, (client) => takeBackup(client, { into: aFolderIn(), key: null }));
    expect(again.manifest.parts).toEqual(whole.manifest.parts);
    const { rows: asleep } = await restored.query("select tgname from pg_trigger where tgenabled <> 'O'");
    expect(asleep).toEqual([]);
    const { rows: sequence } = await restored.query<{ next: boolean }>(
      `select nextval(pg_get_serial_sequence('"AuditChange"', 'id')) > max(id) as next from "AuditChange"`,
    );
    expect(sequence).toEqual([{ next: true }]);
    await expect(restoreInstall(empty, whole)).rejects.toThrow("The database holds data already");
    expect(await everyRow(restored)).toEqual(taken);
  });

  test("comes back at the migrations that it was archived with, into a build that has more", async () => {
    const [older, empty] = [await anEmptyDatabase("jijiao_old"), await anEmptyDatabase("jijiao_older")];
    const [newest = "", ...before] = migrationNames().reverse();
    await setUpDatabase(older, MIGRATIONS, before.toReversed());
    await (await asSuperuser(older)).query(
      `insert into "Tenant" (id, slug, "nameEn", "nameZh", "codeFormat") values (gen_random_uuid(), 'old', 'Old', '旧', '{}')`,
    );
    const archive = await asTheOwner(older.migration, (client) => takeBackup(client, { into, key: null }));
    await restoreInstall(empty, archive);
    const held = await everyRow(await asSuperuser(empty));
    expect(Object.keys(held)).toEqual(["Tenant"]);
    expect(held).toEqual(await everyRow(await asSuperuser(older)));
    expect(await setUpDatabase(empty)).toEqual([newest]);
  });

  test("is refused where the database has had other migrations", async () => {
    const [, ...fewer] = whole.manifest.migrations;
    const [name] = migrationNames();
    const older = await altered(whole, (copy) =>
      writeFileSync(part(copy, "manifest.json"), JSON.stringify({ ...whole.manifest, migrations: fewer })),
    );
    const before = await everyRow(db);
    for (const restore of [() => restoreInstall(urls, older), () => restoreCity(urls.migration, older, "linshui")])
      await expect(restore()).rejects.toThrow(`this database has had ${name} besides`);
    expect(await everyRow(db)).toEqual(before);
  });

  test("is refused by a build that lacks its migrations", async () => {
    const empty = await anEmptyDatabase("jijiao_newer");
    const migrations = [...whole.manifest.migrations, { name: "20991231235959_later", checksum: "x" }];
    const newer = await altered(whole, (copy) =>
      writeFileSync(part(copy, "manifest.json"), JSON.stringify({ ...whole.manifest, migrations })),
    );
    await expect(restoreInstall(empty, newer)).rejects.toThrow("that this build does not know (20991231235959_later)");
    const { rows } = await (await asSuperuser(empty)).query(
      "select from pg_class where relnamespace = 'public'::regnamespace",
    );
    expect(rows).toEqual([]);
  });
});

let folders = 0;
function aFolderIn(): string {
  const folder = path.join(into, `apart-${++folders}`);
  mkdirSync(folder);
  return folder;
}

describe("a damaged archive changes nothing and says what is wrong", () => {
  const file = "linshui/CellValue.copy.gz";
  const damages: [string, (copy: string) => void, RegExp][] = [
    ["cut off", (copy) => truncateSync(part(copy), statSync(part(copy)).size - 20), /cannot be read to its end/],
    [
      "cut off to nothing",
      (copy) => truncateSync(part(copy), 0),
      /does not hold what the manifest says|cannot be read/,
    ],
    ["one byte altered", (copy) => flip(part(copy)), /cannot be read to its end|does not hold what the manifest says/],
    ["packed anew with other figures", repack, /does not hold what the manifest says/],
    ["gone", (copy) => rmSync(part(copy)), /is missing/],
  ];
  test.each(damages)("%s", async (_what, damage, sentence) => {
    const archive = await altered(whole, damage);
    const before = await everyRow(db);
    const said = new RegExp(`is damaged: ${file} .*(${sentence.source}).*Nothing was changed`);
    await expect(restoreCity(urls.migration, archive, "linshui")).rejects.toThrow(said);
    await expect(restoreInstall(urls, archive)).rejects.toThrow(said);
    expect(await everyRow(db)).toEqual(before);
  });

  test.each([
    ["no manifest", (copy: string) => rmSync(part(copy, "manifest.json")), "holds no complete backup"],
    [
      "another format",
      (copy: string) => writeFileSync(part(copy, "manifest.json"), '{"format": 2}'),
      "another version",
    ],
    ["no JSON", (copy: string) => truncateSync(part(copy, "manifest.json"), 100), "another version"],
  ])("%s", async (_what, damage, sentence) => {
    await expect(altered(whole, damage)).rejects.toThrow(sentence);
  });
});

function flip(file: string): void {
  const bytes = readFileSync(file);
  const place = Math.floor(bytes.length / 2);
  bytes[place] = (bytes[place] ?? 0) ^ 1;
  writeFileSync(file, bytes);
}

function repack(copy: string): void {
  const text = gunzipSync(readFileSync(part(copy))).toString();
  writeFileSync(part(copy), gzipSync(text.replace(/\t(\d)(\d*)\t/, "\t9$2\t")));
}

/** Work in one city as the owner, with all triggers awake. */
async function inCity(slug: string, work: (client: pg.Client, tenantId: string) => Promise<unknown>): Promise<void> {
  await asTheOwner(urls.migration, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from "Tenant" where slug = $1', [slug]);
    await client.query("begin");
    await enter(client, rows[0]?.id ?? "");
    await work(client, rows[0]?.id ?? "");
    await client.query("commit");
  });
}

describe("one city", () => {
  test.each([
    ["its own archive", () => backup("linshui")],
    ["one of the whole install", () => backup()],
  ] as const)("comes back from %s, and everything else stays as it is now", async (_what, take) => {
    const archive = await take();
    const archived = ofCity(await everyRow(db), "linshui");
    await inCity("linshui", async (client) => {
      await client.query(`update "School" set phone = '000', version = version + 1`);
      await client.query('delete from "CellValue"');
      await client.query(`insert into "Import" ("tenantId", id, "fileName", "fileBytes", sha256, reading, "createdById", "createdByName")
          select tenant_id(), gen_random_uuid(), 'later.csv', 1, 'x', '{}', gen_random_uuid(), 'Someone'`);
    });
    await inCity("qinghe", (client) => client.query(`update "School" set phone = '111', version = version + 1`));
    const before = await everyRow(db);
    const { city, comparisons, madeAnew, closed } = await restoreCity(urls.migration, archive, "linshui");
    expect([city.slug, madeAnew, closed]).toEqual(["linshui", [], []]);
    expect(comparisons.every(({ equal, city: slug }) => equal && slug === "linshui")).toBe(true);
    const after = await everyRow(db);
    expect(apartFrom(after, "linshui")).toEqual(apartFrom(before, "linshui"));
    const changed = Object.keys(archived).filter((key) => ofCity(after, "linshui")[key] !== archived[key]);
    expect(changed).toEqual(["AuditEvent linshui"]);
    const { rows } = await db.query(
      `select capability, reason, detail, system, "personId" from "AuditEvent" e join "Tenant" t on t.id = e."tenantId"
          where t.slug = 'linshui' order by at desc limit 1`,
    );
    expect(rows).toEqual([
      {
        capability: "tenant.restore",
        reason: `npm run restore · ${archive.manifest.madeAt}`,
        detail: { backupOf: archive.manifest.madeAt },
        system: true,
        personId: null,
      },
    ]);
  });

  test("comes back with its people by the rules: what they sign in with is the install's", async () => {
    const [shared, gone, moved] = ["1", "2", "3"].map((end) => `00000000-0000-7000-8000-00000000000${end}`);
    const join = (slug: string, id?: string) =>
      inCity(slug, (client) =>
        client.query(
          `insert into "Membership" ("tenantId", id, "personId", role) values (tenant_id(), gen_random_uuid(), $1, 'SECTION_STAFF')`,
          [id],
        ),
      );
    for (const [id, name] of [
      [shared, "shared"],
      [gone, "gone"],
      [moved, "moved"],
    ]) {
      await db.query('insert into "Person" (id, email, name) values ($1, $2, $3)', [id, `${name}@example.test`, name]);
      await db.query('insert into "Credential" ("personId", "passwordHash") values ($1, $2)', [id, `hash of ${name}`]);
      await join("linshui", id);
    }
    await join("qinghe", shared);
    const archive = await backup();
    await db.query(`update "Person" set name = 'Shared Anew', email = 'anew@example.test' where id = $1`, [shared]);
    await db.query(`update "Credential" set "passwordHash" = 'another' where "personId" = $1`, [shared]);
    for (const id of [gone, moved]) {
      await inCity("linshui", (client) => client.query('delete from "Membership" where "personId" = $1', [id]));
      await db.query('delete from "Person" where id = $1', [id]);
    }
    const other = "00000000-0000-7000-8000-000000000004";
    await db.query(`insert into "Person" (id, email, name) values ($1, 'moved@example.test', 'Another')`, [other]);
    const { madeAnew, closed } = await restoreCity(urls.migration, archive, "linshui");
    expect([madeAnew, closed]).toEqual([[gone, moved], [moved]]);
    const { rows } = await db.query(
      `select p.id, p.email, p.name, p."disabledAt" is not null as closed, c."passwordHash" as hash,
              (select count(*)::int from "Membership" m where m."personId" = p.id) as roles
         from "Person" p left join "Credential" c on c."personId" = p.id where p.id = any ($1) order by p.id`,
      [[shared, gone, moved, other]],
    );
    expect(rows).toEqual([
      { id: shared, email: "anew@example.test", name: "Shared Anew", closed: false, hash: "another", roles: 2 },
      { id: gone, email: "gone@example.test", name: "gone", closed: false, hash: null, roles: 1 },
      { id: moved, email: `${moved}@restored.invalid`, name: "moved", closed: true, hash: null, roles: 1 },
      { id: other, email: "moved@example.test", name: "Another", closed: false, hash: null, roles: 0 },
    ]);
  });

  test("is not put where another city has taken its name", async () => {
    const archive = await backup("hong-kong");
    await db.query(`update "Tenant" set slug = 'xianggang', version = version + 1 where slug = 'hong-kong'`);
    await db.query(
      `insert into "Tenant" (id, slug, "nameEn", "nameZh", "codeFormat") values (gen_random_uuid(), 'hong-kong', 'Another', '另一', '{}')`,
    );
    const before = await everyRow(db);
    await expect(restoreCity(urls.migration, archive)).rejects.toThrow(
      "Another city is called hong-kong now (Another)",
    );
    expect(await everyRow(db)).toEqual(before);
    await db.query(`delete from "Tenant" where slug = 'hong-kong'`);
    await restoreCity(urls.migration, archive);
    const { rows } = await db.query(`select slug from "Tenant" order by slug`);
    expect(rows.map(({ slug }) => slug)).toEqual(["hong-kong", "linshui", "qinghe"]);
  });

  test("has to be named where an archive holds several", async () => {
    await expect(restoreCity(urls.migration, whole)).rejects.toThrow(/Say which city: .* holds (\w|-|, )+\. Nothing/);
    await expect(restoreCity(urls.migration, whole, "atlantis")).rejects.toThrow("Say which city");
  });

  test.each([
    ["another city's rows", `update "School" set phone = '222', version = version + 1`, /School \(qinghe\)/],
    ["another person's account", `update "Person" set locale = 'en'`, /Person/],
    ["a password", `update "Credential" set "changedAt" = now()`, /Credential/],
    ["another city's settings", `update "Tenant" set accent = '#000000', version = version + 1`, /Tenant/],
  ])("is not changed where that would change %s", async (_what, statement, sentence) => {
    const before = await everyRow(db);
    const { rows } = await db.query<{ id: string; slug: string }>(`select id, slug from "Tenant"`);
    const idOf = (slug: string) => rows.find((row) => row.slug === slug)?.id ?? "";
    const change = asTheOwner(urls.migration, (client) =>
      changeOneCity(
        client,
        idOf("linshui"),
        async () => [],
        async () => {
          await enter(client, idOf("qinghe"));
          await client.query(statement);
          await enter(client, idOf("linshui"));
        },
      ),
    );
    await expect(change).rejects.toThrow(sentence);
    expect(await everyRow(db)).toEqual(before);
  });
});

describe("while one city is changed", () => {
  const slugToId = async (slug: string) =>
    (await db.query<{ id: string }>('select id from "Tenant" where slug = $1', [slug])).rows[0]?.id ?? "";

  /** Somebody who works in another city. */
  async function elsewhere(): Promise<pg.Client> {
    const other = await asSuperuser(urls);
    await other.query("select set_config('app.tenant', $1, false)", [await slugToId("qinghe")]);
    return other;
  }

  test("others go on reading, and wait with writing", async () => {
    const [linshui, other] = [await slugToId("linshui"), await elsewhere()];
    await other.query("set lock_timeout = '100ms'; set statement_timeout = '20s'");
    const answers = await asTheOwner(urls.migration, (client) =>
      changeOneCity(
        client,
        linshui,
        async () => [],
        async () => {
          const read = await other.query('select count(*)::int as count from "School"');
          const write = await other
            .query(`update "School" set phone = '1', version = version + 1 where "tenantId" = tenant_id()`)
            .catch((error: { code: string }) => error.code);
          return [read.rows[0].count > 0, write];
        },
      ),
    );
    expect(answers).toEqual([true, "55P03"]);
    expect(
      (await other.query(`update "School" set phone = '1', version = version + 1 where "tenantId" = tenant_id()`))
        .rowCount,
    ).toBeGreaterThan(0);
  });

  test("it is put off where somebody has not finished writing", async () => {
    const [linshui, other] = [await slugToId("linshui"), await elsewhere()];
    await other.query(`begin; update "School" set phone = '2', version = version + 1 where "tenantId" = tenant_id()`);
    try {
      const change = asTheOwner(urls.migration, (client) =>
        changeOneCity(
          client,
          linshui,
          async () => [],
          async () => expect.unreachable("it did not wait"),
          "100ms",
        ),
      );
      await expect(change).rejects.toThrow("Somebody is working on these tables just now: try again in a minute.");
    } finally {
      await other.query("rollback");
    }
  });
});

describe("the programs", () => {
  const program = (name: string, args: string[], over: Record<string, string> = {}) => {
    const env = {
      ...process.env,
      DATABASE_URL: urls.app,
      MIGRATION_DATABASE_URL: urls.migration,
      BACKUP_FOLDER: aFolderIn(),
      ...over,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, [`src/commands/${name}.ts`, ...args], {
      encoding: "utf8",
      env,
    });
    return { status, said: stdout.trim(), complained: stderr.trim() };
  };

  test("make a backup, drill the newest one, and put a city back", async () => {
    const over = { BACKUP_FOLDER: aFolderIn(), BACKUP_KEY: KEY.toString("base64") };
    expect(program("backup-drill", [], over)).toMatchObject({
      status: 1,
      complained: expect.stringContaining("There is no complete backup"),
    });
    expect(program("backup", ["--city", "linshui"], over)).toMatchObject({ status: 0, complained: "" });
    expect(program("backup", [], over).said).toMatch(
      /rows, 0 files, cities: (hong-kong|linshui|qinghe|, )+, encrypted\.$/,
    );
    const newest = await newestArchive(over.BACKUP_FOLDER, KEY);
    expect(newest?.manifest.whole).toBe(true);
    expect((await newestArchive(over.BACKUP_FOLDER, KEY, "linshui"))?.folder).toBe(newest?.folder);
    const drilled = program("backup-drill", [], over);
    expect(drilled).toMatchObject({ status: 0, complained: "" });
    expect(drilled.said).toMatch(/'CellValue' .*'equal'/);
    expect(drilled.said).toContain("The backup can be restored");
    flip(path.join(newest?.folder ?? "", "qinghe", "CellValue.copy.gz.sealed"));
    expect(program("backup-drill", [], over)).toMatchObject({
      status: 1,
      complained: expect.stringContaining("is damaged"),
    });
    const city = readdirSync(over.BACKUP_FOLDER).find((name) => name.startsWith("city-")) ?? "";
    const restored = program("restore", [path.join(over.BACKUP_FOLDER, city)], over);
    expect(restored).toMatchObject({ status: 0, complained: "" });
    expect(restored.said).toContain("Linshui City 临水市 is as it was at");
  }, 120_000);

  test.each([
    ["backup", ["--town", "x"], {}, "Usage: npm run backup"],
    ["backup", [], { BACKUP_KEY: "short" }, "BACKUP_KEY must be 32 bytes in base64"],
    ["backup", [], { MIGRATION_DATABASE_URL: "postgresql://nobody:x@127.0.0.1:1/none" }, "cannot be reached"],
    ["backup", [], { MIGRATION_DATABASE_URL: "APP" }, "may not act as portal_owner"],
    ["restore", [], {}, "Usage: npm run restore"],
    ["restore", ["/nowhere"], {}, "/nowhere holds no complete backup"],
    ["backup-drill", ["--all"], {}, "Usage: npm run backup:drill"],
  ])("%s %s %o says one sentence", (name, args, over, sentence) => {
    const settings = Object.fromEntries(
      Object.entries(over).map(([key, value]) => [key, value === "APP" ? urls.app : value]),
    );
    const { status, complained } = program(name, args, settings);
    expect(complained).toContain(sentence);
    expect(complained).not.toContain("\n");
    expect(status).toBe(1);
  });
});
