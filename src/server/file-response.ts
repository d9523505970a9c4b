import { createHash } from "node:crypto";
import { contentDisposition } from "#lib/tabular/content-disposition.ts";
import { log } from "./log.ts";
import { kept } from "./store.ts";
import { FILE_KINDS, type FileKind } from "./uploads.ts";

/**
 * What the store keeps, as a download; a picture that was drawn anew may also be looked at. A file that is not what was
 * added is not given out.
 * @returns null where the store has nothing under this name
 */
export async function storedFile(
  key: string,
  { name, kind, sha256 }: { name: string; kind: FileKind; sha256: string },
): Promise<Response | null> {
  const bytes = await kept(key);
  if (!bytes) {
    log().error({ key }, "a file is missing from the store");
    return null;
  }
  if (createHash("sha256").update(bytes).digest("hex") !== sha256) {
    log().error({ key }, "a file in the store is not what was added");
    return null;
  }
  const { type, picture } = FILE_KINDS[kind];
  const saved = contentDisposition(name);
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": type,
      "content-length": String(bytes.length),
      "content-disposition": picture ? saved.replace(/^attachment/, "inline") : saved,
    },
  });
}
