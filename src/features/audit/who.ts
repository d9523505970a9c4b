import { type Locale, wordsFor } from "#server/words.ts";

/** Who did something, as the trail says it: 'Mr Li', or 'Mr Li for Ms Sun' where Ms Sun was away. */
export function whoDid(
  { personName, forPersonName }: { personName: string; forPersonName: string | null },
  locale: Locale,
): string {
  return forPersonName ? wordsFor(locale, "audit.forWhom", { name: personName, whom: forPersonName }) : personName;
}
