import { isUtf8 } from "node:buffer";
import { TableRefusal } from "./refusal.ts";

/** Encodings a table may be in. `gb18030` covers GBK and GB 2312. */
export type TextEncoding = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

function view(bytes: Uint8Array, start: number): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, bytes.length - start);
}

/** Whether the bytes were UTF-8 before something broke a few of them: read as GB18030 all of it would be nonsense. */
function isDamagedUtf8(bytes: Uint8Array): boolean {
  let whole = 0;
  let broken = 0;
  for (const character of new TextDecoder().decode(bytes)) {
    if (character === "\ufffd") broken++;
    else if (character >= "\u0800") whole++;
  }
  return whole > broken;
}

function decode(bytes: Uint8Array, encoding: TextEncoding): Buffer {
  try {
    return Buffer.from(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    throw new TableRefusal("bad-encoding");
  }
}

/** By byte order mark; without one UTF-8 if it is valid, else GB18030. */
export function detectEncoding(bytes: Uint8Array): TextEncoding {
  const [first, second, third] = bytes;
  if (first === 0xff && second === 0xfe) return "utf-16le";
  if (first === 0xfe && second === 0xff) return "utf-16be";
  const hasMark = first === 0xef && second === 0xbb && third === 0xbf;
  return hasMark || isUtf8(bytes) ? "utf-8" : "gb18030";
}

/**
 * The file's text as UTF-8 without byte order mark.
 * @throws TableRefusal `bad-encoding` when the bytes are not valid text in the encoding they announce, or in none
 */
export function toUtf8(bytes: Uint8Array): { utf8: Buffer; encoding: TextEncoding } {
  const encoding = detectEncoding(bytes);
  if (encoding === "gb18030" && isDamagedUtf8(bytes)) throw new TableRefusal("bad-encoding");
  if (encoding !== "utf-8") return { utf8: decode(bytes, encoding), encoding };
  if (!isUtf8(bytes)) throw new TableRefusal("bad-encoding");
  return { utf8: view(bytes, bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0), encoding };
}
