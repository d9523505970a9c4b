import { expect, test } from "vitest";
import { blocksOf } from "#features/reports/components/fill/layout.ts";
import { emptyNumbers, zeroReturn } from "#features/reports/components/fill/zero-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";

const facts = { stages: ["primary" as const], primaryGrades: 6 as const };
const context = { facts };
const block = (code: string) => {
  const found = blocksOf(SCHOOL_FACTS, facts).find(({ section }) => section.code === code);
  if (!found) throw new Error(code);
  return found;
};

test("a zero return writes 0 where nothing stands, the sums that follow, and nothing over a figure", () => {
  const values = { "B1@g1": "2", "B2@g1": "80", "B2@g2": "70" };
  const typed = zeroReturn(block("B"), SCHOOL_FACTS, values, context);
  const at = new Map(typed.map(({ address, text }) => [address, text]));
  expect(at.get("B1@g2")).toBe("0");
  expect([at.has("B1@g1"), at.has("B2@g1"), at.has("B2@g2")]).toEqual([false, false, false]);
  expect([at.get("B1@total"), at.get("B2@total"), at.get("B3@total")]).toEqual(["2", "150", "0"]);
  expect(new Set(at.keys())).toEqual(new Set(emptyNumbers(block("B"), values).map(({ address }) => address)));
  expect(emptyNumbers(block("B"), { ...values, ...Object.fromEntries(at) })).toEqual([]);
});

test("what is read from the register, and what is no number, is left alone", () => {
  expect(zeroReturn(block("A"), SCHOOL_FACTS, {}, context)).toEqual([]);
});

test("rows of the school's own stay empty", () => {
  const b = block("B");
  const own = { ...b, section: { ...b.section, rows: { kind: "own", of: "class", most: 5 } } } as typeof b;
  expect(zeroReturn(own, SCHOOL_FACTS, {}, context)).toEqual([]);
});
