import { describe, expect, test } from "vitest";
import { type Context, cellsOf, type Values } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { plausibleValues, spoil } from "#features/reports/form/example.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { aSchool, KINDS, seeded } from "./schools.ts";

const SCHOOLS = 300;
const BUILT_IN = ["required", "type", "outside"];

function schoolAt(seed: number): Context {
  const boarding = [true, false, null][seed % 3] ?? null;
  const stages = KINDS[seed % KINDS.length] ?? ["primary"];
  return { facts: aSchool(stages, { boarding, pupils: 80 + seed * 7, namedCases: seed % 5 === 0 ? 1 : 0 }) };
}

/** An earlier submission and, following on it, this one. */
function twoOf(definition: Definition, seed: number): { context: Context; values: Record<string, string> } {
  const random = seeded(seed);
  const before = schoolAt(seed);
  const earlier = plausibleValues(definition, before, random);
  const context = { ...before, ...(definition.period === "year" ? { lastYear: earlier } : { lastMonth: earlier }) };
  return { context, values: plausibleValues(definition, context, random) };
}

const errorsIn = (definition: Definition, values: Values, context: Context) =>
  evaluate(definition, values, context).filter(({ severity }) => severity === "error");

describe.each([SCHOOL_FACTS, MONTHLY_RETURN])("$key", (definition) => {
  test(`${SCHOOLS} schools of all kinds fill it without an error, this year and the year before`, () => {
    let warned = 0;
    for (let seed = 0; seed < SCHOOLS; seed += 1) {
      const { context, values } = twoOf(definition, seed);
      expect(errorsIn(definition, values, context), `school ${seed}`).toEqual([]);
      expect(errorsIn(definition, context.lastYear ?? context.lastMonth ?? {}, { facts: context.facts })).toEqual([]);
      // A dropout always wants its case numbers: that is no matter of how plausible the figures are.
      const doubts = evaluate(definition, values, context).filter(({ ruleId }) => ruleId !== "case-numbers");
      if (doubts.some(({ severity }) => severity === "warning")) warned += 1;
    }
    expect(warned).toBeLessThan(SCHOOLS / 10);
  });

  test("the same seed gives the same filling, and it fills every required cell", () => {
    const { context, values } = twoOf(definition, 5);
    expect(twoOf(definition, 5).values).toEqual(values);
    for (const { address, cell, typed } of cellsOf(definition, context)) {
      if (cell.required && typed) expect(values[address], address).toBeTruthy();
    }
  });

  const outside = definition.key === "school-facts" ? BUILT_IN : ["required", "type"];
  test.each([...definition.rules.map(({ id }) => id), ...outside])(
    "rule %s is not dead: it can be made to fail",
    (ruleId) => {
      let failing = 0;
      for (let seed = 0; seed < 45; seed += 1) {
        const { context, values } = twoOf(definition, seed);
        const spoiled = spoil(definition, values, ruleId, context, seeded(seed));
        if (!spoiled) continue;
        failing += 1;
        expect(evaluate(definition, spoiled, context).map((finding) => finding.ruleId)).toContain(ruleId);
      }
      expect(failing).toBeGreaterThan(3);
    },
  );
});

test("a boarding school cannot be made to fail the rule about boarders of day schools", () => {
  const context = { facts: aSchool(["primary"], { boarding: true }) };
  const values = plausibleValues(SCHOOL_FACTS, context, seeded(1));
  expect(spoil(SCHOOL_FACTS, values, "8", context, seeded(1))).toBeNull();
});

test("a form without an example says so", () => {
  expect(() => plausibleValues({ ...SCHOOL_FACTS, key: "other" }, schoolAt(1), seeded(1))).toThrow("no example");
});
