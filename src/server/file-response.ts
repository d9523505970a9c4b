import { createHash } from "node:crypto";
import { contentDisposition } from "#lib/tabular/content-disposition.ts";
import { log } from "./log.ts";
import { kept } from "./store.ts";
import { FILE_KINDS, type FileKind, smallPicture } from "./uploads.ts";

type KeptFile = { name: string; kind: FileKind; sha256: string };

/**
 * What the store keeps, as a download; a picture that was drawn anew may also be looked at. A file that is not what was
 * added is not given out.
 * @returns null where the store has nothing under this name
 */
export async function storedFile(key: string, { name, kind, sha256 }: KeptFile): Promise<Response | null> {
  const bytes = await intact(key, sha256);
  if (!bytes) return null;
  const { type, picture } = FILE_KINDS[kind];
  const saved = contentDisposition(name);
  return answer(bytes, type, picture ? saved.replace(/^attachment/, "inline") : saved);
}

/** The small likeness of a picture. @returns null where the store has nothing under this name, or no picture */
export async function storedPicture(key: string, { kind, sha256 }: KeptFile): Promise<Response | null> {
  const bytes = FILE_KINDS[kind].picture ? await intact(key, sha256) : null;
  return bytes && answer(await smallPicture(bytes), "image/webp", "inline");
}

async function intact(key: string, sha256: string): Promise<Buffer | null> {
  const bytes = await kept(key);
  if (!bytes) log().error({ key }, "a file is missing from the store");
  else if (createHash("sha256").update(bytes).digest("hex") !== sha256)
    log().error({ key }, "a file in the store is not what was added");
  else return bytes;
  return null;
}

function answer(bytes: Buffer, type: string, disposition: string): Response {
  return new Response(new Uint8Array(bytes), {
    headers: { "content-type": type, "content-length": String(bytes.length), "content-disposition": disposition },
  });
}
