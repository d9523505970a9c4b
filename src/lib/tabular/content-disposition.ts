const maxUnits = 120;
/** Control characters, path and shell signs Windows forbids, and marks that turn the reading direction around. */
const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
  /[\u0000-\u001f\u007f-\u009f"*/:<>?\\|\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]/g;
const windowsDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/i;

/** Keeps the ending when a name is too long, and no half character. */
function shorten(name: string): string {
  if (name.length <= maxUnits) return name;
  const ending = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  return name.slice(0, maxUnits - ending.length).replace(/[\ud800-\udbff]$/, "") + ending;
}

/** A file name any system can store: no path, no control or direction marks, no device name, at most 120 units. */
export function safeFileName(name: string): string {
  const clean = name
    .toWellFormed()
    .replace(forbidden, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  return shorten(clean).replace(windowsDevice, "_$&") || "download";
}

/** RFC 8187: everything but the characters that may stand for themselves. */
function encodeExtended(name: string): string {
  return encodeURIComponent(name).replace(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The header that makes a browser save a file under `name` (RFC 6266): an ASCII stand-in for old programs and the
 * real name, e.g. Chinese, in UTF-8. Nothing in `name` can end the value or the header.
 */
export function contentDisposition(name: string): string {
  const safe = safeFileName(name);
  const ascii = safe.replace(/[^\x20-\x7e]+/g, "_").replaceAll("%", "_");
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encodeExtended(safe)}`;
}
