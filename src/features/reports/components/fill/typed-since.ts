/** A cell as the door for figures takes it. */
type Cell = { cell: string; value: string; base: number | null };

const ADDRESS = /^[A-Z][A-Za-z0-9_]{0,15}(?:@[a-z][a-z0-9-]{0,31})?$/;

/**
 * Cells of a form that was sent whole, those only whose text is not the one the page was made with. `seen` is JSON:
 * version and value by address; where it cannot be read, everything counts as typed over nothing.
 */
export function typedSince(seen: string, texts: Readonly<Record<string, unknown>>): Cell[] {
  const held = readSeen(seen);
  return Object.entries(texts).flatMap(([cell, text]) => {
    if (!ADDRESS.test(cell) || typeof text !== "string") return [];
    const [version, value] = held.get(cell) ?? [null, ""];
    const isSame = text.replace(/[, ]/g, "").trim() === value.replace(/[, ]/g, "").trim();
    return isSame ? [] : [{ cell, value: text.slice(0, 4000), base: version }];
  });
}

function readSeen(seen: string): Map<string, [number | null, string]> {
  try {
    const entries = Object.entries(JSON.parse(seen) as Record<string, unknown>);
    return new Map(
      entries.flatMap(([cell, held]): [string, [number | null, string]][] => {
        if (!Array.isArray(held) || typeof held[1] !== "string") return [];
        return [[cell, [typeof held[0] === "number" ? held[0] : null, held[1]]]];
      }),
    );
  } catch {
    return new Map();
  }
}
