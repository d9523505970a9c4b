import fc from "fast-check";
import { expect, test } from "vitest";
import { calculate, type Frame, type Outcome } from "#features/reports/form/calculate.ts";
import { type Context, cellsOf, isNumeric } from "#features/reports/form/cells.ts";
import type { Expression } from "#features/reports/form/expression.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { excelFormula } from "#features/reports/workbook/excel-formula.ts";
import { aSchool } from "../form/schools.ts";
import { openModel } from "./spreadsheet.ts";

const context: Context = {
  facts: { ...aSchool(["primary"]), boarding: false, pupils: 480 },
  lastYear: { D1: "40", "B2@total": "450", "B2@g1": "70" },
};
const PLACES = cellsOf(SCHOOL_FACTS, context).filter(({ typed, cell }) => typed && isNumeric(cell.value));
const rowOf = new Map(PLACES.map(({ address }, index) => [address, index + 1]));
const live = (address: string) => `values!$A$${rowOf.get(address)}`;

type Parts = { number: Expression; truth: Expression };
const { number, truth } = fc.letrec<Parts>((tie) => ({
  number: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ op: fc.constant("number" as const), value: fc.constantFrom("0", "1", "7", "0.15", "-3", "2.5") }),
    fc.record({ op: fc.constant("cell" as const), code: fc.constantFrom("D1", "D2", "C1", "C2", "E2") }),
    fc.record({ op: fc.constant("cell" as const), code: fc.constant("B2"), row: fc.constantFrom("total", "g1", "g4") }),
    fc.record({ op: fc.constant("cell" as const), code: fc.constant("D1"), period: fc.constant("last-year" as const) }),
    fc.record({
      op: fc.constantFrom("add" as const, "multiply" as const, "min" as const, "max" as const),
      args: fc.array(tie("number"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({
      op: fc.constantFrom("subtract" as const, "divide" as const),
      left: tie("number"),
      right: tie("number"),
    }),
    fc.record({ op: fc.constantFrom("ceil" as const, "absolute" as const), arg: tie("number") }),
    fc.record({ op: fc.constant("if" as const), test: tie("truth"), yes: tie("number"), no: tie("number") }),
    fc.record({
      op: fc.constantFrom("sum" as const, "largest" as const),
      table: fc.constant("B"),
      each: fc.constantFrom("B1", "B2").map((code): Expression => ({ op: "cell", code })),
    }),
  ),
  truth: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ op: fc.constant("filled" as const), code: fc.constantFrom("D1", "C3", "E2") }),
    fc.record({
      op: fc.constantFrom("eq" as const, "ne" as const, "lt" as const, "le" as const, "gt" as const, "ge" as const),
      left: tie("number"),
      right: tie("number"),
    }),
    fc.record({
      op: fc.constantFrom("and" as const, "or" as const),
      args: fc.array(tie("truth"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ op: fc.constant("iff" as const), left: tie("truth"), right: tie("truth") }),
    fc.record({ op: fc.constant("not" as const), arg: tie("truth") }),
    fc.record({
      op: fc.constantFrom("some" as const, "every" as const),
      table: fc.constant("B"),
      each: fc.constantFrom("40", "70").map(
        (value): Expression => ({
          ...{ op: "le", left: { op: "cell", code: "B2" } },
          right: { op: "number", value },
        }),
      ),
    }),
    fc.record({
      op: fc.constant("unique" as const),
      table: fc.constant("B"),
      each: fc.constantFrom("B1", "B2").map((code): Expression => ({ op: "cell", code })),
    }),
  ),
}));

/** Closely: Excel carries quotients out. */
function close(outcome: Outcome, shown: string): boolean {
  if (outcome === undefined) return shown.startsWith("#");
  if (typeof outcome === "boolean") return shown === (outcome ? "TRUE" : "FALSE");
  if (typeof outcome === "string") return shown === outcome;
  const wanted = outcome.over.div(outcome.under).toNumber();
  return Math.abs(wanted - Number(shown)) <= 1e-6 * Math.max(1, Math.abs(wanted));
}

/** How many of the expressions Excel can say; throws where it says something else than the page. */
function agreeing(held: (number | null)[], expressions: Expression[]): number {
  const typed = Object.fromEntries(PLACES.map(({ address }, index) => [address, String(held[index] ?? "")]));
  const frame: Frame = { definition: SCHOOL_FACTS, values: typed, context };
  const model = openModel(["values", "rules"]);
  for (const [index, { address }] of PLACES.entries()) model.type("values", index, 0, typed[address] || "=NA()");
  const formulas = expressions.map((expression) => excelFormula(expression, frame, live));
  for (const [index, formula] of formulas.entries()) model.type("rules", index, 0, `=${formula ?? "1"}`);
  model.evaluate();
  for (const [index, expression] of expressions.entries()) {
    const [outcome, shown] = [calculate(expression, frame), model.shown("rules", index, 0)];
    const agrees = formulas[index] === null || close(outcome, shown);
    if (!agrees) throw new Error(`${formulas[index]}: ${shown}, not ${JSON.stringify(outcome)}`);
  }
  return formulas.filter((formula) => formula !== null).length;
}

test("every expression is in Excel what it is on the page, whatever is missing", () => {
  const size = { minLength: PLACES.length, maxLength: PLACES.length };
  const values = fc.array(fc.option(fc.integer({ min: 0, max: 90 }), { freq: 3 }), size);
  const expressions = fc.array(fc.oneof(number, truth), { minLength: 20, maxLength: 20 });
  let said = 0;
  const check = fc.property(values, expressions, (held, some) => {
    said += agreeing(held, some);
  });
  fc.assert(check, { numRuns: 40, seed: 7 });
  expect(said).toBeGreaterThan(500);
});

test("what Excel cannot say is left to the portal", () => {
  const column = (code: string): Expression => ({ op: "cell", code });
  const wide: Expression = {
    op: "add",
    args: Array.from({ length: 90 }, () => ({ op: "sum", table: "B", each: column("B2") })),
  };
  const frame: Frame = { definition: SCHOOL_FACTS, values: {}, context };
  expect(excelFormula({ op: "multiply", args: [wide, wide] }, frame, live)).toBeNull();
});
