import { type Locale, wordsFor } from "#server/words.ts";
import type { JobRow } from "./queries.ts";

/** Message key of what a kind of work is called. */
export function kindKey(kind: string): string {
  return `jobs.kind.${kind.replace(".", "_")}`;
}

/** What came of it, or why nothing did; null while that is open. */
export function outcomeOf({ status, result, problem }: JobRow, locale: Locale): string | null {
  if (status === "DONE" && result) return wordsFor(locale, result.message, result.values);
  if (status === "FAILED" && problem) return wordsFor(locale, problem.message, problem.values);
  return null;
}
