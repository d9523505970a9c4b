import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as b from "#features/reports/form/build.ts";
import { calculate, type Outcome } from "#features/reports/form/calculate.ts";
import type { Cell, Definition } from "#features/reports/form/definition.ts";
import { readable } from "#features/reports/form/exact.ts";
import type { Expression } from "#features/reports/form/expression.ts";

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

const run = (expression: Expression, values: Record<string, string> = {}): Outcome =>
  calculate(expression, { definition: FORM, values, context: { facts: { stages: [] } } });
const number = (expression: Expression, values: Record<string, string> = {}) => {
  const value = run(expression, values);
  return typeof value === "object" ? readable(value, 6) : value;
};

const TRUE = b.eq(1, 1);
const FALSE = b.eq(1, 0);
const UNKNOWN = b.eq(b.cell("X1"), 0);

describe("unknown", () => {
  test("a missing cell is never nought: all arithmetic over it is unknown", () => {
    const missing = b.cell("X1");
    for (const expression of [
      b.add(missing, 1),
      b.subtract(1, missing),
      b.multiply(0, missing),
      b.divide(0, missing),
      b.larger(5, missing),
      b.ceil(missing),
      b.absolute(missing),
      b.eq(missing, 0),
      b.le(missing, 10),
      b.eq(missing, missing),
      b.choose(UNKNOWN, 1, 1),
      b.iff(UNKNOWN, TRUE),
      b.not(UNKNOWN),
    ]) {
      expect(run(expression), JSON.stringify(expression)).toBeUndefined();
    }
  });

  test("an empty, a malformed and a blank entry are all missing; nought is not", () => {
    for (const text of ["", "  ", "abc", "-1", "1.5"]) expect(run(b.cell("X1"), { X1: text })).toBeUndefined();
    expect(number(b.cell("X1"), { X1: "0" })).toBe("0");
    expect(run({ op: "filled", code: "X1" }, { X1: "0" })).toBe(true);
    expect(run({ op: "filled", code: "X1" })).toBe(false);
  });

  test("one false settles 'and', one true settles 'or'", () => {
    const states = [TRUE, FALSE, UNKNOWN];
    const expected = { and: [true, false, undefined, false, false, false, undefined, false, undefined] };
    expect(states.flatMap((left) => states.map((right) => run(b.and(left, right))))).toEqual(expected.and);
    expect(states.flatMap((left) => states.map((right) => run(b.or(left, right))))).toEqual([
      true,
      true,
      true,
      true,
      false,
      undefined,
      true,
      undefined,
      undefined,
    ]);
  });

  test("de Morgan holds in three values", () => {
    const truth = fc.constantFrom(TRUE, FALSE, UNKNOWN);
    fc.assert(
      fc.property(truth, truth, (left, right) => {
        expect(run(b.not(b.and(left, right)))).toBe(run(b.or(b.not(left), b.not(right))));
      }),
    );
  });
});

describe("folds over rows", () => {
  const each = b.cell("T1");
  test("leave the total row out and want every row", () => {
    const values = { "T1@r1": "1", "T1@r2": "2", "T1@r3": "4", "T1@total": "99" };
    expect(number(b.sum("T", each), values)).toBe("7");
    expect(number(b.largest("T", each), values)).toBe("4");
    expect(run(b.sum("T", each), { ...values, "T1@r2": "" })).toBeUndefined();
  });

  test("'some' and 'every' settle as soon as they can", () => {
    expect(run(b.some("T", b.ge(each, 3)), { "T1@r1": "5" })).toBe(true);
    expect(run(b.some("T", b.ge(each, 3)), { "T1@r1": "1" })).toBeUndefined();
    expect(run(b.every("T", b.ge(each, 3)), { "T1@r1": "1" })).toBe(false);
    expect(run(b.every("T", b.ge(each, 3)), { "T1@r1": "5" })).toBeUndefined();
  });
});

test("a ratio meets its threshold exactly", () => {
  const ratio = b.multiply(b.divide(b.cell("X1"), b.cell("X2")), 100);
  expect(run(b.ge(ratio, "0.9"), { X1: "9", X2: "1000" })).toBe(true);
  expect(run(b.gt(ratio, "0.9"), { X1: "9", X2: "1000" })).toBe(false);
  expect(run(b.ge(ratio, "0.9"), { X1: "9", X2: "0" })).toBeUndefined();
});

test("'if' evaluates only the branch it takes", () => {
  expect(number(b.choose(TRUE, 1, b.cell("X1")))).toBe("1");
});
