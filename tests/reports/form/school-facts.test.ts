import { describe, expect, test } from "vitest";
import type { Context } from "#features/reports/form/cells.ts";
import { evaluate, type Finding } from "#features/reports/form/evaluate.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import type { Stage } from "#features/reports/form/stage.ts";
import { aSchool } from "./schools.ts";

type Values = Record<string, string>;

const GRADES = ["g1", "g2", "g3", "g4", "g5", "g6"];
const COLUMNS: [code: string, grade: number][] = [
  ["B1", 2],
  ["B2", 80],
  ["B3", 38],
  ["B4", 10],
  ["B5", 9],
  ["B6", 4],
  ["B7", 1],
  ["B8", 0],
  ["B9", 40],
];

/** A primary school of twelve classes of forty, in order in every check. */
const GOOD: Values = {
  ...Object.fromEntries(GRADES.flatMap((row) => COLUMNS.map(([code, value]) => [`${code}@${row}`, String(value)]))),
  ...Object.fromEntries(COLUMNS.map(([code, value]) => [`${code}@total`, String(code === "B9" ? value : value * 6)])),
  ...{ "B8@g1": "80", "B8@total": "80" },
  ...{ C1: "0", C2: "0", C3: "12", C4: "0", C5: "0", C6: "0", C7: "0" },
  ...{ D1: "32", D2: "30", D3: "20", D4: "2", D5: "24", D6: "3", D7: "1", D8: "2", D9: "1", D10: "1" },
  ...{ D11: "4", D12: "1", D13: "0", D14: "0" },
  ...{ E1: "12000.5", E2: "4500", E3: "2500", E4: "1000", E5: "1000", E6: "0", E7: "3800", E8: "1", E9: "1" },
  ...{ F1: "14000", F2: "500", F3: "60", F4: "14", F5: "1200000", F6: "60000", F7: "200" },
};

const CONTEXT: Context = { facts: aSchool(["primary"]), lastYear: GOOD };
const run = (change: Values = {}, context: Partial<Context> = {}): Finding[] =>
  evaluate(SCHOOL_FACTS, { ...GOOD, ...change }, { ...CONTEXT, ...context });

/** The places where a rule fails, as lists of marked addresses. */
const marks = (ruleId: string, change: Values = {}, context: Partial<Context> = {}) =>
  run(change, context)
    .filter((finding) => finding.ruleId === ruleId)
    .map(({ cells }) => cells);

const first = (ruleId: string, change: Values, context: Partial<Context> = {}) =>
  run(change, context).find((finding) => finding.ruleId === ruleId);

const NOT_BOARDING = { facts: aSchool(["primary"], { boarding: false }) };
const NO_BOARDERS = Object.fromEntries([...GRADES, "total"].map((row) => [`B4@${row}`, "0"]));

test("a filling in order has no finding", () => {
  expect(run()).toEqual([]);
});

