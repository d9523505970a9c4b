import { add, exact } from "./exact.ts";
import type { Stage } from "./stage.ts";

/** What stands beside the sum of submissions: canonical decimal in the cell's unit, and of how many lines. */
export type Adjusted = { amount: string; lines: number };

/** A sum of submissions (undefined where nobody gave a figure) with what stands beside it. */
export const withAdjustment = (value: string | undefined, adjusted: Adjusted | undefined): string | undefined =>
  adjusted === undefined ? value : plus(value ?? "0", adjusted.amount);

/** Two canonical decimals together, exactly. */
export const plus = (a: string, b: string): string => add(exact(a), exact(b)).over.toFixed();

/** One line more. */
export const joined = (known: Adjusted | undefined, amount: string): Adjusted => ({
  amount: known ? plus(known.amount, amount) : amount,
  lines: (known?.lines ?? 0) + 1,
});

/**
 * The stage that a line falls to, by the rule of `sharesOf`: a school of one stage counts there whole; a row falls to
 * its grade's stage; what cannot be divided falls to `several`.
 */
export const stageOfLine = (stages: readonly Stage[], row: Stage | "several" | null | undefined): Stage | "several" =>
  (stages.length === 1 && stages[0]) || row || "several";
