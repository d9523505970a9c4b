import { z } from "zod";
import { Stage } from "./stage.ts";

/** Which submission a cell is read from: this one, the locked one of last school year, or last month's. */
const Period = z.enum(["now", "last-year", "last-month"]);
export type Period = z.output<typeof Period>;

/** Facts of the school as stamped on its assignment. `stageCount` is derived; `namedCases` counts this month's cases. */
export const FactName = z.enum([
  "name",
  "code",
  "district",
  "locale",
  "ownership",
  "stages",
  "stageCount",
  "boarding",
  "pupils",
  "namedCases",
]);
export type FactName = z.output<typeof FactName>;

/**
 * Where a cell is. No `code`: the cell the rule's scope is at. No `row`: a single cell, or the scope's row.
 * `row` is a row key, `total`, or `previous` (the grade below, within one stage).
 */
export type CellReference = { code?: string; row?: string; period?: Period };

const COMPARISONS = ["eq", "ne", "lt", "le", "gt", "ge"] as const;
const CHAINS = ["add", "multiply", "and", "or"] as const;
const LISTS = ["min", "max"] as const;
const PAIRS = ["subtract", "divide", "iff"] as const;
const SINGLES = ["not", "ceil", "absolute"] as const;
const FOLDS = ["sum", "largest", "some", "every", "unique"] as const;

/**
 * A typed expression tree: what the formula parser yields, the evaluator reads and Excel formulas are made from.
 * Numbers are exact; anything that reads a missing cell is unknown, and logic over unknown is Kleene's.
 * A fold runs `each` in every detail row of a table (never in its total row); `unique`: no two of them are the same.
 */
export type Expression =
  | { op: "number"; value: string }
  | { op: "text"; value: string }
  | ({ op: "cell" } & CellReference)
  | ({ op: "filled" } & CellReference)
  | { op: "fact"; name: FactName }
  | { op: "offers"; stage: Stage }
  | { op: "row"; fact: "stage" | "first" }
  | { op: (typeof CHAINS)[number] | (typeof LISTS)[number]; args: Expression[] }
  | { op: (typeof PAIRS)[number] | (typeof COMPARISONS)[number]; left: Expression; right: Expression }
  | { op: (typeof SINGLES)[number]; arg: Expression }
  | { op: "if"; test: Expression; yes: Expression; no: Expression }
  | { op: (typeof FOLDS)[number]; table: string; each: Expression };

export const Code = z.string().regex(/^[A-Z][A-Za-z0-9_]{0,15}$/);
export const RowKey = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);

const reference = { code: Code.optional(), row: RowKey.optional(), period: Period.optional() };
const inner = z.lazy(() => Expression);

export const Expression: z.ZodType<Expression> = z.discriminatedUnion("op", [
  z.strictObject({ op: z.literal("number"), value: z.string().regex(/^-?\d{1,15}(\.\d{1,10})?$/) }),
  z.strictObject({ op: z.literal("text"), value: z.string().max(200) }),
  z.strictObject({ op: z.literal("cell"), ...reference }),
  z.strictObject({ op: z.literal("filled"), ...reference }),
  z.strictObject({ op: z.literal("fact"), name: FactName }),
  z.strictObject({ op: z.literal("offers"), stage: Stage }),
  z.strictObject({ op: z.literal("row"), fact: z.enum(["stage", "first"]) }),
  z.strictObject({ op: z.enum(CHAINS), args: z.array(inner).min(2).max(100) }),
  z.strictObject({ op: z.enum(LISTS), args: z.array(inner).min(1).max(100) }),
  z.strictObject({ op: z.enum([...PAIRS, ...COMPARISONS]), left: inner, right: inner }),
  z.strictObject({ op: z.enum(SINGLES), arg: inner }),
  z.strictObject({ op: z.literal("if"), test: inner, yes: inner, no: inner }),
  z.strictObject({ op: z.enum(FOLDS), table: Code, each: inner }),
]);

/** The expressions directly inside one, in reading order. */
export function subexpressions(expression: Expression): Expression[] {
  if ("args" in expression) return expression.args;
  if ("left" in expression) return [expression.left, expression.right];
  if ("arg" in expression) return [expression.arg];
  if ("each" in expression) return [expression.each];
  return expression.op === "if" ? [expression.test, expression.yes, expression.no] : [];
}
