import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ValueType } from "#features/reports/form/definition.ts";
import * as exactly from "#features/reports/form/exact.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { type CellProblem, parseCell, parseValue } from "#features/reports/form/parse-cell.ts";

const { exact } = exactly;

describe("exact numbers", () => {
  test("the golden binary-float trap: 9 per 1000 meets 0.9 per 100 exactly", () => {
    expect((9 / 1000) * 100 >= 0.9).toBe(false);
    const ratio = exactly.divide(exact(9), exact(1000));
    expect(ratio && exactly.compare(exactly.multiply(ratio, exact(100)), exact("0.9"))).toBe(0);
  });

  test("a third taken three times is one", () => {
    const third = exactly.divide(exact(1), exact(3));
    expect(third && exactly.compare(exactly.multiply(third, exact(3)), exact(1))).toBe(0);
  });

  test("dividing by nought is unknown", () => {
    expect(exactly.divide(exact(1), exact(0))).toBeUndefined();
  });

  test("rounding up is exact for any quotient of whole numbers", () => {
    fc.assert(
      fc.property(fc.bigInt(-(10n ** 24n), 10n ** 24n), fc.bigInt(1n, 10n ** 12n), (over, under) => {
        const quotient = exactly.divide(exact(String(over)), exact(String(under)));
        const up = over / under + (over % under > 0n ? 1n : 0n);
        expect(quotient && exactly.ceil(quotient).over.toFixed()).toBe(String(up));
      }),
    );
  });

  test("is read with grouped thousands and half rounded up", () => {
    expect(exactly.readable(exact("1234567.125"))).toBe("1,234,567.13");
    expect(exactly.readable(exact("-1000"))).toBe("-1,000");
    expect(exactly.readable(exact("999"))).toBe("999");
  });
});

const INTEGER: ValueType = { type: "integer" };
const DECIMAL: ValueType = { type: "decimal", places: 1 };

describe("parsing a cell", () => {
  test.each([
    [INTEGER, "412", "412"],
    [INTEGER, "０４１２", "412"],
    [INTEGER, " 1,234 ", "1234"],
    [INTEGER, "1，234，567", "1234567"],
    [INTEGER, "12 345", "12345"],
    [INTEGER, "12\u00a0345", "12345"],
    [INTEGER, "3.0", "3"],
    [INTEGER, "-0", "0"],
    [INTEGER, "+7", "7"],
    [INTEGER, "1000000000000", "1000000000000"],
    [INTEGER, "   ", null],
    [DECIMAL, "12.50", "12.5"],
    [DECIMAL, "．5", "0.5"],
    [{ type: "integer", min: "-5" } as ValueType, "−3", "-3"],
    [{ type: "yes-no" } as ValueType, "是", "yes"],
    [{ type: "yes-no" } as ValueType, " No ", "no"],
    [{ type: "text", max: 5 } as ValueType, " 东区 ", "东区"],
  ])("%j reads %j as %j", (type, typed, value) => {
    expect(parseValue(type, typed)).toEqual({ value });
  });

  test.each<[ValueType, string, CellProblem]>([
    [INTEGER, "abc", "notNumber"],
    [INTEGER, "1e3", "notNumber"],
    [INTEGER, "1,2", "notNumber"],
    [INTEGER, "=1+1", "notNumber"],
    [INTEGER, "NaN", "notNumber"],
    [INTEGER, "1".repeat(100_000), "notNumber"],
    [INTEGER, "1.5", "notWhole"],
    [INTEGER, "-1", "tooSmall"],
    [INTEGER, "1000000000001", "tooLarge"],
    [DECIMAL, "1.25", "tooManyPlaces"],
    [{ type: "integer", max: "31" }, "32", "tooLarge"],
    [{ type: "yes-no" }, "maybe", "notYesNo"],
    [{ type: "text", max: 5 }, "六个字的文本", "tooLong"],
  ])("%j refuses %j", (type, typed, problem) => {
    expect(parseValue(type, typed)).toEqual({ problem });
  });

  test("knows the cell's type by its address, in rows too", () => {
    expect(parseCell(SCHOOL_FACTS, "B2@g3", "1.5")).toEqual({ problem: "notWhole" });
    expect(parseCell(SCHOOL_FACTS, "E2", "1.5")).toEqual({ value: "1.5" });
    expect(parseCell(SCHOOL_FACTS, "Z9", "1")).toEqual({ problem: "unknownCell" });
  });

  test("is steady: what it yields it reads again unchanged, and no text makes it throw", () => {
    const types = [INTEGER, DECIMAL, { type: "yes-no" }, { type: "text", max: 50 }] as ValueType[];
    fc.assert(
      fc.property(fc.constantFrom(...types), fc.oneof(fc.string(), fc.double().map(String)), (type, typed) => {
        const { value } = parseValue(type, typed);
        if (value !== undefined && value !== null) expect(parseValue(type, value)).toEqual({ value });
      }),
    );
  });
});
