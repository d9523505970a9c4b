import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import path from "node:path";
import stream, { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { hashing } from "./content.ts";
import { type ArchiveFile, type ArchivePart, Manifest } from "./manifest.ts";
import { sealing, unsealing } from "./seal.ts";

/** A folder that holds an archive, and the key it is encrypted with, if it is. */
export type Archive = { folder: string; manifest: Manifest; key: Buffer | null };

const MANIFEST = "manifest.json";
const SEALED = ".sealed";

/** Where a part lies in its archive. */
export function fileOf({ city, table }: { city: string | null; table: string }): string {
  return path.posix.join(city ?? "_install", `${table}.copy.gz`);
}

/** Where a city's file lies in its archive. */
export function placeOf({ city, shelf, id }: Pick<ArchiveFile, "city" | "shelf" | "id">): string {
  return path.posix.join("files", city, shelf, `${id}.gz`);
}

/** Writes one file, compressed, and encrypted where there is a key; it is on the disk when this returns. */
export async function writeFile(folder: string, name: string, key: Buffer | null, content: Readable): Promise<string> {
  const { through, sha256 } = hashing();
  const file = createWriteStream(path.join(folder, key ? name + SEALED : name), {
    mode: 0o600,
    flags: "wx",
    flush: true,
  });
  await (key
    ? pipeline(content, through, createGzip(), sealing(key, name), file)
    : pipeline(content, through, createGzip(), file));
  return sha256();
}

export async function writeManifest(folder: string, key: Buffer | null, manifest: Manifest): Promise<void> {
  const text = [Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)];
  const file = createWriteStream(path.join(folder, key ? MANIFEST + SEALED : MANIFEST), {
    mode: 0o600,
    flags: "wx",
    flush: true,
  });
  await (key ? pipeline(text, sealing(key, MANIFEST), file) : pipeline(text, file));
}

/**
 * Opens an archive.
 * @throws Error with one sentence where the folder holds none, or one of another version, or another key is needed
 */
export async function openArchive(folder: string, key: Buffer | null): Promise<Archive> {
  const sealed = existsSync(path.join(folder, MANIFEST + SEALED));
  if (!sealed && !existsSync(path.join(folder, MANIFEST)))
    throw new Error(`${folder} holds no complete backup: it has no ${MANIFEST}.`);
  if (sealed && !key) throw new Error(`The backup ${folder} is encrypted: set BACKUP_KEY to the key it was made with.`);
  const used = sealed ? key : null;
  const text = await textOf(folder, used);
  try {
    return { folder, key: used, manifest: Manifest.parse(JSON.parse(text)) };
  } catch {
    throw new Error(`The backup ${folder} was made by another version of the product, or its ${MANIFEST} was altered.`);
  }
}

async function textOf(folder: string, key: Buffer | null): Promise<string> {
  const parts: Buffer[] = [];
  const collect = async (chunks: AsyncIterable<Buffer>) => {
    for await (const chunk of chunks) parts.push(chunk);
  };
  const file = createReadStream(path.join(folder, key ? MANIFEST + SEALED : MANIFEST));
  await (key ? pipeline(file, unsealing(key, MANIFEST), collect) : pipeline(file, collect)).catch((error: Error) => {
    throw new Error(`The ${MANIFEST} of the backup ${folder} cannot be read${reason(error)}.`);
  });
  return Buffer.concat(parts).toString("utf8");
}

/**
 * Gives a part's content to `use`, comparing it with the manifest as it is read.
 * @throws Error with one sentence where the file is missing, cut off or altered
 */
export function readPart(
  archive: Archive,
  part: ArchivePart,
  use: (content: Readable) => Promise<void>,
): Promise<void> {
  return use(Readable.from(checked(archive, fileOf(part), part.sha256)));
}

/** A city's file, compared with the manifest. @throws Error with one sentence where it is missing, cut off or altered */
export async function readFile(archive: Archive, file: ArchiveFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of checked(archive, placeOf(file), file.sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* checked({ folder, key }: Archive, name: string, sha256: string): AsyncGenerator<Buffer> {
  const place = path.join(folder, key ? name + SEALED : name);
  const damaged = (why: string) => new Error(`The backup ${folder} is damaged: ${name} ${why}. Nothing was changed.`);
  if (!existsSync(place)) throw damaged("is missing");
  const hash = createHash("sha256");
  const chunks = unpacked(place, name, key)[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await chunks.next().catch((error: Error) => {
      throw damaged(`cannot be read to its end${reason(error)}`);
    });
    if (done) break;
    hash.update(value);
    yield value;
  }
  if (hash.digest("hex") !== sha256) throw damaged("does not hold what the manifest says");
}

/** What a file holds; an error of any stage ends it. */
function unpacked(place: string, name: string, key: Buffer | null): Readable {
  const [file, gunzip] = [createReadStream(place), createGunzip()];
  const told = () => undefined; // whoever reads is told by the stream itself
  return key ? stream.pipeline(file, unsealing(key, name), gunzip, told) : stream.pipeline(file, gunzip, told);
}

function reason(error: Error): string {
  if (/unable to authenticate|cut off/.test(error.message))
    return ": it was cut off or altered, or BACKUP_KEY is another key";
  return ` (${error.message})`;
}

/** Reads an archive to its end. @throws Error with one sentence where anything in it is not as it was written */
export async function verify(archive: Archive): Promise<void> {
  for (const part of archive.manifest.parts) {
    await readPart(archive, part, async (content) => {
      for await (const _chunk of content);
    });
  }
  for (const file of archive.manifest.files) await readFile(archive, file);
}
