const maxLength = 31;
// biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the purpose
const forbidden = /[[\]:*?/\\\u0000-\u001f\u007f\ufffe\uffff]/g;

function shorten(name: string, length: number): string {
  return name
    .slice(0, length)
    .replace(/[\ud800-\udbff]$/, "")
    .replace(/[\s']+$/, "");
}

/**
 * A name Excel accepts for a sheet: at most 31 characters, none of `[ ] : * ? / \`, no apostrophe at either end, not
 * empty, not "History", and unlike those in `taken` (which Excel compares without case).
 */
export function safeSheetName(name: string, taken: readonly string[] = []): string {
  const clean = name
    .toWellFormed()
    .replace(forbidden, " ")
    .replace(/^[\s']+/, "");
  const base = shorten(clean, maxLength) || "Sheet";
  const used = new Set(["history", ...taken.map((other) => other.toLowerCase())]);
  for (let number = 1; ; number++) {
    const ending = number === 1 ? "" : ` (${number})`;
    const candidate = shorten(base, maxLength - ending.length) + ending;
    if (!used.has(candidate.toLowerCase())) return candidate;
  }
}
