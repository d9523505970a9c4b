import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import type { Client } from "pg";
import { forget, keep, kept, keyOf, storedOf } from "../../server/store.ts";
import { type Archive, placeOf, readFile, writeFile } from "./archive.ts";
import type { ArchiveFile } from "./manifest.ts";
import type { Tenant } from "./tables.ts";

/** A file that the rows of a city speak of, what a person would call it, and what it must be where its row says so. */
export type CityFile = Pick<ArchiveFile, "shelf" | "id"> & { name: string; sha256: string | null };

/** The files of the city whose rows this transaction sees: those of reports, and the emblem. */
export async function filesOf(client: Client, { id }: Pick<Tenant, "id">): Promise<CityFile[]> {
  const { rows: known } = await client.query(`select where to_regclass('"Attachment"') is not null`);
  if (known.length === 0) return []; // a database of before there were files
  const { rows } = await client.query<CityFile>(
    `select 'attachments' as shelf, f.id, f.name, f.sha256::text from "Attachment" f
       join "Submission" s on s."tenantId" = f."tenantId" and s.id = f."submissionId"
      where f."tenantId" = $1 and (f."removedIn" is null or f."removedIn" > s.number)
     union all select 'emblems', emblem, 'emblem.png', null from "Tenant" where id = $1 and emblem is not null
     order by 1, 2`,
    [id],
  );
  return rows;
}

/** A city's file as it was added; null where the store has none, or another one. */
export async function intact({ id }: Pick<Tenant, "id">, file: CityFile): Promise<Buffer | null> {
  const bytes = await kept(keyOf(id, file.shelf, file.id));
  const same = file.sha256 === null || (bytes && createHash("sha256").update(bytes).digest("hex") === file.sha256);
  return same ? bytes : null;
}

/**
 * Writes a city's files into an archive that is being made.
 * @returns what was written, and how many the store no longer has as they were added: those are left out
 */
export async function writeFiles(
  client: Client,
  city: Tenant,
  folder: string,
  key: Buffer | null,
): Promise<{ written: ArchiveFile[]; lost: number }> {
  const written: ArchiveFile[] = [];
  const files = await filesOf(client, city);
  for (const file of files) {
    const bytes = await intact(city, file);
    if (!bytes) continue;
    const { shelf, id } = file;
    const place = placeOf({ city: city.slug, shelf, id });
    mkdirSync(path.join(folder, path.dirname(place)), { recursive: true, mode: 0o700 });
    const sha256 = await writeFile(folder, place, key, Readable.from([bytes]));
    written.push({ city: city.slug, shelf, id, sha256 });
  }
  return { written, lost: files.length - written.length };
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
