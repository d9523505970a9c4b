import { createHash } from "node:crypto";
import type { Random } from "#features/reports/form/random.ts";

/** The same id for the same words, in every database and at any time (a UUID of version 8, RFC 9562). */
export function idOf(...words: string[]): string {
  const digest = createHash("sha256").update(words.join("\u0000")).digest();
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x80;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = digest.toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** mulberry32 from a name: the same numbers for the same words. */
export function chanceOf(...words: string[]): Random {
  let state = createHash("sha256").update(words.join("\u0000")).digest().readInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError("nothing to pick from");
  return found;
}

/** One of the list by weight. */
export function weighed<T>(random: Random, list: readonly (readonly [T, number])[]): T {
  let left = random() * list.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [item, weight] of list) {
    left -= weight;
    if (left < 0) return item;
  }
  return pick(random, list)[0];
}

export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const weights = list.map((item) => ({ item, weight: random() }));
  return weights.sort((a, b) => a.weight - b.weight).map(({ item }) => item);
}

/** Standard normal (Box and Muller). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * A whole divided in whole parts in proportion to the weights, none below `least`; the parts add up to the whole.
 * @throws RangeError where the whole is too small for that
 */
export function apportion(whole: number, weights: readonly number[], least: readonly number[] | number = 0): number[] {
  const floor = weights.map((_, at) => (typeof least === "number" ? least : (least[at] ?? 0)));
  const spare = whole - floor.reduce((sum, part) => sum + part, 0);
  if (spare < 0) throw new RangeError(`${whole} is not enough for ${weights.length} parts`);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const above = weights.map((weight, at) => Math.max(0, (whole * weight) / all - (floor[at] ?? 0)));
  const sum = above.reduce((total, part) => total + part, 0) || 1;
  const exact = above.map((part) => (spare * part) / sum);
  const parts = exact.map(Math.floor);
  const left = spare - parts.reduce((total, part) => total + part, 0);
  const byRemainder = exact
    .map((part, at) => ({ at, rest: part - Math.floor(part) }))
    .sort((a, b) => b.rest - a.rest || a.at - b.at);
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1;
  return parts.map((part, at) => part + (floor[at] ?? 0));
}
