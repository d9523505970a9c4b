import { Conflict } from "#server/refusal.ts";

function shown(value: unknown): string {
  if (typeof value === "string" || typeof value === "number") return String(value);
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

/**
 * Settings that somebody else has saved meanwhile are shown beside what was typed.
 * @throws Conflict with every setting that differs
 */
export function mustBeLatest(
  stored: { version: number } & Record<string, unknown>,
  version: number,
  typed: object,
): void {
  if (stored.version === version) return;
  const fields = Object.entries(typed)
    .map(([label, mine]) => ({ label, mine: shown(mine), theirs: shown(stored[label]) }))
    .filter(({ mine, theirs }) => mine !== theirs);
  throw new Conflict(fields, stored.version);
}
