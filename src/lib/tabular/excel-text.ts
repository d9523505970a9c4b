import { tableLimits } from "./limits.ts";

/** Text as hucre writes it faithfully: it escapes control characters as `_x000D_` but not what only looks like that. */
export function excelText(text: string): string {
  if (text.length > tableLimits.cellText)
    throw new RangeError(`A cell holds ${tableLimits.cellText} characters at most`);
  const guarded = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, "_x005F_");
  return guarded.replace(/[\ufffe\uffff]/g, (character) => `_x${character.charCodeAt(0).toString(16).toUpperCase()}_`);
}
