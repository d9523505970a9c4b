import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Context, cellsOf } from "#features/reports/form/cells.ts";
import { canSubmit, evaluate } from "#features/reports/form/evaluate.ts";
import { plausibleValues } from "#features/reports/form/example.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { aSchool, KINDS, seeded } from "./schools.ts";

const addresses = (context: Context) => cellsOf(SCHOOL_FACTS, context).map(({ address }) => address);

describe("the cells of a school", () => {
  test("stand in page order: sections, then rows, the total row last", () => {
    const of = addresses({ facts: aSchool(["junior"]) });
    expect(of.slice(0, 9)).toEqual(["A1", "A2", "A3", "A4", "A5", "A6", "A7", "B1@g7", "B2@g7"]);
    expect(of.slice(7 + 3 * 9, 7 + 4 * 9)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `B${n}@total`));
    expect(of.slice(-7)).toEqual(["F1", "F2", "F3", "F4", "F5", "F6", "F7"]);
  });

  test("follow the stages: kindergartens have four kinds of class and care staff", () => {
    const kindergarten = addresses({ facts: aSchool(["preschool"]) });
    expect(kindergarten).toContain("B2@k-mixed");
    expect(kindergarten).toContain("D15");
    expect(addresses({ facts: aSchool(["primary", "junior"]) })).not.toContain("D15");
    expect(addresses({ facts: aSchool(["special"]) })).toContain("B9@x9");
    expect(
      addresses({ facts: aSchool(["primary", "junior", "senior"]) }).filter((a) => a.startsWith("B2@")),
    ).toHaveLength(13);
  });

  test("block A is shown and not typed, until the register does not hold a fact", () => {
    const typed = (boarding: boolean | null) =>
      cellsOf(SCHOOL_FACTS, { facts: aSchool(["primary"], { boarding }) }).find(({ address }) => address === "A7")
        ?.typed;
    expect(typed(true)).toBe(false);
    expect(typed(null)).toBe(true);
  });
});

describe("the register's word", () => {
  const ofBoarding = (boarding: boolean | null, values: Record<string, string>) =>
    evaluate(SCHOOL_FACTS, values, { facts: aSchool(["primary"], { boarding }) }).filter(
      ({ ruleId, cells }) => ruleId === "8" || cells[0] === "A7",
    );

  test("stands against what was typed", () => {
    expect(ofBoarding(false, { A7: "yes", "B4@g1": "3" }).map(({ key }) => key)).toEqual(["8:B4@g1"]);
  });

  test("is asked for where it is missing, and then what was typed counts", () => {
    expect(ofBoarding(null, { "B4@g1": "3" }).map(({ key }) => key)).toEqual(["required:A7"]);
    expect(ofBoarding(null, { A7: "no", "B4@g1": "3" }).map(({ key }) => key)).toEqual(["8:B4@g1"]);
  });
});

describe("errors of type", () => {
  test("name the cell and what it should be, and show what stands there", () => {
    const found = evaluate(SCHOOL_FACTS, { "B2@g1": "1.5", E1: "3.14159", D1: "-2" }, { facts: aSchool(["primary"]) });
    const types = found.filter(({ ruleId }) => ruleId === "type");
    expect(types.map(({ message }) => message.en)).toEqual([
      "Grade 1, B2 pupils must be a whole number.",
      "D1 staff must be at least 0.",
      "E1 site has too many decimal places (at most 1).",
    ]);
    expect(types[0]?.message.zh).toBe("一年级，B2 在校生应为整数。");
    expect(types[0]?.inputs).toEqual([{ address: "B2@g1", value: "1.5", from: "now" }]);
  });

  test("an address the form does not have is an error, never passed over", () => {
    const found = evaluate(SCHOOL_FACTS, { ZZ: "1", "B2@nowhere": "2", "B2@": "1" }, { facts: aSchool(["primary"]) });
    expect(found.filter(({ ruleId }) => ruleId === "outside").map(({ cells }) => cells[0])).toEqual([
      "ZZ",
      "B2@nowhere",
      "B2@",
    ]);
  });
});

describe("submitting", () => {
  const context = { facts: aSchool(["primary"], { namedCases: 0 }) };
  const values = {
    ...plausibleValues(MONTHLY_RETURN, context, seeded(3)),
    ...{ M9: "2", M10: "0", M14: "3", M15: "no" },
  };

  test("a warning wants a reason of its own; a blank is none", () => {
    const findings = evaluate(MONTHLY_RETURN, values, context);
    expect(canSubmit(findings, {}).unexplained.map(({ key }) => key)).toEqual(["no-visit", "long-absence"]);
    expect(canSubmit(findings, { "no-visit": "  ", "long-absence": "flu" }).ok).toBe(false);
    expect(canSubmit(findings, { "no-visit": "visit on 1 June", "long-absence": "flu" }).ok).toBe(true);
  });

  test("no reason gets past an error", () => {
    const findings = evaluate(MONTHLY_RETURN, { ...values, M1: "" }, context);
    const reasons = Object.fromEntries(findings.map(({ key }) => [key, "because"]));
    expect(canSubmit(findings, reasons)).toMatchObject({ ok: false, unexplained: [] });
  });
});

test("whatever the values, evaluating ends without throwing and keys are unique", () => {
  const all = KINDS.flatMap((stages) => addresses({ facts: aSchool(stages) }));
  const value = fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom("", "0", "yes", "1e400", "9".repeat(50)));
  const values = fc.dictionary(fc.oneof(fc.constantFrom(...all), fc.string()), value, { maxKeys: 150 });
  fc.assert(
    fc.property(values, values, fc.constantFrom(...KINDS), (now, lastYear, stages) => {
      const keys = evaluate(SCHOOL_FACTS, now, { facts: aSchool(stages), lastYear }).map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length);
    }),
  );
});
