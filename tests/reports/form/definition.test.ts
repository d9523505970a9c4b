import { describe, expect, test } from "vitest";
import type { Definition, Rule } from "#features/reports/form/definition.ts";
import type { Expression } from "#features/reports/form/expression.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { parseDefinition } from "#features/reports/form/parse-definition.ts";
import { problemText } from "#features/reports/form/problem.ts";
import { formulaOf } from "./formulas.ts";

const RULE: Rule = {
  id: "trial",
  severity: "error",
  scope: { kind: "once" },
  holds: formulaOf("D2 ≤ D1"),
  statement: { en: "s", zh: "述" },
  message: { en: "m", zh: "文" },
};

const withRule = (rule: Partial<Rule>): Definition => ({ ...SCHOOL_FACTS, rules: [{ ...RULE, ...rule }] });
const problemsOf = (rule: Partial<Rule>) => (parseDefinition(withRule(rule)).problems ?? []).map(problemText);

test.each([SCHOOL_FACTS, MONTHLY_RETURN])("$key survives being stored as JSON, without a problem", (definition) => {
  expect(parseDefinition(JSON.parse(JSON.stringify(definition)))).toEqual({ definition });
});

test("both forms have every cell of the specification", () => {
  const codes = (definition: Definition) =>
    definition.sheets.flatMap(({ sections }) =>
      sections.flatMap((section) =>
        (section.kind === "table" ? section.columns : section.cells).map(({ code }) => code),
      ),
    );
  const run = (letter: string, count: number) => Array.from({ length: count }, (_, index) => `${letter}${index + 1}`);
  expect(codes(SCHOOL_FACTS)).toEqual(
    [run("A", 7), run("B", 9), run("C", 7), run("D", 15), run("E", 9), run("F", 7)].flat(),
  );
  expect(codes(MONTHLY_RETURN)).toEqual(run("M", 15));
});

describe("problems a definition can have", () => {
  test.each<[string, Partial<Rule>, string]>([
    ["an unknown cell", { holds: formulaOf("Q1 = 0") }, "rules.0.holds: unknownCell code=Q1"],
    [
      "a number where a truth is needed",
      { holds: formulaOf("D1") },
      "rules.0.holds: wrongKind found=number wanted=truth",
    ],
    [
      "a text compared with a number",
      { holds: formulaOf("A7 = 1") },
      "rules.0.holds: kindsDiffer left=text right=number",
    ],
    ["a column without a row", { when: formulaOf("B2 = 0") }, "rules.0.when: sayWhichRow code=B2"],
    ["a row of a single cell", { holds: formulaOf("D1[g1] = 0") }, "rules.0.holds: singleHasNoRow code=D1 row=g1"],
    ["'this cell' where there is none", { holds: formulaOf("this = 0") }, "rules.0.holds: noThisCell"],
    ["a fold in a fold", { holds: formulaOf("sum(B, sum(B, B2)) > 0") }, "rules.0.holds: foldInFold"],
    ["a fold over no table", { holds: formulaOf("sum(C, C1) > 0") }, "rules.0.holds: notTable table=C"],
    ["truths that should differ", { holds: formulaOf("unique(B, B2 > 1)") }, "rules.0.holds: uniqueTruth"],
    ["a placeholder nobody fills", { message: { en: "{who}", zh: "文" } }, "rules.0.message: nothingFills name=who"],
    [
      "a scope over a column of another table",
      { scope: { kind: "columns", table: "B", columns: ["D1"] } },
      "rules.0.scope: notColumn code=D1 table=B",
    ],
  ])("%s", (_, rule, problem) => {
    expect(problemsOf(rule)).toContain(problem);
  });

  test("a code or a rule used twice", () => {
    const twice = { ...SCHOOL_FACTS, rules: [RULE, RULE], sheets: [...SCHOOL_FACTS.sheets, ...SCHOOL_FACTS.sheets] };
    const problems = parseDefinition(twice).problems?.map(problemText);
    expect(problems).toContain("sheets.4.sections.0.cells.0: cellTwice value=D1");
    expect(problems).toContain("rules.1: ruleTwice value=trial");
  });

  test("hostile nesting is refused without exhausting the stack", () => {
    let holds: Expression = formulaOf("1 = 1");
    for (let depth = 0; depth < 20_000; depth += 1) holds = { op: "not", arg: holds };
    expect(problemsOf({ holds })).toEqual(["form: tooDeep"]);
  });

  test.each([null, 1, "x", [], {}, { rules: 3 }])("%j is not a definition", (input) => {
    expect(parseDefinition(input).problems?.length).toBeGreaterThan(0);
  });
});
