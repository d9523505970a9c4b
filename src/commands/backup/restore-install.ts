import type pg from "pg";
import { MIGRATIONS, migrationNames } from "../database/engine.ts";
import { setUpDatabase, type Urls } from "../database/set-up.ts";
import { type Archive, verify } from "./archive.ts";
import { type Comparison, compared, quietly, requireEqual, settle, stage, unstage } from "./load.ts";
import type { ArchivePart } from "./manifest.ts";
import { requireSameMigrations } from "./migrated.ts";
import { asTheOwner, transaction } from "./owner.ts";
import { advance, enter, keptIn, migrationsOf, type Table, tablesOf } from "./tables.ts";
import { partOf } from "./take.ts";

/**
 * Restores a whole install into a database that holds nothing yet, in one transaction, and compares every table with
 * the archive before it is kept. A database without tables is first brought to the archive's migrations.
 * @throws Error with one sentence where the archive is damaged, the database holds data or has had other migrations;
 *   {Differs} where something restored is not what was archived. Nothing is kept then but the empty tables.
 */
export async function restoreInstall(urls: Urls, archive: Archive): Promise<Comparison[]> {
  await verify(archive);
  await bringTo(urls, archive);
  return asTheOwner(urls.migration, async (client) => {
    const comparisons = await transaction(client, "", () => fill(client, archive));
    await client.query("analyze");
    return comparisons;
  });
}

/** Makes the tables where there are none, of this archive's migrations. @throws Error where this build does not know them all */
export async function bringTo(urls: Urls, { manifest }: Archive): Promise<void> {
  const held = await asTheOwner(urls.migration, migrationsOf).catch(() => null); // the setting-up says what is wrong
  if (held?.length) return;
  const known = migrationNames();
  const unknown = manifest.migrations.filter(({ name }) => !known.includes(name)).map(({ name }) => name);
  if (unknown.length)
    throw new Error(
      `The backup was made by version ${manifest.product} with migrations that this build does not know (${unknown.join(", ")}): restore it with that version. Nothing was changed.`,
    );
  await setUpDatabase(
    urls,
    MIGRATIONS,
    manifest.migrations.map(({ name }) => name),
  );
}

async function fill(client: pg.Client, archive: Archive): Promise<Comparison[]> {
  await requireSameMigrations(client, archive);
  const { rowCount } = await client.query('select from "Tenant" union all select from "Person" limit 1');
  if (rowCount)
    throw new Error(
      "The database holds data already: a whole install is restored into an empty database alone. Nothing was changed.",
    );
  const tables = keptIn(await tablesOf(client));
  await quietly(client, tables, async () => {
    for (const [part] of placed(archive, tables)) {
      await stage(client, archive, part);
      await enterCityOf(client, archive, part);
      await settle(client, part);
      await unstage(client, part.table);
    }
  });
  await advance(client, archive.manifest.sequences);
  const comparisons: Comparison[] = [];
  for (const [part, table] of placed(archive, tables)) {
    const city = await enterCityOf(client, archive, part);
    comparisons.push(await compared(client, part, partOf(table, city)));
  }
  return requireEqual(comparisons);
}

/** The archive's parts with their tables, referred to first. */
function placed({ manifest }: Archive, tables: readonly Table[]): [ArchivePart, Table][] {
  return tables.flatMap((table) =>
    manifest.parts.filter((part) => part.table === table.name).map((part): [ArchivePart, Table] => [part, table]),
  );
}

async function enterCityOf(client: pg.Client, { manifest }: Archive, part: ArchivePart) {
  const city = manifest.cities.find(({ slug }) => slug === part.city);
  if (city) await enter(client, city.id);
  return city;
}
