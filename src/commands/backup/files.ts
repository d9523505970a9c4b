import { mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { Client } from "pg";
import { forget, keep, kept, keyOf, storedOf } from "../../server/store.ts";
import { type Archive, placeOf, readFile, writeFile } from "./archive.ts";
import type { ArchiveFile } from "./manifest.ts";
import type { Tenant } from "./tables.ts";

/** A file that the rows of a city speak of, and what a person would call it. */
export type CityFile = Pick<ArchiveFile, "shelf" | "id"> & { name: string };

/** The files of the city whose rows this transaction sees: those of reports, and the emblem. */
export async function filesOf(client: Client, { id }: Pick<Tenant, "id">): Promise<CityFile[]> {
  const { rows: known } = await client.query(`select where to_regclass('"Attachment"') is not null`);
  if (known.length === 0) return []; // a database of before there were files
  const { rows } = await client.query<CityFile>(
    `select 'attachments' as shelf, f.id, f.name from "Attachment" f
       join "Submission" s on s."tenantId" = f."tenantId" and s.id = f."submissionId"
      where f."tenantId" = $1 and (f."removedIn" is null or f."removedIn" > s.number)
     union all select 'emblems', emblem, 'emblem.png' from "Tenant" where id = $1 and emblem is not null
     order by 1, 2`,
    [id],
  );
  return rows;
}

/**
 * Writes a city's files into an archive that is being made.
 * @returns what was written; what the store no longer has is left out
 */
export async function writeFiles(
  client: Client,
  city: Tenant,
  folder: string,
  key: Buffer | null,
): Promise<ArchiveFile[]> {
  const written: ArchiveFile[] = [];
  for (const { shelf: name, id } of await filesOf(client, city)) {
    const bytes = await kept(keyOf(city.id, name, id));
    if (!bytes) continue;
    const place = placeOf({ city: city.slug, shelf: name, id });
    mkdirSync(path.join(folder, path.dirname(place)), { recursive: true, mode: 0o700 });
    const sha256 = await writeFile(folder, place, key, Readable.from([bytes]));
    written.push({ city: city.slug, shelf: name, id, sha256 });
  }
  return written;
}

/**
 * Puts the files of an archive back into the store, of one city where one is named. Before its rows: a file without a
 * row harms nobody, and a nightly check forgets it.
 * @returns how many
 */
export async function putFilesBack(archive: Archive, slug?: string): Promise<number> {
  const { cities, files } = archive.manifest;
  let count = 0;
  for (const file of files.filter(({ city }) => slug === undefined || city === slug)) {
    const city = cities.find((one) => one.slug === file.city);
    if (!city) continue;
    await keep(keyOf(city.id, file.shelf, file.id), await readFile(archive, file));
    count += 1;
  }
  return count;
}

/** Forgets everything that the store keeps of a city. @returns how many files */
export async function forgetFiles(tenantId: string): Promise<number> {
  let count = 0;
  for await (const { key } of storedOf(tenantId)) {
    await forget(key);
    count += 1;
  }
  return count;
}
