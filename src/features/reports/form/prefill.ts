import { calculate, type Frame } from "./calculate.ts";
import {
  addressOf,
  type Context,
  cellsOf,
  combinationOf,
  factText,
  indexOf,
  splitAddress,
  TOTAL,
  type Values,
} from "./cells.ts";
import type { Cell, Definition } from "./definition.ts";
import { parseValue } from "./parse-cell.ts";
import { isOwnDetail } from "./shares.ts";

export type Provenance = "register" | "last-month";

function startOf(
  cell: Cell,
  row: string | undefined,
  context: Context,
): { value: string; from: Provenance } | undefined {
  const shown = cell.shown && factText(context.facts, cell.shown);
  if (shown) return { value: shown, from: "register" };
  for (const source of cell.starts ?? []) {
    const held =
      source.from === "register"
        ? factText(context.facts, source.fact)
        : context.lastMonth?.[addressOf(source.code, row)];
    const value = held ? parseValue(cell.value, held).value : undefined;
    if (value) return { value, from: source.from };
  }
  return undefined;
}

/** The values a new submission starts with, and where each comes from. Last year's values are hints, never values. */
export function prefill(
  definition: Definition,
  context: Context,
): { values: Record<string, string>; provenance: Record<string, Provenance> } {
  const values: Record<string, string> = {};
  const provenance: Record<string, Provenance> = {};
  for (const { address, cell, row } of cellsOf(definition, context)) {
    const start = startOf(cell, row?.key, context);
    if (!start) continue;
    values[address] = start.value;
    provenance[address] = start.from;
  }
  return { values, provenance };
}

/** The earlier value to show beside each cell that has one, by address. */
export function hintsOf(definition: Definition, context: Context): Record<string, string> {
  const hints: Record<string, string> = {};
  for (const { address, cell, section, row } of cellsOf(definition, context)) {
    // Last year's third class was another one.
    if (isOwnDetail(section, row?.key)) continue;
    const earlier = cell.hint === "last-year" ? context.lastYear : context.lastMonth;
    const value = cell.hint && earlier?.[address];
    if (value) hints[address] = value;
  }
  return hints;
}

/**
 * What a total row's cell would be from its rows, to be offered to the clerk, who may take it or type another number.
 * Undefined when it is not a cell of a total row or a row's value is missing.
 */
export function totalOffer(
  definition: Definition,
  address: string,
  values: Values,
  context: Context,
): string | undefined {
  const { code, row } = splitAddress(address);
  const known = indexOf(definition).cells.get(code);
  if (row !== TOTAL || !known || combinationOf(known.cell) === "none") return undefined;
  const frame: Frame = { definition, values, context };
  const op = combinationOf(known.cell) === "sum" ? "sum" : "largest";
  const offer = calculate({ op, table: known.section.code, each: { op: "cell", code } }, frame);
  return typeof offer === "object" ? offer.over.toFixed() : undefined;
}
