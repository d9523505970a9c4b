import {
  type Context,
  cellsOf,
  combinationOf,
  type Facts,
  isNumeric,
  splitAddress,
  TOTAL,
  type Values,
} from "./cells.ts";
import type { Cell, Definition, Section } from "./definition.ts";
import { parseValue } from "./parse-cell.ts";
import type { Stage } from "./stage.ts";

/** A whole-school figure of a school with several stages cannot be divided among them: it is counted under `several`. */
export type StageGroup = Stage | "several";

/** One school's part of one figure. */
export type Share = { stage: StageGroup; address: string; value: string };

type Summable = { address: string; cell: Cell; table?: string; row?: string; stage?: Stage };

/** Can this cell be rolled up at all? Sums add, `largest` takes the maximum; ratios and texts do not go together. */
export const rollsUp = (cell: Cell): boolean => isNumeric(cell.value) && combinationOf(cell) !== "none";

/** The third class of one school has nothing to do with that of another: only the total row of such a table rolls up. */
export const isOwnDetail = (section: Section, row: string | undefined): boolean =>
  section.kind === "table" && section.rows.kind === "own" && row !== TOTAL;

/** Every cell of the school that rolls up, in page order. */
export function summablesOf(definition: Definition, context: Pick<Context, "facts">): Summable[] {
  return cellsOf(definition, context).flatMap(({ address, cell, section, row }) => {
    if (!rollsUp(cell) || isOwnDetail(section, row?.key)) return [];
    const inTable = section.kind === "table" ? { table: section.code } : {};
    return [
      { address, cell, ...inTable, ...(row ? { row: row.key } : {}), ...(row?.stage ? { stage: row.stage } : {}) },
    ];
  });
}

export const placesOf = (cell: Cell): number => (cell.value.type === "decimal" ? cell.value.places : 0);

/** Canonical decimal text as a whole number of units of the last place; `fromUnits` is its inverse. */
export function toUnits(text: string, places: number): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(places, "0"));
}

export function fromUnits(units: bigint, places: number): string {
  if (places === 0) return String(units);
  const digits = String(units < 0n ? -units : units).padStart(places + 1, "0");
  const fraction = digits.slice(-places).replace(/0+$/, "");
  return `${units < 0n ? "-" : ""}${digits.slice(0, -places)}${fraction && `.${fraction}`}`;
}

/** Two values of a cell together: their sum, or the larger. */
export const combine = (cell: Cell, a: bigint, b: bigint): bigint => {
  if (combinationOf(cell) === "sum") return a + b;
  return a > b ? a : b;
};

/** The values of a submission that count, in units of the cell's last place; malformed and missing ones do not. */
function countedValues(cells: Summable[], values: Values): Map<string, bigint> {
  const counted = new Map<string, bigint>();
  for (const { address, cell } of cells) {
    const stored = values[address];
    const value = stored ? parseValue(cell.value, stored).value : undefined;
    if (value) counted.set(address, toUnits(value, placesOf(cell)));
  }
  return counted;
}

/**
 * How one school's figures fall to stages. Rows fall to their grade's stage. A school of one stage counts there whole.
 * A total row of a school of several stages is divided by its rows if these give exactly the total; what cannot be
 * divided goes to `several`. So the stages of a figure always combine to the figure of the city, to the unit.
 */
export function sharesOf(definition: Definition, facts: Facts, values: Values): Share[] {
  const cells = summablesOf(definition, { facts });
  const counted = countedValues(cells, values);
  const whole: StageGroup = (facts.stages.length === 1 && facts.stages[0]) || "several";
  return cells.flatMap((summable) => {
    const units = counted.get(summable.address);
    if (units === undefined) return [];
    const { address, cell, row, stage } = summable;
    const say = (group: StageGroup, part: bigint): Share => ({
      stage: group,
      address,
      value: fromUnits(part, placesOf(cell)),
    });
    if (whole !== "several") return [say(whole, units)];
    if (row !== TOTAL) return [say(stage ?? "several", units)];
    const parts = dividedByRows(summable, cells, counted);
    const together = [...parts.values()].reduce<bigint | undefined>(
      (sum, part) => (sum === undefined ? part : combine(cell, sum, part)),
      undefined,
    );
    if (together !== units) return [say("several", units)];
    return [...parts].map(([group, part]) => say(group, part));
  });
}

function dividedByRows(total: Summable, cells: Summable[], counted: Map<string, bigint>): Map<StageGroup, bigint> {
  const parts = new Map<StageGroup, bigint>();
  const { code } = splitAddress(total.address);
  for (const { address, cell, row, stage } of cells) {
    const units = cell.code === code && row !== TOTAL ? counted.get(address) : undefined;
    if (units === undefined) continue;
    const group = stage ?? "several";
    const before = parts.get(group);
    parts.set(group, before === undefined ? units : combine(cell, before, units));
  }
  return parts;
}
