import { type Context, isNumeric, type Place, TOTAL, type Values } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { totalOffer } from "#features/reports/form/prefill.ts";
import type { Typing } from "./fill-store.ts";
import type { Block } from "./layout.ts";

/** The numbers of a section in which nothing stands. Rows of the school's own do not count: an empty one is not there. */
export function emptyNumbers({ section, lines }: Block, values: Values): Place[] {
  if (section.kind === "table" && section.rows.kind === "own") return [];
  return lines.flatMap(({ places }) =>
    places.filter(({ typed, cell, address }) => typed && isNumeric(cell.value) && !values[address]),
  );
}

/** The zero return of a section: 0 for every number that is missing, and the sums of its total row. */
export function zeroReturn(block: Block, definition: Definition, values: Values, context: Context): Typing[] {
  const empty = emptyNumbers(block, values);
  const noughts = empty.filter(({ row }) => row?.key !== TOTAL).map(({ address }) => ({ address, text: "0" }));
  const then = { ...values, ...Object.fromEntries(noughts.map(({ address }) => [address, "0"])) };
  const totals = empty.flatMap(({ address, row }) => {
    const text = row?.key === TOTAL ? totalOffer(definition, address, then, context) : undefined;
    return text === undefined ? [] : [{ address, text }];
  });
  return [...noughts, ...totals];
}
