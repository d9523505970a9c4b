import type { Definition } from "#features/reports/form/definition.ts";
import { type Cells, stateOf, typed } from "./cell-state.ts";

/** Typing that is not saved yet, by address: its text and the version it was typed over. */
export type Kept = Record<string, { text: string; base: number | null }>;

/** Where one person's unsaved typing in one submission is kept in the browser. */
export const keptKey = (personId: string, submissionId: string): string => `jijiao.fill.${personId}.${submissionId}`;

/** Everything that the server does not hold. */
export function keptOf(cells: Cells): Kept {
  const kept: Kept = {};
  for (const [address, { saving, text, version }] of cells) {
    if (saving !== "saved") kept[address] = { text, base: version };
  }
  return kept;
}

/** Reads what was kept; anything that is not of that shape counts as nothing. */
export function readKept(stored: string | null): Kept {
  const kept: Kept = {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(stored ?? "{}");
  } catch {
    return kept;
  }
  for (const [address, entry] of Object.entries(parsed ?? {})) {
    if (typeof entry?.text !== "string") continue;
    kept[address] = { text: entry.text, base: typeof entry.base === "number" ? entry.base : null };
  }
  return kept;
}

/**
 * Puts kept typing back. It is sent with the version it was typed over, so that a change that somebody else made in
 * the meantime shows as a conflict and is not overwritten.
 */
export function restored(cells: Cells, kept: Kept, definition: Definition, asked: ReadonlySet<string>): Cells {
  const changed = new Map(cells);
  for (const [address, { text, base }] of Object.entries(kept)) {
    const state = stateOf(cells, address);
    if (!asked.has(address) || text === state.held) continue;
    changed.set(address, { ...typed(state, definition, address, text), version: base });
  }
  return changed;
}

/** Node has a `localStorage` of its own, which is nobody's browser. */
const storage = (): Storage | undefined => (typeof window === "undefined" ? undefined : window.localStorage);

/** What an earlier visit left in this browser; nothing on the server and where the browser keeps nothing. */
export function keptIn(key: string): Kept {
  try {
    return readKept(storage()?.getItem(key) ?? null);
  } catch {
    return {};
  }
}

/** A browser that keeps nothing still saves to the server, and the page says what waits. */
export function keepIn(key: string, kept: Kept): void {
  try {
    if (Object.keys(kept).length > 0) storage()?.setItem(key, JSON.stringify(kept));
    else storage()?.removeItem(key);
  } catch {}
}
