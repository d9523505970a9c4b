import { createHash } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import { partNames } from "#lib/tabular/archive.ts";
import { safeFileName } from "#lib/tabular/content-disposition.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { sniffTable } from "#lib/tabular/sniff.ts";
import { toUtf8 } from "#lib/tabular/text-encoding.ts";
import { log } from "./log.ts";
import { Refusal } from "./refusal.ts";
import { keep } from "./store.ts";

/** What people may add, by what its bytes are. Pictures may be looked at in the browser, all else is only saved. */
export const FILE_KINDS = {
  pdf: { type: "application/pdf", picture: false },
  jpg: { type: "image/jpeg", picture: true },
  png: { type: "image/png", picture: true },
  webp: { type: "image/webp", picture: true },
  xlsx: { type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", picture: false },
  docx: { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", picture: false },
  csv: { type: "text/csv", picture: false },
} as const;
export type FileKind = keyof typeof FILE_KINDS;

export const UPLOAD = {
  bytes: 15 * 1024 * 1024,
  /** A picture that would unpack to more than this is refused before it is unpacked. */
  pixels: 60_000_000,
  /** Longer side of a picture as it is kept. */
  side: 2560,
  /** Longer side of its small likeness. */
  smallSide: 192,
} as const;

/** For the browser's file dialog; what counts is the content. */
export const ACCEPTED_FILES = ".pdf,.jpg,.jpeg,.png,.webp,.xlsx,.docx,.csv";
export const ACCEPTED_PICTURES = ".jpg,.jpeg,.png,.webp";

export type Upload = { name: string; kind: FileKind; bytes: Buffer; sha256: string };

const isKind = (text: string | undefined): text is FileKind => text !== undefined && text in FILE_KINDS;

/**
 * Reads an uploaded file: what it is by its content, how large, and, of a picture, nothing but what is to be seen. Its
 * place, device and time of day are left out, and it is turned the way it was held.
 * @throws Refusal beside `field`, saying what is wrong with the file and what to do
 */
export async function readUpload(given: FormDataEntryValue | null, field: string): Promise<Upload> {
  const refuse = (key: string, values = {}) => new Refusal(`files.refused.${key}`, values, field);
  if (!(given instanceof File) || (given.size === 0 && !given.name)) throw refuse("none");
  if (given.size === 0) throw refuse("empty");
  if (given.size > UPLOAD.bytes) throw refuse("size", { max: UPLOAD.bytes / 1024 / 1024 });
  const bytes = Buffer.from(await given.arrayBuffer());
  const kind = await kindOf(bytes, given.name);
  if (!isKind(kind)) throw refuse(kind);
  const clean = FILE_KINDS[kind].picture ? await cleaned(bytes, { side: UPLOAD.side }) : bytes;
  if (!clean) throw refuse("picture");
  return {
    name: named(given.name, kind),
    kind,
    bytes: clean,
    sha256: createHash("sha256").update(clean).digest("hex"),
  };
}

/** Why a file is not taken; each has its sentence. */
type Refused = "locked" | "macro" | "damaged" | "formula" | "heic" | "unknown";

async function kindOf(bytes: Buffer, name: string): Promise<FileKind | Refused> {
  // A PDF may have up to a kilobyte before its head, in which another format could hide: not here.
  if (bytes.subarray(0, 5).toString("latin1") === "%PDF-")
    return bytes.subarray(-2048).includes("%%EOF") ? "pdf" : "damaged";
  if (bytes.subarray(0, 2).toString("latin1") === "PK") return officeKind(bytes);
  if (bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    return bytes.includes("EncryptedPackage", 0, "utf16le") ? "locked" : "unknown";
  const found = (await fileTypeFromBuffer(bytes))?.ext;
  if (found === "heic") return found;
  if (isKind(found) && FILE_KINDS[found].picture) return found;
  return found === undefined && /\.csv$/i.test(name) ? csvKind(bytes) : "unknown";
}

async function officeKind(bytes: Buffer): Promise<FileKind | Refused> {
  try {
    const names = await partNames(bytes);
    if (!names.has("[Content_Types].xml")) return "unknown";
    if (names.has("xl/workbook.xml")) return "xlsx";
    return names.has("word/document.xml") ? "docx" : "unknown";
  } catch (error) {
    if (!(error instanceof TableRefusal)) throw error;
    if (error.code === "encrypted") return "locked";
    if (error.code === "corrupt") return "damaged";
    return error.code === "macro" ? "macro" : "unknown";
  }
}

/** A cell that a spreadsheet program would run: it begins as a formula does, and is no number. */
const RUNS = /(?:^|[,;\t\r\n])[ "]*(?:[=@＝＠]|[+\-＋－][^,;\t\r\n"]*[A-Za-z|!])/m;

/** A table as plain text, which its name alone tells from other text: nothing in it is markup, a control sign or runs. */
function csvKind(bytes: Buffer): FileKind | Refused {
  try {
    if (sniffTable(bytes) !== "text") return "unknown";
    const text = toUtf8(bytes).utf8.toString("utf8");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(text)) return "unknown";
    return RUNS.test(text) ? "formula" : "csv";
  } catch (error) {
    if (error instanceof TableRefusal) return "unknown";
    throw error;
  }
}

/** A picture drawn anew, without what was written beside it; null where it cannot be drawn or is too large to be. */
async function cleaned(bytes: Buffer, { side }: { side: number }): Promise<Buffer | null> {
  try {
    return await sharp(bytes, { limitInputPixels: UPLOAD.pixels, failOn: "error" })
      .autoOrient()
      .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
      .toBuffer();
  } catch {
    return null;
  }
}

/** A kept picture, small, for a list. @throws Error where it is none */
export function smallPicture(bytes: Buffer): Promise<Buffer> {
  const side = UPLOAD.smallSide;
  return sharp(bytes, { limitInputPixels: UPLOAD.pixels })
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .webp()
    .toBuffer();
}

/**
 * A picture as the emblem of a city: square, 128 px, see-through where it does not reach.
 * @throws Refusal beside `field`
 */
export async function readEmblem(given: FormDataEntryValue | null, field: string): Promise<Buffer> {
  const upload = await readUpload(given, field);
  if (!FILE_KINDS[upload.kind].picture) throw new Refusal("files.refused.noPicture", {}, field);
  return sharp(upload.bytes)
    .resize({ width: 128, height: 128, fit: "contain", background: { r: 0, g: 0, b: 0, alpha: 0 } })
    .png()
    .toBuffer();
}

/** The name it came with, with the ending of what it is. */
function named(name: string, kind: FileKind): string {
  const bare = safeFileName(name).replace(/\.[A-Za-z0-9]{1,8}$/, "");
  return `${bare.slice(0, 110).replace(/[\ud800-\udbff]$/, "")}.${kind}`;
}

/** @throws Refusal where the store takes nothing: full, or away */
export async function keepUpload(key: string, bytes: Uint8Array, field: string): Promise<void> {
  try {
    await keep(key, bytes);
  } catch (error) {
    log().error({ reason: String((error as Error).cause ?? error) }, "a file could not be kept");
    throw new Refusal("files.refused.store", {}, field);
  }
}
