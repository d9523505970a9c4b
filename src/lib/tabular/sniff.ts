import { TableRefusal } from "./refusal.ts";

const markupStart = /^\s*<(?:!doctype|!--|\?xml|html|head|meta|body|table|style|script|svg)/i;

function startsWith(bytes: Uint8Array, ...signature: number[]): boolean {
  return signature.every((byte, index) => bytes[index] === byte);
}

/** The old compound format holds .xls as well as password-protected .xlsx; its directory names tell them apart. */
function refuseCompound(bytes: Uint8Array): never {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.includes("EncryptedPackage", 0, "utf16le")) throw new TableRefusal("encrypted");
  const isWorkbook = ["Workbook", "Book"].some((name) => buffer.includes(`${name}\0`, 0, "utf16le"));
  throw new TableRefusal(isWorkbook ? "old-xls" : "not-a-table");
}

/**
 * What the bytes are, whatever the file is called.
 * @throws TableRefusal `empty`, `encrypted`, `old-xls`, `not-a-table`
 */
export function sniffTable(bytes: Uint8Array): "archive" | "text" {
  if (bytes.length === 0) throw new TableRefusal("empty");
  if (startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0x50, 0x4b, 0x05, 0x06)) return "archive";
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) refuseCompound(bytes);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1024)).toString("latin1");
  if (start.startsWith("%PDF-") || start.startsWith("{\\rtf") || start.startsWith("Rar!")) {
    throw new TableRefusal("not-a-table");
  }
  if (markupStart.test(start.replace("\u00ef\u00bb\u00bf", ""))) throw new TableRefusal("not-a-table");
  const isUtf16 = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  if (!isUtf16 && bytes.includes(0)) throw new TableRefusal("not-a-table");
  return "text";
}
