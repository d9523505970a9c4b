import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import type pg from "pg";
import { type Archive, fileOf, writeFile, writeManifest } from "./archive.ts";
import { contentOf, type Part } from "./content.ts";
import { writeFiles } from "./files.ts";
import type { ArchivePart, Manifest } from "./manifest.ts";
import { transaction } from "./owner.ts";
import { enter, keptIn, migrationsOf, sequencesOf, type Table, type Tenant, tablesOf, tenantsOf } from "./tables.ts";

/** What a city's archive holds of its members: who they are. What they sign in with is the install's. */
export const IDENTITY = ["id", "email", "name", "locale", "disabledAt", "createdAt"];

/**
 * Writes an archive of the whole install, or of one city, as it was at one moment. It has its name only once it is
 * complete.
 * @param city slug
 * @param into folder of the archives, made where it is missing
 * @throws Error with one sentence where there is no such city or no migrated database
 */
export async function takeBackup(
  client: pg.Client,
  { city, into, key }: { city?: string | undefined; into: string; key: Buffer | null },
): Promise<Archive> {
  return transaction(client, "transaction isolation level repeatable read read only", async () => {
    const manifest = await described(client, city);
    const stamp = manifest.madeAt.replace(/[-:.]/g, "");
    const folder = path.join(into, `${city ? `city-${city}` : "whole"}-${stamp}`);
    const unfinished = `${folder}.unfinished`;
    mkdirSync(into, { recursive: true, mode: 0o700 });
    mkdirSync(unfinished, { mode: 0o700 });
    try {
      await writeParts(client, manifest, unfinished, key);
      await writeManifest(unfinished, key, manifest);
      renameSync(unfinished, folder);
    } catch (error) {
      rmSync(unfinished, { recursive: true, force: true });
      throw error;
    }
    return { folder, manifest, key };
  });
}

async function described(client: pg.Client, city: string | undefined): Promise<Manifest> {
  const migrations = await migrationsOf(client);
  if (!migrations) throw new Error("The database of MIGRATION_DATABASE_URL has never been migrated.");
  const all = await tenantsOf(client);
  const cities = city ? all.filter(({ slug }) => slug === city) : all;
  if (city && cities.length === 0) throw new Error(`There is no city ${city}.`);
  const { rows } = await client.query<{ now: Date; server: string }>(
    "select now() as now, current_setting('server_version') as server",
  );
  const { version }: { version: string } = JSON.parse(readFileSync("package.json", "utf8"));
  return {
    format: 1,
    product: version,
    madeAt: rows[0]?.now.toISOString() ?? "",
    whole: !city,
    server: rows[0]?.server ?? "",
    migrations,
    cities,
    sequences: await sequencesOf(client),
    parts: [],
    files: [],
    lost: 0,
  };
}

async function writeParts(client: pg.Client, manifest: Manifest, folder: string, key: Buffer | null): Promise<void> {
  const tables = keptIn(await tablesOf(client));
  const write = async (city: string | null, part: Part) => {
    const entry: ArchivePart = { table: part.table, city, columns: [...part.columns], rows: 0, sha256: "" };
    const content = contentOf(client, part);
    entry.sha256 = await writeFile(folder, fileOf(entry), key, content);
    entry.rows = content.rowCount;
    manifest.parts.push(entry);
  };
  if (manifest.whole) {
    mkdirSync(path.join(folder, "_install"), { mode: 0o700 });
    for (const table of tables.filter(({ ofTenant }) => !ofTenant)) await write(null, partOf(table));
  }
  for (const city of manifest.cities) {
    mkdirSync(path.join(folder, city.slug), { mode: 0o700 });
    await enter(client, city.id);
    for (const table of tables.filter(({ ofTenant }) => ofTenant)) await write(city.slug, partOf(table, city));
    if (!manifest.whole) for (const part of shared(tables, city)) await write(city.slug, part);
    const { written, lost } = await writeFiles(client, city, folder, key);
    manifest.files.push(...written);
    manifest.lost += lost;
  }
}

/** All rows of a table of the install, or those of one city. */
export function partOf({ name, columns, order }: Table, city?: Pick<Tenant, "id">): Part {
  return { table: name, columns, order, ...(city ? { where: `"tenantId" = '${city.id}'` } : {}) };
}

/** The rows of the install that a city's archive carries: the city itself and who its members are. */
function shared(tables: readonly Table[], city: Tenant): Part[] {
  return tables.flatMap((table): Part[] => {
    if (table.name === "Tenant") return [{ ...partOf(table), where: `id = '${city.id}'` }];
    if (table.name !== "Person") return [];
    return [{ ...partOf(table), columns: IDENTITY, where: 'id in (select "personId" from "Membership")' }];
  });
}
