import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { parseFormula } from "#features/reports/form/formula/parse.ts";
import { printFormula } from "#features/reports/form/formula/print.ts";
import { termsOf } from "#features/reports/form/formula/terms.ts";
import { compileRule, draftRule, listedCodes } from "#features/reports/form/rule-draft.ts";
import { formulaOf, tree } from "./formulas.ts";

const TERMS = termsOf(SCHOOL_FACTS);
const printed = (formula: string, language: "en" | "zh" = "en") =>
  printFormula(formulaOf(formula, TERMS), language, TERMS);

describe("what a formula means", () => {
  test.each([
    ["1+2*3", "1 + 2 × 3"],
    ["(1+2)*3", "(1 + 2) × 3"],
    ["1-2-3", "1 − 2 − 3"],
    ["1-(2-3)", "1 − (2 − 3)"],
    ["8/4/2", "8 ÷ 4 ÷ 2"],
    ["2 - -5", "2 − −5"],
    ["-D1", "0 − D1"],
    ["15%", "0.15"],
    ["007.50", "7.5"],
    ["D3<=D2<=D1", "D3 ≤ D2 and D2 ≤ D1"],
    ["D1 <> 1 or D1 == 2 and not D2 = 3", "D1 ≠ 1 or D1 = 2 and not D2 = 3"],
    ["(D1 = 1 or D1 = 2) and D2 = 3", "(D1 = 1 or D1 = 2) and D2 = 3"],
    ["not (D1 = 1 and D2 = 2)", "not (D1 = 1 and D2 = 2)"],
    ["(D1 = 1 iff D2 = 2) or D3 = 3", "(D1 = 1 iff D2 = 2) or D3 = 3"],
    ["C1+C2+C3+C4", "sum(C1:C4)"],
    ["D1 - (D2 + D3 + D4)", "D1 − sum(D2:D4)"],
    ["sum(B2)", "sum(B, B2)"],
    ["some(B9 >= 66)", "some(B, B9 ≥ 66)"],
    ["A7 = '否'", 'A7 = "否"'],
    ['A7 = "no"', "A7 = no"],
    ['A1 = "a ""b"" c"', 'A1 = "a ""b"" c"'],
    ["lastYear( B2 [ total ] )", "lastYear(B2[total])"],
    ["B2[k-small]", "B2[k-small]"],
  ])("%s is read as %s", (typed, canonical) => {
    expect(printed(typed)).toBe(canonical);
  });

  test("it may be typed on a Chinese keyboard, with Chinese words", () => {
    const typed = "Ｄ３≤Ｄ２　且　（求和（Ｂ２）＋１０）＜上年（B2【合计】）×１５％ 或 A7＝是 且 设有（小学）";
    expect(printed(typed)).toBe(
      "D3 ≤ D2 and sum(B, B2) + 10 < lastYear(B2[total]) × 0.15 or A7 = yes and offers(primary)",
    );
    expect(printed(printed(typed, "zh"))).toBe(printed(typed));
  });
});

describe("what is said of a wrong formula", () => {
  test.each<[string, string, number, Record<string, string>]>([
    ["", "empty", 0, {}],
    ["  ", "empty", 0, {}],
    ["D1 +", "endsEarly", 4, {}],
    ["D1 D2", "unexpected", 3, { text: "D2" }],
    ["(D1", "endsEarly", 3, {}],
    ["D1 = #", "strangeCharacter", 5, { sign: "#" }],
    ['A7 = "ye', "openText", 5, {}],
    ["Summe(B2)", "unexpected", 5, { text: "(" }],
    ["total(B2)", "unknownWord", 0, { text: "total" }],
    ["school.colour = 1", "unknownFact", 7, { text: "colour" }],
    ["offers(primry)", "unknownStage", 7, { text: "primry" }],
    ["if(D1 = 1, 2)", "wrongCount", 0, { text: "if", count: "3" }],
    ["sum(this)", "sayTable", 0, { text: "sum" }],
    ["sum(C1:D4)", "noRange", 4, { text: "C1:D4" }],
    ["sum(C4:C1)", "noRange", 4, { text: "C4:C1" }],
    ["D1 < D2 > D3", "mixedChain", 8, {}],
    ["lastYear(lastMonth(D1))", "needsCell", 0, {}],
    ["lastYear(5)", "needsCell", 9, {}],
    ["1234567890123456", "numberTooLong", 0, { text: "1234567890123456" }],
    [`${"(".repeat(100)}1`, "tooDeep", 60, {}],
    [`${"-".repeat(100)}D1`, "tooDeep", 60, {}],
    ["1".repeat(2001), "tooLong", 2000, { max: "2000" }],
  ])("%s", (formula, key, at, values) => {
    expect(parseFormula(formula, TERMS).fault).toEqual({ key, at, values });
  });

  test("a chain of chains cannot grow without bound", () => {
    let formula = "1";
    for (let depth = 0; depth < 20; depth += 1) formula = `if(1<${formula}<3,1,2)`;
    expect(parseFormula(formula).fault?.key).toBe("tooLong");
  });
});