describe("each check fails where it should, and only there", () => {
  test.each<[string, Values, string[][]]>([
    ["1", { "B5@total": "55" }, [["B5@total"]]],
    ["1-largest", { "B9@total": "41" }, [["B9@total"]]],
    ["2", { "B3@g2": "81" }, [["B3@g2", "B2@g2"]]],
    ["2", { "B8@total": "481" }, [["B8@total", "B2@total"]]],
    ["3a", { "B1@g4": "0" }, [["B1@g4", "B2@g4"]]],
    ["3b", { "B9@g5": "81" }, [["B9@g5", "B2@g5"]]],
    ["3c", { "B9@g6": "39" }, [["B9@g6", "B2@g6", "B1@g6"]]],
    ["4", { C3: "11" }, [["B1@total", "C1", "C2", "C3", "C4", "C5", "C6", "C7"]]],
    ["5a", { C7: "1" }, [["C7"]]],
    ["5b", { C5: "1" }, [["C4", "C5", "C6", "C7"]]],
    ["6a", { D5: "25" }, [["D2", "D4", "D5", "D6", "D7"]]],
    ["6b", { D3: "31" }, [["D2", "D3"]]],
    [
      "6b",
      { D11: "31", D14: "40" },
      [
        ["D2", "D11"],
        ["D2", "D14"],
      ],
    ],
    ["6c", { D1: "29" }, [["D1", "D2"]]],
    ["6d", { D8: "29" }, [["D2", "D8", "D9", "D10"]]],
    ["7a", { E3: "2500.1" }, [["E2", "E3", "E4", "E5"]]],
    ["7b", { E6: "4500.1" }, [["E2", "E6"]]],
    ["9a", { F2: "14001" }, [["F1", "F2"]]],
    ["9b", { F6: "1200000.01" }, [["F5", "F6"]]],
    ["10", { "B2@total": "553" }, [["B2@total"]]],
    ["11", { D2: "97" }, [["B2@total", "D2"]]],
    ["11", { D2: "15" }, [["B2@total", "D2"]]],
    ["12", { "B2@g4": "87" }, [["B2@g4"]]],
    ["13", { F5: "1199999.99" }, [["F5"]]],
    ["13", { E2: "4499.9" }, [["E2"]]],
    ["14", { "B9@g1": "46" }, [["B9@g1"]]],
    ["15", { "B8@g1": "78" }, [["B8@g1", "B2@g1"]]],
  ])("check %s: %j", (ruleId, change, expected) => {
    const sorted = marks(ruleId, change).map((cells) => [...cells].sort());
    expect(sorted).toEqual(expected.map((cells) => [...cells].sort()));
  });

  test("check 8 speaks only of schools that do not board, in every row", () => {
    expect(marks("8")).toEqual([]);
    expect(marks("8", NO_BOARDERS, NOT_BOARDING)).toEqual([]);
    expect(marks("8", { ...NO_BOARDERS, "B4@g2": "3" }, NOT_BOARDING)).toEqual([["B4@g2"]]);
  });

  test("check 9: a grade outside the school's stages must be empty", () => {
    expect(marks("outside", { "B2@g7": "40", "B1@k-small": "0", D15: "2", "B2@g8": "" })).toEqual([
      ["B2@g7"],
      ["B1@k-small"],
      ["D15"],
    ]);
  });
});

describe("on the edge", () => {
  test.each<[string, Values]>([
    ["10", { "B2@total": "552" }],
    ["10", { "B2@total": "408" }],
    ["11", { D2: "16" }],
    ["11", { D2: "96" }],
    ["12", { "B2@g4": "86" }],
    ["13", { F5: "1200000", E2: "4500" }],
    ["14", { "B9@g1": "45" }],
    ["15", { "B8@g1": "79" }],
    ["7a", { E3: "2500.0" }],
    ["5a", { C7: "1", "B9@g3": "66" }],
    ["5b", { C4: "1", "B9@g3": "46" }],
  ])("check %s is silent: %j", (ruleId, change) => {
    expect(marks(ruleId, change)).toEqual([]);
  });

  test("a grade without classes is in order", () => {
    const empty = Object.fromEntries(COLUMNS.map(([code]) => [`${code}@g2`, "0"]));
    const found = run(empty).map(({ ruleId, cells }) => [ruleId, ...cells]);
    expect(found.filter(([rule]) => rule?.startsWith("3"))).toEqual([]);
  });

  test("the band of check 11 follows the school's kind", () => {
    const ratio = (stages: Stage[], pupils: string, teachers: string) =>
      evaluate(SCHOOL_FACTS, { "B2@total": pupils, D2: teachers }, { facts: aSchool(stages) }).some(
        ({ ruleId }) => ruleId === "11",
      );
    expect(ratio(["preschool"], "200", "10")).toBe(false);
    expect(ratio(["preschool"], "201", "10")).toBe(true);
    expect(ratio(["special"], "80", "10")).toBe(false);
    expect(ratio(["special"], "81", "10")).toBe(true);
    expect(ratio(["special"], "9", "10")).toBe(true);
    expect(ratio(["primary", "junior"], "300", "10")).toBe(false);
    expect(ratio(["primary"], "300", "0")).toBe(true);
  });

  test("junior classes may hold fifty; senior classes have no limit here", () => {
    const found = evaluate(
      SCHOOL_FACTS,
      { "B9@g7": "51", "B9@g8": "50", "B9@s1": "60" },
      { facts: aSchool(["junior", "senior"]) },
    );
    expect(found.filter(({ ruleId }) => ruleId === "14").map(({ cells }) => cells)).toEqual([["B9@g7"]]);
  });

  test("where primary has five grades, grade 6 is junior and a first grade", () => {
    const facts = aSchool(["primary", "junior"], { primaryGrades: 5 });
    const found = evaluate(SCHOOL_FACTS, { "B2@g6": "100", "B8@g6": "10", "B9@g6": "50" }, { facts });
    const ids = found.map(({ ruleId }) => ruleId);
    expect(ids).toContain("15");
    expect(ids).not.toContain("14");
  });
});

