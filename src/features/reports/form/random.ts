/** A source of chance: a number from 0, below 1. Pass a seeded one; there is no default. */
export type Random = () => number;

/** A whole number from `low` to `high`, both included. */
export const between = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (Math.max(low, high) - low + 1));

/** About a share of a whole, within a tenth of that share, never more than the whole. */
export const about = (random: Random, whole: number, share: number): number =>
  Math.min(whole, Math.max(0, Math.round(whole * share * (0.9 + random() * 0.2))));
