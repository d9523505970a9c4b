import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll } from "vitest";
import { createDatabase, setUpDatabase, type Urls } from "../../src/commands/database/set-up.ts";

const superuser = process.env.SUPERUSER_DATABASE_URL ?? "";

/** A database of its own that has never been migrated. */
export async function anEmptyDatabase(name: string): Promise<Urls> {
  return createDatabase(superuser, name);
}

/** A database of its own with the demo's cities. */
export async function aSeededInstall(name: string): Promise<Urls> {
  const urls = await anEmptyDatabase(name);
  await setUpDatabase(urls);
  const env = { ...process.env, DATABASE_URL: urls.app, MIGRATION_DATABASE_URL: urls.migration };
  execFileSync(process.execPath, ["src/commands/seed.ts", "--sign-ins", path.join(aFolder(), "sign-ins.json")], {
    env,
  });
  return urls;
}

/** A folder that is gone after the tests. */
export function aFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), "jijiao-install-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const clients: pg.Client[] = [];

/** A connection that no row policy holds back. */
export async function asSuperuser(urls: Urls): Promise<pg.Client> {
  const url = Object.assign(new URL(superuser), { pathname: new URL(urls.app).pathname });
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  clients.push(client);
  return client;
}

export async function disconnectAll(): Promise<void> {
  for (const client of clients.splice(0)) await client.end();
}

/**
 * What every table holds, by another way than the backup's: [table] or [table of city], rows and a hash.
 * @param apart tables left out
 */
export async function everyRow(client: pg.Client, apart: readonly string[] = []): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string; city: boolean }>(
    `select relname as name, exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenantId') and relname <> 'Session' as city
       from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations' order by 1`,
  );
  const found: Record<string, string> = {};
  for (const { name, city } of tables.filter((table) => !apart.includes(table.name))) {
    const key = city ? `coalesce((select slug from "Tenant" where id = t."tenantId"), 'nobody''s')` : "''";
    const { rows } = await client.query<{ key: string; held: string }>(
      `select ${key} as key, count(*) || ' ' || sum(hashtextextended(t::text, 0)::numeric) as held
         from "${name}" t group by 1`,
    );
    for (const { key: slug, held } of rows) found[`${name} ${slug}`.trim()] = held;
  }
  return found;
}

/** Those of one city, or those of all others and of the install. */
export const ofCity = (rows: Record<string, string>, slug: string) =>
  Object.fromEntries(Object.entries(rows).filter(([key]) => key.endsWith(` ${slug}`)));
export const apartFrom = (rows: Record<string, string>, slug: string) =>
  Object.fromEntries(Object.entries(rows).filter(([key]) => !key.endsWith(` ${slug}`)));
