import { type Entry, fromBufferPromise, type ZipFile } from "yauzl";
import { tableLimits } from "./limits.ts";
import { TableRefusal } from "./refusal.ts";

const macroPart = /(?:^|\/)(?:vbaProject\.bin|macrosheets\/)/i;
const symbolicLink = 0xa;

/** The archive's own entries by name; only what `openArchive` has accepted. */
export type Archive = { zip: ZipFile; entries: Map<string, Entry> };

function checkEntry(entry: Entry, entries: Map<string, Entry>): void {
  if (entry.isEncrypted()) throw new TableRefusal("encrypted");
  if (macroPart.test(entry.fileName)) throw new TableRefusal("macro");
  const isLink = entry.externalFileAttributes >>> 28 === symbolicLink;
  const isKnownMethod = entry.compressionMethod === 0 || entry.compressionMethod === 8;
  // Two entries of one name are read differently by different programs, so what was checked may not be what is shown.
  if (isLink || !isKnownMethod || entries.has(entry.fileName)) throw new TableRefusal("corrupt");
  refuseRatio(entry.uncompressedSize, entry.compressedSize);
}

function refuseRatio(inflated: number, deflated: number): void {
  if (inflated <= tableLimits.ratioFloorBytes) return;
  if (inflated > deflated * tableLimits.inflationRatio) throw new TableRefusal("bomb");
}

async function readDirectory(zip: ZipFile): Promise<Map<string, Entry>> {
  if (zip.entryCount > tableLimits.archiveEntries) throw new TableRefusal("bomb");
  const entries = new Map<string, Entry>();
  let inflated = 0;
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry, entries);
    inflated += entry.uncompressedSize;
    if (inflated > tableLimits.inflatedBytes) throw new TableRefusal("bomb");
    entries.set(entry.fileName, entry);
  }
  refuseRatio(inflated, zip.fileSize);
  return entries;
}

async function open(bytes: Uint8Array): Promise<Archive> {
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    // Sizes are held in readPart, so that a lie about them is told apart from damage.
    const zip = await fromBufferPromise(buffer, { validateEntrySizes: false });
    return { zip, entries: await readDirectory(zip) };
  } catch (error) {
    if (error instanceof TableRefusal) throw error;
    throw new TableRefusal("corrupt");
  }
}

/**
 * Names of what an archive holds, by its central directory, under the same bounds as a table's.
 * @throws TableRefusal `bomb`, `encrypted`, `macro`, `corrupt`
 */
export async function partNames(bytes: Uint8Array): Promise<ReadonlySet<string>> {
  return new Set((await open(bytes)).entries.keys());
}

/**
 * Reads the central directory only, inflating nothing: entry count, declared sizes, ratio, names (yauzl refuses
 * absolute and `..` names), encryption, macros. Declared sizes may lie; `readPart` holds each part to its own.
 * @throws TableRefusal `bomb`, `encrypted`, `macro`, `corrupt`, `not-a-table`
 */
export async function openArchive(bytes: Uint8Array): Promise<Archive> {
  const archive = await open(bytes);
  if (!archive.entries.has("xl/workbook.xml")) throw new TableRefusal("not-a-table");
  return archive;
}
