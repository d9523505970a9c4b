import type { ReactNode } from "react";

export type Tone = "neutral" | "info" | "good" | "warn" | "bad";

/**
 * A status: words first, then shape, then colour. `children` is the status in the reader's language; the shape, one for
 * every tone, is the style sheet's, so that a list of 50 carries none of them.
 */
export function Badge({ tone = "neutral", children }: { tone?: Tone; children: ReactNode }) {
  return <span className={`badge tone-${tone}`}>{children}</span>;
}
