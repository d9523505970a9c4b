import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculate, type Outcome, type Reading } from "#features/reports/form/calculate.ts";
import { cellsOf, type Values } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { readable } from "#features/reports/form/exact.ts";
import { type Expression, subexpressions } from "#features/reports/form/expression.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { parseFormula } from "#features/reports/form/formula/parse.ts";
import { printFormula } from "#features/reports/form/formula/print.ts";
import { termsOf } from "#features/reports/form/formula/terms.ts";
import { draftRule } from "#features/reports/form/rule-draft.ts";
import { tree } from "./formulas.ts";

const partsOf = (expression: Expression): number =>
  1 + subexpressions(expression).reduce((sum, part) => sum + partsOf(part), 0);
const depthOf = (expression: Expression): number => 1 + Math.max(0, ...subexpressions(expression).map(depthOf));

/** Reads a text; what is accepted is within its bounds and means the same when it is printed and read again. */
function readAgain(text: string, form: Definition): Expression | undefined {
  const terms = termsOf(form);
  const { expression, fault } = parseFormula(text, terms);
  if (fault) {
    expect(fault.at).toBeGreaterThanOrEqual(0);
    expect(fault.at).toBeLessThanOrEqual(Math.max(text.length, 2000));
    return undefined;
  }
  expect(partsOf(expression)).toBeLessThanOrEqual(1000);
  expect(depthOf(expression)).toBeLessThanOrEqual(31);
  for (const language of ["en", "zh"] as const) {
    const again = parseFormula(printFormula(expression, language, terms), terms);
    if (again.fault) expect(["tooLong", "tooDeep"], text).toContain(again.fault.key);
    else expect(again.expression, text).toEqual(expression);
  }
  return expression;
}

/** Every formula of the shipped forms, in both languages. */
const CORPUS = [SCHOOL_FACTS, MONTHLY_RETURN].flatMap((form) =>
  form.rules.flatMap((rule) =>
    (["en", "zh"] as const).flatMap((language) => {
      const { when, holds } = draftRule(rule, form, language);
      return [when, holds].filter(Boolean).map((text) => ({ text, form }));
    }),
  ),
);

const FACTS = { stages: ["primary", "junior"], pupils: 600, boarding: false, primaryGrades: 6 } as const;
const TYPED = ["", "0", "1", "-3", "17.25", "999999999999", "yes", "no", "many", "１２", "1e9", "NaN", "2026-02-30"];

describe("formulas that are nearly right", () => {
  const change = fc.record({
    kind: fc.nat(4),
    at: fc.nat(1000),
    from: fc.nat(1000),
    sign: fc.string({ maxLength: 2 }),
  });

  /** A text with a character less, more of them, a part of it twice, left out, or its end before its beginning. */
  function changed(text: string, { kind, at, from, sign }: { kind: number; at: number; from: number; sign: string }) {
    const [first = 0, last = 0] = [at % (text.length + 1), from % (text.length + 1)].toSorted((a, b) => a - b);
    const [before, between, after] = [text.slice(0, first), text.slice(first, last), text.slice(last)];
    const ways = [
      before + text.slice(first + 1),
      before + sign + between + after,
      before + between + between + after,
      before + after,
      after + before + between,
    ];
    return ways[kind] ?? text;
  }

  test("a formula of a shipped form, changed in a few places, is read or refused", () => {
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...CORPUS), fc.array(change, { minLength: 1, maxLength: 5 }), (one, changes) => {
        const text = changes.reduce(changed, one.text);
        if (readAgain(text, one.form)) read += 1;
      }),
      { numRuns: 3000, seed: 11 },
    );
    expect(read).toBeGreaterThan(100); // else it tries nothing but refusals
  });

  test.each(["(", "not ", "−", "if(1 = 1, ", "sum(", "abs(", "lastYear(", "D1[", "“", "1 + ", "D1 ≤ ", "不满足 ", "{"])(
    "however often %s is repeated, it is read or refused",
    (sign) => {
      for (const times of [1, 29, 30, 31, 60, 61, 200, 999, 1001, 20_000])
        for (const end of ["", "1", `D1${")".repeat(times)}`]) readAgain(sign.repeat(times) + end, SCHOOL_FACTS);
    },
  );
});

/** What an outcome is, comparable. */
const shown = (outcome: Outcome) => (typeof outcome === "object" ? readable(outcome, 30) : outcome);

const presence = (expression: Expression): boolean =>
  expression.op === "filled" || subexpressions(expression).some(presence);

describe("whatever stands in the cells", () => {
  const places = cellsOf(SCHOOL_FACTS, { facts: FACTS }).map(({ address }) => address);
  const values = fc
    .array(fc.tuple(fc.constantFrom(...places), fc.constantFrom(...TYPED)), { maxLength: 120 })
    .map((pairs): Values => Object.fromEntries(pairs));

  const holds = SCHOOL_FACTS.rules.flatMap((rule) => [rule.holds, ...(rule.when ? [rule.when] : [])]);
  /** Conditions of the form itself, joined in any way: of these an outcome is often known although a cell is missing. */
  const { truth } = fc.letrec<{ truth: Expression }>((tie) => ({
    truth: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom(...holds),
      fc.record({
        op: fc.constantFrom("and" as const, "or" as const),
        args: fc.array(tie("truth"), { minLength: 2, maxLength: 3 }),
      }),
      fc.record({ op: fc.constant("not" as const), arg: tie("truth") }),
      fc.record({ op: fc.constant("if" as const), test: tie("truth"), yes: tie("truth"), no: tie("truth") }),
    ),
  }));

  test("no expression fails on values, and none reads a missing cell as a value", () => {
    let known = 0;
    fc.assert(
      fc.property(fc.oneof(tree, truth), values, fc.constantFrom("D1", "F7", undefined), (expression, typed, code) => {
        const outcomeOf = (all: Values, note?: (reading: Reading) => void) =>
          calculate(expression, {
            ...{ definition: SCHOOL_FACTS, values: all, context: { facts: FACTS, lastYear: typed } },
            ...{ ...(code === undefined ? {} : { code }), ...(note ? { note } : {}) },
          });
        const missing: string[] = [];
        const outcome = outcomeOf(typed, ({ address, value, from }) => {
          if (value === null && from === "now") missing.push(address);
        });
        const [address] = missing;
        // What asks whether a cell is there changes with it, as it should.
        if (outcome === undefined || address === undefined || presence(expression)) return;
        known += 1;
        for (const value of ["0", "1", "17.25", "yes"])
          expect(shown(outcomeOf({ ...typed, [address]: value })), `${address} = ${value}`).toEqual(shown(outcome));
      }),
      { numRuns: 4000, seed: 13 },
    );
    expect(known).toBeGreaterThan(20);
  });
});
