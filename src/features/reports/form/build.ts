import type { CellReference, Expression, FactName } from "./expression.ts";
import type { Stage } from "./stage.ts";

// Short names for writing rules by hand; each yields plain JSON.

type Operand = Expression | number | string;
const operand = (value: Operand): Expression =>
  typeof value === "object" ? value : { op: "number", value: String(value) };
const operands = (values: Operand[]): Expression[] => values.map(operand);

export const cell = (code: string, where: Omit<CellReference, "code"> = {}): Expression => ({
  op: "cell",
  code,
  ...where,
});
/** The cell the rule's scope is at. */
export const here = (where: Omit<CellReference, "code"> = {}): Expression => ({ op: "cell", ...where });
export const text = (value: string): Expression => ({ op: "text", value });
export const fact = (name: FactName): Expression => ({ op: "fact", name });
export const offers = (stage: Stage): Expression => ({ op: "offers", stage });
export const rowStage = (stage: Stage): Expression => eq({ op: "row", fact: "stage" }, text(stage));
export const firstRow: Expression = { op: "row", fact: "first" };

export const add = (...args: Operand[]): Expression => ({ op: "add", args: operands(args) });
export const multiply = (...args: Operand[]): Expression => ({ op: "multiply", args: operands(args) });
export const larger = (...args: Operand[]): Expression => ({ op: "max", args: operands(args) });
export const and = (...args: Expression[]): Expression => ({ op: "and", args });
export const or = (...args: Expression[]): Expression => ({ op: "or", args });
export const not = (arg: Expression): Expression => ({ op: "not", arg });
export const ceil = (arg: Expression): Expression => ({ op: "ceil", arg });
export const absolute = (arg: Expression): Expression => ({ op: "absolute", arg });

const pair =
  <O extends "subtract" | "divide" | "iff" | "eq" | "ne" | "lt" | "le" | "gt" | "ge">(op: O) =>
  (left: Operand, right: Operand): Expression => ({ op, left: operand(left), right: operand(right) });
export const subtract = pair("subtract");
export const divide = pair("divide");
export const iff = pair("iff");
export const eq = pair("eq");
export const le = pair("le");
export const gt = pair("gt");
export const ge = pair("ge");

export const choose = (test: Expression, yes: Operand, no: Operand): Expression => ({
  op: "if",
  test,
  yes: operand(yes),
  no: operand(no),
});
const fold =
  (op: "sum" | "largest" | "some" | "every") =>
  (table: string, each: Expression): Expression => ({ op, table, each });
export const sum = fold("sum");
export const largest = fold("largest");
export const some = fold("some");
export const every = fold("every");
