import { expect, test } from "vitest";
import type { Context } from "#features/reports/form/cells.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { aSchool } from "./schools.ts";

type Values = Record<string, string>;

const GOOD: Values = {
  ...{ M1: "1000", M2: "3", M3: "2", M4: "4", M5: "1", M6: "0", M7: "0", M8: "1000" },
  ...{ M9: "0", M10: "0", M11: "1", M12: "20", M13: "300", M14: "0", M15: "yes" },
};
const CONTEXT: Context = { facts: aSchool(["primary"], { namedCases: 0 }), lastMonth: { M8: "1000" } };

const marks = (ruleId: string, change: Values = {}, context: Context = CONTEXT) =>
  evaluate(MONTHLY_RETURN, { ...GOOD, ...change }, context)
    .filter((finding) => finding.ruleId === ruleId)
    .map(({ cells }) => [...cells].sort());

test("a return in order has no finding", () => {
  expect(evaluate(MONTHLY_RETURN, GOOD, CONTEXT)).toEqual([]);
});

test.each<[string, Values, string[]]>([
  ["roll-forward", { M8: "1001" }, ["M8"]],
  ["opening", { M1: "999" }, ["M1"]],
  ["signed-zero", { M15: "no" }, ["M15"]],
  ["signed-zero", { M9: "1" }, ["M15"]],
  ["signed-zero", { M7: "1" }, ["M15"]],
  ["returned", { M11: "3" }, ["M11", "M3"]],
  ["absence-possible", { M13: "20001" }, ["M1", "M12", "M13", "M8"]],
  ["named-case", { M7: "1" }, ["M7"]],
  ["absence-rate", { M13: "1001" }, ["M13"]],
  ["no-visit", { M9: "1" }, ["M10"]],
  ["long-absence", { M14: "1" }, ["M14", "M9"]],
  ["type", { M12: "32" }, ["M12"]],
  ["required", { M15: "" }, ["M15"]],
])("%s fails: %j", (ruleId, change, cells) => {
  expect(marks(ruleId, change)).toEqual([cells]);
});

test.each<[string, Values]>([
  ["signed-zero", { M15: "no", M9: "1" }],
  ["returned", { M11: "2" }],
  ["absence-possible", { M13: "20000" }],
  ["absence-rate", { M13: "1000" }],
  ["no-visit", { M9: "1", M10: "1" }],
  ["long-absence", { M14: "1", M9: "1" }],
])("%s is silent: %j", (ruleId, change) => {
  expect(marks(ruleId, change)).toEqual([]);
});

test("each dropout needs a case of its own", () => {
  const facts = aSchool(["primary"], { namedCases: 1 });
  expect(marks("named-case", { M7: "1" }, { ...CONTEXT, facts })).toEqual([]);
  expect(marks("named-case", { M7: "2" }, { ...CONTEXT, facts })).toEqual([["M7"]]);
});

test("a missing return of last month is missing, not nought", () => {
  expect(marks("opening", { M1: "5" }, { facts: CONTEXT.facts })).toEqual([]);
  expect(marks("opening", { M1: "5" }, { facts: CONTEXT.facts, lastMonth: { M8: "0" } })).toEqual([["M1"]]);
});

test("a declared zero with the dropouts left empty does not pass for a zero", () => {
  expect(marks("signed-zero", { M7: "", M9: "" })).toEqual([]);
  expect(marks("required", { M7: "", M9: "" })).toEqual([["M7"], ["M9"]]);
  expect(marks("signed-zero", { M7: "", M9: "2" })).toEqual([["M15"]]);
});

test("a dropout wants the numbers of its cases as the reason", () => {
  expect(marks("case-numbers", { M7: "1" })).toEqual([["M7"]]);
  expect(marks("case-numbers", { M7: "0" })).toEqual([]);
  expect(marks("case-numbers", { M7: "" })).toEqual([]);
});
