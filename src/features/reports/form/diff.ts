import { type Context, cellsOf, type Values } from "./cells.ts";
import type { Definition } from "./definition.ts";

/** One cell that differs between two versions; null where it was empty. */
export type Difference = { address: string; before: string | null; after: string | null };

/** Cells that differ between two versions of a submission, in page order; cells outside the page come last. */
export function diff(
  definition: Definition,
  before: Values,
  after: Values,
  context: Pick<Context, "facts">,
): Difference[] {
  const addresses = new Set(cellsOf(definition, context).map(({ address }) => address));
  for (const address of [...Object.keys(before), ...Object.keys(after)].sort()) addresses.add(address);
  return [...addresses].flatMap((address) => {
    const [was, is] = [before[address] || null, after[address] || null];
    return was === is ? [] : [{ address, before: was, after: is }];
  });
}
