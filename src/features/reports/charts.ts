import { compareDecimals } from "#lib/decimal.ts";
import type { Covered } from "./coverage.ts";
import { figureAt, type RolledUp } from "./roll-up.ts";
import type { Place } from "./roll-up-places.ts";

/** One group's figure as a bar; `length` in hundredths of the longest one's. A group without a figure has no bar. */
export type Bar = {
  key: string;
  name: string;
  covered: Covered | undefined;
  value: string | undefined;
  length: number;
};

/** The groups of a roll-up by one figure, the largest first; those without a figure last, in their own order. */
export function barsOf(rolledUp: RolledUp, places: readonly Place[], address: string): Bar[] {
  const groups = places.filter(({ of }) => of !== undefined);
  const held = groups.map(({ key, name, covered }) => ({
    ...{ key, name, covered },
    value: figureAt(rolledUp, key, address).value,
  }));
  const given = held.filter(({ value }) => value !== undefined);
  given.sort((a, b) => compareDecimals(b.value ?? 0, a.value ?? 0));
  const longest = Number(given[0]?.value ?? 0);
  return [...given, ...held.filter(({ value }) => value === undefined)].map((bar) => ({
    ...bar,
    length: longest > 0 ? Math.max(0, (Number(bar.value ?? 0) / longest) * 100) : 0,
  }));
}