describe("every expression and every text", () => {
  test("an expression printed in either language is read as itself", () => {
    fc.assert(
      fc.property(tree, fc.constantFrom("en" as const, "zh" as const), (expression, language) => {
        const text = printFormula(expression, language, TERMS);
        const { expression: again, fault } = parseFormula(text, TERMS);
        if (fault) expect(["tooLong", "tooDeep"], text).toContain(fault.key);
        else expect(again, text).toEqual(expression);
      }),
      { numRuns: 2000, seed: 1 },
    );
  });

  test("no text makes the parser fail or run on, and a fault lies within it", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          "B2",
          "D1",
          "this",
          "sum(",
          "if(",
          "(",
          ")",
          "[",
          "]",
          "total",
          "lastYear(",
          "school.",
          "row.",
          "and",
          "not ",
        ],
        ...[
          "or",
          "iff",
          "+",
          "-",
          "×",
          "÷",
          "=",
          "≤",
          "<",
          ",",
          ":",
          "%",
          "1",
          "0.5",
          '"',
          "“",
          "”",
          "求和",
          "合计",
          "。",
        ],
      ),
      fc.string({ unit: "binary", maxLength: 4 }),
    );
    const text = fc.array(piece, { maxLength: 400 }).map((pieces) => pieces.join(""));
    fc.assert(
      fc.property(text, (formula) => {
        const { fault, expression } = parseFormula(formula, TERMS);
        if (expression)
          expect(parseFormula(printFormula(expression, "zh", TERMS), TERMS).expression).toEqual(expression);
        else expect(fault.at).toBeLessThanOrEqual(Math.min(formula.length, 2000));
      }),
      { numRuns: 5000 },
    );
  });
});

describe("rules as they are written", () => {
  test.each([SCHOOL_FACTS, MONTHLY_RETURN])(
    "each rule of $key comes back from its draft, in both languages",
    (form) => {
      for (const rule of form.rules) {
        for (const language of ["en", "zh"] as const) {
          expect(compileRule(draftRule(rule, form, language), form), `${rule.id} ${language}`).toEqual({ rule });
        }
      }
    },
  );

  test("items are listed with commas or semicolons of either keyboard", () => {
    expect(listedCodes("D1, D2，D3、D4;D5；D6 D7")).toEqual(["D1", "D2", "D3", "D4", "D5", "D6", "D7"]);
    const words = { en: "Words", zh: "文字" };
    const draft = { id: "1", severity: "error", scope: { kind: "once" }, when: "", holds: "D1 > D2" } as const;
    const { rule } = compileRule(
      { ...draft, marks: "D1；D2;B2[total]", statement: words, message: words, clause: words },
      SCHOOL_FACTS,
    );
    expect(rule?.marks).toEqual([{ code: "D1" }, { code: "D2" }, { code: "B2", row: "total" }]);
  });

  test("what is wrong is said at its part of the rule, all of it at once", () => {
    const empty = { en: "", zh: "" };
    const draft = {
      id: "Rule 1",
      severity: "error",
      scope: { kind: "each", codes: [] },
      when: "D1 >",
      holds: "D1 ? D2",
      marks: "D1, 5",
      statement: empty,
      message: { en: "", zh: "{D1 +}" },
      clause: empty,
    } as const;
    const { problems = [] } = compileRule({ ...draft, scope: { kind: "each", codes: [] } }, SCHOOL_FACTS);
    expect(problems.map(({ path, key }) => [path.join("."), key])).toEqual([
      ["id", "badRuleId"],
      ["scope", "noCells"],
      ["when", "formula.endsEarly"],
      ["holds", "formula.strangeCharacter"],
      ["marks", "markIsNoCell"],
      ["statement", "missing"],
      ["message", "formula.endsEarly"],
      ["message", "formula.endsEarly"],
    ]);
  });

  test("a language that says nothing takes the words of the other", () => {
    const draft = draftRule(SCHOOL_FACTS.rules[0] as (typeof SCHOOL_FACTS.rules)[number], SCHOOL_FACTS, "zh");
    const said = { en: "", zh: draft.message.zh };
    const { rule } = compileRule({ ...draft, message: said, statement: { en: "", zh: "合计" } }, SCHOOL_FACTS);
    expect(rule?.statement).toEqual({ en: "合计", zh: "合计" });
    expect(rule?.message.en).toBe(rule?.message.zh);
  });
});
