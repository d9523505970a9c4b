import fc from "fast-check";
import type { CellReference, Expression } from "#features/reports/form/expression.ts";
import { parseFormula, type Terms } from "#features/reports/form/formula/parse.ts";
import { FACTS, STAGES } from "#features/reports/form/formula/words.ts";

/** The expression of a formula that is right. */
export function formulaOf(text: string, terms?: Terms): Expression {
  const { expression, fault } = parseFormula(text, terms);
  if (!expression) throw new Error(`${text}: ${fault.key} at ${fault.at}`);
  return expression;
}

const code = fc.constantFrom("D1", "D2", "C1", "C2", "C3", "C4", "B2", "A7");
const reference = fc.record(
  {
    code,
    row: fc.constantFrom("total", "previous", "g1", "k-small"),
    period: fc.constantFrom("last-year", "last-month"),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<CellReference>;
/** Any expression over items of the school facts, sound or not. */
export const { tree } = fc.letrec<{ tree: Expression; leaf: Expression; branch: Expression }>((tie) => ({
  tree: fc.oneof({ depthSize: "small", withCrossShrink: true }, tie("leaf"), tie("branch")),
  leaf: fc.oneof(
    fc.record({
      op: fc.constant("number" as const),
      value: fc.constantFrom("0", "7", "-7", "0.15", "123456.789", "-0.5"),
    }),
    fc.record({ op: fc.constant("text" as const), value: fc.string({ unit: "grapheme", maxLength: 20 }) }),
    reference.map((where) => ({ op: "cell" as const, ...where })),
    reference.map((where) => ({ op: "filled" as const, ...where })),
    fc.constantFrom(...(Object.keys(FACTS) as (keyof typeof FACTS)[])).map((name) => ({ op: "fact" as const, name })),
    fc
      .constantFrom(...(Object.keys(STAGES) as (keyof typeof STAGES)[]))
      .map((stage) => ({ op: "offers" as const, stage })),
    fc.constantFrom("stage" as const, "first" as const).map((fact) => ({ op: "row" as const, fact })),
  ),
  branch: fc.oneof(
    fc.record({
      op: fc.constantFrom("add" as const, "multiply" as const, "and" as const, "or" as const),
      args: fc.array(tie("tree"), { minLength: 2, maxLength: 4 }),
    }),
    fc.record({
      op: fc.constantFrom("min" as const, "max" as const),
      args: fc.array(tie("tree"), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      op: fc.constantFrom(
        ...(["subtract", "divide", "iff", "eq", "ne", "lt", "le", "gt", "ge"] as const satisfies Expression["op"][]),
      ),
      left: tie("tree"),
      right: tie("tree"),
    }),
    fc.record({ op: fc.constantFrom("not" as const, "ceil" as const, "absolute" as const), arg: tie("tree") }),
    fc.record({ op: fc.constant("if" as const), test: tie("tree"), yes: tie("tree"), no: tie("tree") }),
    fc.record({
      op: fc.constantFrom("sum" as const, "largest" as const, "some" as const, "every" as const, "unique" as const),
      table: fc.constantFrom("B", "T1"),
      each: tie("tree"),
    }),
  ),
}));
