import type { Summed } from "./figures.ts";
import { exact, subtract } from "./form/exact.ts";
import { figureAt, type RolledUp } from "./roll-up.ts";

/** A figure that is not the same in two roll-ups; undefined where one of them has none. */
export type FigureChange = {
  cell: Summed;
  before: string | undefined;
  after: string | undefined;
  /** after − before, where both have a figure. */
  change: string | undefined;
};

/** What differs in one group of two roll-ups of a campaign, in page order, with the lines that stand beside the figures. */
export function changesIn(before: RolledUp, after: RolledUp, key: string): FigureChange[] {
  const cells = new Map([...before.cells, ...after.cells].map((cell) => [cell.address, cell]));
  return [...cells.values()].flatMap((cell): FigureChange[] => {
    const was = figureAt(before, key, cell.address).value;
    const is = figureAt(after, key, cell.address).value;
    if (was === is) return [];
    const change = was === undefined || is === undefined ? undefined : subtract(exact(is), exact(was)).over.toFixed();
    return [{ cell, before: was, after: is, change }];
  });
}
