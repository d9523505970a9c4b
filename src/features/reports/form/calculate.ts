import { type Context, factText, indexOf, isPresent, isTyped, rowAmong, rowsOf, TOTAL, type Values } from "./cells.ts";
import type { Definition } from "./definition.ts";
import * as exactly from "./exact.ts";
import type { CellReference, Expression, Period } from "./expression.ts";
import { parseValue } from "./parse-cell.ts";

/** A number, a text, a truth, or undefined: unknown, because a cell it needs is missing or malformed. */
export type Outcome = exactly.Exact | string | boolean | undefined;

/** A value a calculation read. `address` is a cell's, or a fact's name when `from` is `register`. */
export type Reading = { address: string; value: string | null; from: Period | "register" };

/** Where a rule stands, and a place to note what it reads. */
export type Frame = {
  definition: Definition;
  values: Values;
  context: Context;
  code?: string;
  row?: string;
  note?: (reading: Reading) => void;
};

type Of<O extends Expression["op"]> = Extract<Expression, { op: O }>;
type Calculations = { [O in Expression["op"]]: (expression: Of<O>, frame: Frame) => Outcome };

/** The exact outcome of an expression. Never throws on values; an unknown operand makes the whole unknown. */
export function calculate(expression: Expression, frame: Frame): Outcome {
  const run = CALCULATIONS[expression.op] as (expression: Expression, frame: Frame) => Outcome;
  return run(expression, frame);
}

/** The address a reference means in a frame; undefined when there is no such cell, as below a first grade. */
export function resolve(reference: CellReference, frame: Frame): string | undefined {
  const code = reference.code ?? frame.code;
  const known = code === undefined ? undefined : indexOf(frame.definition).cells.get(code);
  if (code === undefined || known === undefined) return undefined;
  if (known.section.kind === "cells") return code;
  const table = known.section;
  const wanted = reference.row ?? frame.row;
  const rows = rowsOf(table, frame.context.facts);
  const row = wanted === "previous" ? rowAmong(rows, frame.row ?? "")?.previous : wanted;
  if (row === undefined) return undefined;
  const exists = row === TOTAL ? table.total !== undefined : rowAmong(rows, row) !== undefined;
  return exists ? `${code}@${row}` : undefined;
}

/** The stored text of a cell: of this submission, or of an earlier one. Facts shown from the register win. */
export function textAt(address: string, period: Period, frame: Frame): string | null {
  if (period !== "now")
    return (period === "last-year" ? frame.context.lastYear : frame.context.lastMonth)?.[address] || null;
  const cell = indexOf(frame.definition).cells.get(address)?.cell;
  if (cell?.shown !== undefined && !isTyped(cell, frame.context.facts)) {
    return factText(frame.context.facts, cell.shown) ?? null;
  }
  return frame.values[address] || null;
}

function readCell(reference: CellReference, frame: Frame): Outcome {
  const address = resolve(reference, frame);
  if (address === undefined) return undefined;
  const period = reference.period ?? "now";
  const stored = textAt(address, period, frame);
  frame.note?.({ address, value: stored, from: period });
  const type = indexOf(frame.definition).cells.get(reference.code ?? frame.code ?? "")?.cell.value;
  if (stored === null || type === undefined) return undefined;
  const { value } = parseValue(type, stored);
  if (value === undefined || value === null) return undefined;
  return type.type === "integer" || type.type === "decimal" ? exactly.exact(value) : value;
}

function readFact({ name }: Of<"fact">, frame: Frame): Outcome {
  const value = factText(frame.context.facts, name);
  frame.note?.({ address: name, value: value ?? null, from: "register" });
  if (value === undefined) return undefined;
  return name === "stageCount" || name === "pupils" || name === "namedCases" ? exactly.exact(value) : value;
}

function readRow({ fact }: Of<"row">, frame: Frame): Outcome {
  for (const table of indexOf(frame.definition).tables.values()) {
    const row = rowsOf(table, frame.context.facts).find(({ key }) => key === frame.row);
    if (row) return fact === "stage" ? row.stage : (row.first ?? false);
  }
  return undefined;
}

const isNumber = (value: Outcome): value is exactly.Exact => typeof value === "object";

function reduceNumbers(values: Outcome[], step: (a: exactly.Exact, b: exactly.Exact) => exactly.Exact): Outcome {
  const [first, ...rest] = values;
  if (!isNumber(first)) return undefined;
  let result = first;
  for (const value of rest) {
    if (!isNumber(value)) return undefined;
    result = step(result, value);
  }
  return result;
}

