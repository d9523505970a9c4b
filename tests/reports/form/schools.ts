import type { Facts } from "#features/reports/form/cells.ts";
import type { Random } from "#features/reports/form/random.ts";
import type { Stage } from "#features/reports/form/stage.ts";

/** mulberry32: the same numbers from the same seed. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Every kind of school a city has. */
export const KINDS: Stage[][] = [
  ["preschool"],
  ["primary"],
  ["junior"],
  ["senior"],
  ["special"],
  ["primary", "junior"],
  ["junior", "senior"],
  ["primary", "junior", "senior"],
  ["preschool", "primary"],
];

export const aSchool = (stages: Stage[], more: Partial<Facts> = {}): Facts => ({
  name: "城关小学",
  code: "2113000001",
  district: "东区",
  locale: "urban",
  ownership: "public",
  boarding: true,
  stages,
  ...more,
});