describe("what cannot be known is silent", () => {
  test("checks 10, 12 and 13 without last year's submission", () => {
    const worst = { "B2@total": "5", "B2@g2": "1", F5: "1", E2: "1" };
    for (const rule of ["10", "12", "13"]) {
      expect(marks(rule, worst).length, rule).toBeGreaterThan(0);
      expect(marks(rule, worst, { lastYear: null }), rule).toEqual([]);
      expect(marks(rule, worst, { lastYear: {} }), rule).toEqual([]);
    }
  });

  test("a cohort is followed within one stage only", () => {
    const lastYear = { "B2@g6": "200", "B2@g9": "500" };
    const facts = aSchool(["primary", "junior", "senior"]);
    const found = evaluate(SCHOOL_FACTS, { "B2@g7": "80", "B2@s1": "80" }, { facts, lastYear });
    expect(found.filter(({ ruleId }) => ruleId === "12")).toEqual([]);
  });

  test("a missing cell silences every rule that needs it and is an error of its own", () => {
    const found = run({ "B2@g3": "", "B2@total": "1" });
    const about = (rule: string) => found.filter(({ ruleId }) => ruleId === rule).flatMap(({ cells }) => cells);
    expect(about("required")).toEqual(["B2@g3"]);
    expect(about("1")).not.toContain("B2@total");
    expect(about("2").filter((address) => address.endsWith("@g3"))).toEqual([]);
  });

  test("an empty form has every required cell as an error and nothing else", () => {
    const found = evaluate(SCHOOL_FACTS, {}, CONTEXT);
    expect(new Set(found.map(({ ruleId }) => ruleId))).toEqual(new Set(["required"]));
    expect(found).toHaveLength(7 * 9 + 7 + 14 + 5 + 4);
  });

  test("optional parts left out silence their sums", () => {
    expect(run({ E4: "", E5: "", F2: "", F6: "", F7: "", E3: "4500.1" })).toEqual([]);
  });
});

describe("what a finding says", () => {
  test("both sides of the equation, in both languages, with all inputs", () => {
    const finding = first("1", { "B2@total": "1412" });
    expect(finding?.message).toEqual({
      en: "B2 pupils: total 1,412 ≠ 480, the sum of grades.",
      zh: "B2 在校生：合计 1,412 ≠ 各年级之和 480。",
    });
    expect(finding?.severity).toBe("error");
    expect(finding?.key).toBe("1:B2");
    expect(finding?.inputs).toContainEqual({ address: "B2@total", value: "1412", from: "now" });
    expect(finding?.inputs).toContainEqual({ address: "B2@g6", value: "80", from: "now" });
  });

  test("the row, and last year's value among the inputs", () => {
    const finding = first("12", { "B2@g4": "100" });
    expect(finding?.message.en).toBe(
      "Grade 4: 100 pupils, 80 a year ago in the grade below: a difference of 25%, more than 8%.",
    );
    expect(finding?.message.zh).toContain("四年级");
    expect(finding?.inputs).toContainEqual({ address: "B2@g3", value: "80", from: "last-year" });
    expect(finding?.key).toBe("12:g4");
  });

  test("the clause of check 14", () => {
    expect(first("14", { "B9@g1": "46" })?.clause?.zh).toContain("教督〔2017〕6号");
  });

  test("'—' for a value that cannot be known", () => {
    expect(first("11", { D2: "0" })?.message.en).toContain("— for each teacher");
  });

  test("findings come in page order", () => {
    const found = run({ F6: "99999999", "B9@g1": "90", D1: "1" }).map(({ ruleId }) => ruleId);
    expect(found.indexOf("3b")).toBeLessThan(found.indexOf("6c"));
    expect(found.indexOf("6c")).toBeLessThan(found.indexOf("9b"));
  });
});