/** Kleene: one false settles 'and', one true settles 'or', whatever is unknown beside it. */
function settle(values: Outcome[], settling: boolean): Outcome {
  if (values.includes(settling)) return settling;
  return values.every((value) => value === !settling) ? !settling : undefined;
}

const numbers =
  (step: (a: exactly.Exact, b: exactly.Exact) => exactly.Exact) =>
  ({ args }: { args: Expression[] }, frame: Frame): Outcome =>
    reduceNumbers(
      args.map((arg) => calculate(arg, frame)),
      step,
    );

const logic =
  (settling: boolean) =>
  ({ args }: { args: Expression[] }, frame: Frame): Outcome =>
    settle(
      args.map((arg) => calculate(arg, frame)),
      settling,
    );

const pair =
  (step: (a: exactly.Exact, b: exactly.Exact) => Outcome) =>
  ({ left, right }: { left: Expression; right: Expression }, frame: Frame): Outcome => {
    const [a, b] = [calculate(left, frame), calculate(right, frame)];
    return isNumber(a) && isNumber(b) ? step(a, b) : undefined;
  };

const order = (holds: (sign: number) => boolean) => pair((a, b) => holds(exactly.compare(a, b)));

const same =
  (wanted: boolean) =>
  ({ left, right }: { left: Expression; right: Expression }, frame: Frame): Outcome => {
    const [a, b] = [calculate(left, frame), calculate(right, frame)];
    if (a === undefined || b === undefined) return undefined;
    return isSame(a, b) === wanted;
  };

const single =
  (step: (a: exactly.Exact) => Outcome) =>
  ({ arg }: { arg: Expression }, frame: Frame): Outcome => {
    const value = calculate(arg, frame);
    return isNumber(value) ? step(value) : undefined;
  };

const isSame = (a: Outcome, b: Outcome): boolean =>
  isNumber(a) && isNumber(b) ? exactly.compare(a, b) === 0 : a === b;

/** Two that are the same settle it, whatever is unknown beside them. */
function distinct(values: Outcome[]): Outcome {
  const known = values.filter((value) => value !== undefined);
  const numbers = known.filter(isNumber).sort(exactly.compare);
  const others = known.filter((value) => !isNumber(value));
  if (new Set(others).size < others.length) return false;
  if (numbers.some((value, index) => index > 0 && isSame(value, numbers[index - 1]))) return false;
  return known.length === values.length ? true : undefined;
}

/** `each` in every detail row of the table that is there, in row order. */
function inEveryRow({ table, each }: { table: string; each: Expression }, frame: Frame): Outcome[] {
  const known = indexOf(frame.definition).tables.get(table);
  if (!known) return [undefined];
  const rows = rowsOf(known, frame.context.facts).filter(({ key }) => isPresent(known, key, frame.values));
  return rows.map(({ key }) => calculate(each, { ...frame, row: key }));
}

const CALCULATIONS: Calculations = {
  number: ({ value }) => exactly.exact(value),
  text: ({ value }) => value,
  cell: readCell,
  filled: (reference, frame) => readCell(reference, frame) !== undefined,
  fact: readFact,
  offers: ({ stage }, frame) => frame.context.facts.stages.includes(stage),
  row: readRow,
  add: numbers(exactly.add),
  multiply: numbers(exactly.multiply),
  min: numbers(exactly.smaller),
  max: numbers(exactly.larger),
  and: logic(false),
  or: logic(true),
  subtract: pair(exactly.subtract),
  divide: pair(exactly.divide),
  iff: ({ left, right }, frame) => {
    const [a, b] = [calculate(left, frame), calculate(right, frame)];
    return a === undefined || b === undefined ? undefined : a === b;
  },
  eq: same(true),
  ne: same(false),
  lt: order((sign) => sign < 0),
  le: order((sign) => sign <= 0),
  gt: order((sign) => sign > 0),
  ge: order((sign) => sign >= 0),
  not: ({ arg }, frame) => {
    const value = calculate(arg, frame);
    return typeof value === "boolean" ? !value : undefined;
  },
  ceil: single(exactly.ceil),
  absolute: single(exactly.absolute),
  if: (expression, frame) => {
    const test = calculate(expression.test, frame);
    return typeof test === "boolean" ? calculate(test ? expression.yes : expression.no, frame) : undefined;
  },
  sum: (expression, frame) => reduceNumbers([exactly.exact(0), ...inEveryRow(expression, frame)], exactly.add),
  largest: (expression, frame) => reduceNumbers(inEveryRow(expression, frame), exactly.larger),
  some: (expression, frame) => settle(inEveryRow(expression, frame), true),
  every: (expression, frame) => settle(inEveryRow(expression, frame), false),
  unique: (expression, frame) => distinct(inEveryRow(expression, frame)),
};
