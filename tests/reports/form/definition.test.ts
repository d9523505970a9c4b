import { describe, expect, test } from "vitest";
import * as b from "#features/reports/form/build.ts";
import type { Definition, Rule } from "#features/reports/form/definition.ts";
import type { Expression } from "#features/reports/form/expression.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { parseDefinition } from "#features/reports/form/parse-definition.ts";

const RULE: Rule = {
  id: "trial",
  severity: "error",
  scope: { kind: "once" },
  holds: b.le(b.cell("D2"), b.cell("D1")),
  statement: { en: "s", zh: "述" },
  message: { en: "m", zh: "文" },
};

const withRule = (rule: Partial<Rule>): Definition => ({ ...SCHOOL_FACTS, rules: [{ ...RULE, ...rule }] });
const problemsOf = (rule: Partial<Rule>) => parseDefinition(withRule(rule)).problems ?? [];

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
  test.each<[string, Partial<Rule>, RegExp]>([
    ["an unknown cell", { holds: b.eq(b.cell("Q1"), 0) }, /Q1 is not a cell/],
    ["a number where a truth is needed", { holds: b.cell("D1") }, /'cell' is a number/],
    ["a text compared with a number", { holds: b.eq(b.cell("A7"), 1) }, /must be of one kind/],
    ["a column without a row", { holds: b.eq(b.cell("B2"), 0) }, /say which row/],
    ["a row of a single cell", { holds: b.eq(b.cell("D1", { row: "g1" }), 0) }, /single cell/],
    ["'this cell' where there is none", { holds: b.eq(b.here(), 0) }, /where there is none/],
    ["a fold in a fold", { holds: b.gt(b.sum("B", b.sum("B", b.cell("B2"))), 0) }, /inside another fold/],
    ["a fold over no table", { holds: b.gt(b.sum("C", b.cell("C1")), 0) }, /C is not a table/],
    ["a placeholder nobody fills", { message: { en: "{who}", zh: "文" } }, /nothing fills \{who\}/],
    [
      "a scope over a column of another table",
      { scope: { kind: "columns", table: "B", columns: ["D1"] } },
      /not a column/,
    ],
  ])("%s", (_, rule, problem) => {
    expect(problemsOf(rule).join("\n")).toMatch(problem);
  });

  test("a code or a rule used twice", () => {
    const twice = { ...SCHOOL_FACTS, rules: [RULE, RULE], sheets: [...SCHOOL_FACTS.sheets, ...SCHOOL_FACTS.sheets] };
    const problems = parseDefinition(twice).problems?.join("\n");
    expect(problems).toMatch(/D1: the cell code is used twice/);
    expect(problems).toMatch(/trial: the rule id is used twice/);
  });

  test("hostile nesting is refused without exhausting the stack", () => {
    let holds: Expression = b.eq(1, 1);
    for (let depth = 0; depth < 20_000; depth += 1) holds = b.not(holds);
    expect(problemsOf({ holds })).toEqual(["definition: nested deeper than 80"]);
  });

  test.each([null, 1, "x", [], {}, { rules: 3 }])("%j is not a definition", (input) => {
    expect(parseDefinition(input).problems?.length).toBeGreaterThan(0);
  });
});
