import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calculate, type Outcome } from "#features/reports/form/calculate.ts";
import type { Cell, Definition } from "#features/reports/form/definition.ts";
import { readable } from "#features/reports/form/exact.ts";
import { termsOf } from "#features/reports/form/formula/terms.ts";
import { formulaOf } from "./formulas.ts";

const names = { en: "n", zh: "数" };
const column = (code: string): Cell => ({ code, names, value: { type: "integer" }, measure: "point", required: true });
const rows = ["r1", "r2", "r3"].map((key) => ({ key, names }));
const FORM: Definition = {
  key: "trial",
  edition: 1,
  names,
  period: "year",
  sheets: [
    {
      key: "one",
      names,
      sections: [
        { kind: "table", code: "T", names, columns: [column("T1")], rows: { kind: "fixed", rows }, total: names },
        { kind: "cells", code: "X", names, cells: [column("X1"), column("X2")] },
      ],
    },
  ],
  rules: [],
};

const TERMS = termsOf(FORM);
const run = (formula: string, values: Record<string, string> = {}): Outcome =>
  calculate(formulaOf(formula, TERMS), { definition: FORM, values, context: { facts: { stages: [] } } });
const number = (formula: string, values: Record<string, string> = {}) => {
  const value = run(formula, values);
  return typeof value === "object" ? readable(value, 6) : value;
};

const TRUE = "1 = 1";
const FALSE = "1 = 0";
const UNKNOWN = "X1 = 0";

describe("unknown", () => {
  test.each([
    "X1 + 1",
    "1 − X1",
    "0 × X1",
    "0 ÷ X1",
    "max(5, X1)",
    "roundUp(X1)",
    "abs(X1)",
    "X1 = 0",
    "X1 ≤ 10",
    "X1 = X1",
    "if(X1 = 0, 1, 1)",
    "X1 = 0 iff 1 = 1",
    "not X1 = 0",
  ])("a missing cell is never nought: %s is unknown", (formula) => {
    expect(run(formula)).toBeUndefined();
  });

  test("an empty, a malformed and a blank entry are all missing; nought is not", () => {
    for (const text of ["", "  ", "abc", "-1", "1.5"]) expect(run("X1", { X1: text })).toBeUndefined();
    expect(number("X1", { X1: "0" })).toBe("0");
    expect(run("filled(X1)", { X1: "0" })).toBe(true);
    expect(run("filled(X1)")).toBe(false);
  });

  test("one false settles 'and', one true settles 'or'", () => {
    const states = [TRUE, FALSE, UNKNOWN];
    const table = (word: string) => states.flatMap((left) => states.map((right) => run(`${left} ${word} ${right}`)));
    expect(table("and")).toEqual([true, false, undefined, false, false, false, undefined, false, undefined]);
    expect(table("or")).toEqual([true, true, true, true, false, undefined, true, undefined, undefined]);
  });

  test("de Morgan holds in three values", () => {
    const truth = fc.constantFrom(TRUE, FALSE, UNKNOWN);
    fc.assert(
      fc.property(truth, truth, (left, right) => {
        expect(run(`not (${left} and ${right})`)).toBe(run(`not ${left} or not ${right}`));
      }),
    );
  });
});

describe("folds over rows", () => {
  test("leave the total row out and want every row", () => {
    const values = { "T1@r1": "1", "T1@r2": "2", "T1@r3": "4", "T1@total": "99" };
    expect(number("sum(T1)", values)).toBe("7");
    expect(number("largest(T1)", values)).toBe("4");
    expect(run("sum(T1)", { ...values, "T1@r2": "" })).toBeUndefined();
  });

  test("'some' and 'every' settle as soon as they can", () => {
    expect(run("some(T1 ≥ 3)", { "T1@r1": "5" })).toBe(true);
    expect(run("some(T1 ≥ 3)", { "T1@r1": "1" })).toBeUndefined();
    expect(run("every(T1 ≥ 3)", { "T1@r1": "1" })).toBe(false);
    expect(run("every(T1 ≥ 3)", { "T1@r1": "5" })).toBeUndefined();
  });

  test("two of the same settle 'unique'; a row that is missing leaves it open", () => {
    expect(run("unique(T1)", { "T1@r1": "1", "T1@r2": "2", "T1@r3": "3" })).toBe(true);
    expect(run("unique(T1)", { "T1@r1": "1", "T1@r3": "1" })).toBe(false);
    expect(run("unique(T1)", { "T1@r1": "1", "T1@r3": "2" })).toBeUndefined();
    expect(run("unique(T1 ÷ T1)", { "T1@r1": "7", "T1@r2": "3", "T1@r3": "9" })).toBe(false);
    expect(run("unique(T1 ÷ 3)", { "T1@r1": "3", "T1@r2": "1", "T1@r3": "2" })).toBe(true);
  });
});

test("a ratio meets its threshold exactly", () => {
  expect(run("X1 ÷ X2 × 100 ≥ 0.9", { X1: "9", X2: "1000" })).toBe(true);
  expect(run("X1 ÷ X2 ≥ 0.9%", { X1: "9", X2: "1000" })).toBe(true);
  expect(run("X1 ÷ X2 × 100 > 0.9", { X1: "9", X2: "1000" })).toBe(false);
  expect(run("X1 ÷ X2 × 100 ≥ 0.9", { X1: "9", X2: "0" })).toBeUndefined();
});

test("'if' evaluates only the branch it takes", () => {
  expect(number("if(1 = 1, 1, X1)")).toBe("1");
});
