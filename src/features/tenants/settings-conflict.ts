import { Conflict } from "#server/refusal.ts";
import { type Locale, wordsFor } from "#server/words.ts";

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
  locale: Locale,
): void {
  if (stored.version === version) return;
  const fields = Object.entries(typed)
    .map(([name, mine]) => ({
      label: wordsFor(locale, `audit.field.${name}`),
      mine: shown(mine),
      theirs: shown(stored[name]),
    }))
    .filter(({ mine, theirs }) => mine !== theirs);
  throw new Conflict(fields, stored.version);
}
