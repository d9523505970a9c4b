import { crc32 } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import type { Archive } from "./archive.ts";
import { tableLimits } from "./limits.ts";
import { TableRefusal } from "./refusal.ts";
import { type XmlHandler, XmlScanner } from "./xml-scan.ts";

/** Inflates one entry, counting what really comes out; a lie about the size is `bomb`, other damage `corrupt`. */
async function* inflate(zip: ZipFile, entry: Entry): AsyncGenerator<Buffer> {
  let size = 0;
  let sum = 0;
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    const bytes: Buffer = chunk;
    size += bytes.length;
    if (size > entry.uncompressedSize || size > tableLimits.inflatedBytes) throw new TableRefusal("bomb");
    sum = crc32(bytes, sum);
    yield bytes;
  }
  if (size !== entry.uncompressedSize || sum !== entry.crc32) throw new TableRefusal("corrupt");
}

/**
 * Streams one XML part through `handler`; a part that is not there calls nothing.
 * @throws TableRefusal `bomb` when more comes out than the directory declared, `corrupt` for any other damage
 */
export async function readPart(archive: Archive, name: string, handler: XmlHandler): Promise<void> {
  const entry = archive.entries.get(name);
  if (!entry) return;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const scanner = new XmlScanner(handler);
  try {
    for await (const bytes of inflate(archive.zip, entry)) scanner.write(decoder.decode(bytes, { stream: true }));
    scanner.write(decoder.decode());
    scanner.end();
  } catch (error) {
    if (error instanceof TableRefusal) throw error;
    throw new TableRefusal("corrupt");
  }
}
