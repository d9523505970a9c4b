import Big from "big.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cellsOf, type Facts } from "#features/reports/form/cells.ts";
import { plausibleValues } from "#features/reports/form/example.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { type Assigned, contributions, type RolledUp, rollUp } from "#features/reports/form/roll-up.ts";
import { aSchool, KINDS, seeded } from "./schools.ts";

const school = (id: string, facts: Facts, values: Record<string, string> | null, district = "东区"): Assigned => ({
  schoolId: id,
  name: `学校${id}`,
  district,
  facts,
  submission: values && { id: `submission-${id}`, values },
});

const figure = (part: RolledUp | undefined, address: string) => part?.figures[address];

describe("what a figure says", () => {
  const assigned = [
    school("1", aSchool(["primary"]), { "B2@g1": "40", "B2@total": "240", "B9@total": "40", E1: "100.5", D2: "15" }),
    school("2", aSchool(["primary"]), { "B2@g1": "60", "B2@total": "360", "B9@total": "55", E1: "0.7" }, "西区"),
    school("3", aSchool(["primary"]), null, "西区"),
  ];
  const rolled = rollUp(SCHOOL_FACTS, assigned);

  test("sums add exactly, the largest class takes the largest, and texts do not roll up", () => {
    expect(figure(rolled.all, "B2@total")).toEqual({ value: "600", schools: 2 });
    expect(figure(rolled.all, "B9@total")).toEqual({ value: "55", schools: 2 });
    expect(figure(rolled.all, "E1")).toEqual({ value: "101.2", schools: 2 });
    expect(figure(rolled.all, "A1")).toBeUndefined();
  });

  test("a cell nobody filled is missing, not nought; each figure counts the schools behind it", () => {
    expect(figure(rolled.all, "F1")).toEqual({ value: null, schools: 0 });
    expect(figure(rolled.all, "D2")).toEqual({ value: "15", schools: 1 });
    expect(figure(rolled.districts.西区, "D2")).toEqual({ value: null, schools: 0 });
  });

  test("coverage names the missing schools", () => {
    expect(rolled.all.coverage).toEqual({ expected: 3, reported: 2, missing: [{ schoolId: "3", name: "学校3" }] });
    expect(rolled.districts.东区?.coverage).toEqual({ expected: 1, reported: 1, missing: [] });
  });

  test("every figure opens to its submissions", () => {
    expect(contributions(SCHOOL_FACTS, assigned, "B2@g1", { district: "西区" })).toEqual([
      { submissionId: "submission-2", schoolId: "2", name: "学校2", value: "60" },
    ]);
    expect(contributions(SCHOOL_FACTS, assigned, "D2").map(({ submissionId }) => submissionId)).toEqual([
      "submission-1",
    ]);
    expect(contributions(SCHOOL_FACTS, assigned, "nowhere")).toEqual([]);
  });

  test("school days do not add up over schools", () => {
    const values = { M12: "20", M13: "5" };
    const month = rollUp(MONTHLY_RETURN, [
      school("1", aSchool(["primary"]), values),
      school("2", aSchool(["junior"]), values),
    ]);
    expect(figure(month.all, "M12")).toBeUndefined();
    expect(figure(month.all, "M13")).toEqual({ value: "10", schools: 2 });
  });
});

describe("a school of several stages", () => {
  const values = {
    "B2@g6": "90",
    "B2@g7": "60",
    "B2@total": "150",
    "B9@g6": "45",
    "B9@g7": "30",
    "B9@total": "45",
    D2: "12",
  };
  const nine = aSchool(["primary", "junior"]);

  test("its rows fall to their stage, its total row with them, its whole-school cells to 'several'", () => {
    const { stages } = rollUp(SCHOOL_FACTS, [school("1", nine, values)]);
    expect(figure(stages.primary, "B2@total")?.value).toBe("90");
    expect(figure(stages.junior, "B2@total")?.value).toBe("60");
    expect(figure(stages.junior, "B9@total")?.value).toBe("30");
    expect(figure(stages.several, "B2@total")?.value).toBeNull();
    expect(figure(stages.several, "D2")?.value).toBe("12");
    expect(figure(stages.primary, "D2")?.value).toBeNull();
  });

  test("a total its rows do not give is not divided", () => {
    const { stages } = rollUp(SCHOOL_FACTS, [school("1", nine, { ...values, "B2@total": "151" })]);
    expect(figure(stages.several, "B2@total")?.value).toBe("151");
    expect(figure(stages.primary, "B2@total")?.value).toBeNull();
  });

  test("is one institution and counts in each of its stages", () => {
    const { all, stages } = rollUp(SCHOOL_FACTS, [school("1", nine, null)]);
    expect(all.coverage.expected).toBe(1);
    expect([stages.primary, stages.junior, stages.several].map((part) => part?.coverage.expected)).toEqual([1, 1, 1]);
  });
});

const some = fc.record({
  seed: fc.nat(1000),
  kind: fc.constantFrom(...KINDS),
  district: fc.constantFrom("东区", "西区", "北区"),
  sent: fc.boolean(),
  spoilt: fc.boolean(),
});

function cityOf(
  plan: { seed: number; kind: (typeof KINDS)[number]; district: string; sent: boolean; spoilt: boolean }[],
) {
  return plan.map(({ seed, kind, district, sent, spoilt }, index) => {
    const facts = aSchool(kind);
    const values = plausibleValues(SCHOOL_FACTS, { facts }, seeded(seed));
    if (spoilt) Object.assign(values, { "B2@total": "7", E1: "", F1: "abc", "B5@total": "" });
    return school(String(index), facts, sent ? values : null, district);
  });
}

const together = (parts: RolledUp[], address: string, combines: string | undefined) => {
  const values = parts.flatMap((part) => part.figures[address]?.value ?? []).map((value) => new Big(value));
  if (values.length === 0) return null;
  return values.reduce((a, c) => (combines === "largest" ? (a.gt(c) ? a : c) : a.plus(c))).toFixed();
};

test("every figure of the city is exactly its districts together, its stages together, and its submissions together", () => {
  fc.assert(
    fc.property(fc.array(some, { minLength: 1, maxLength: 8 }), (plan) => {
      const assigned = cityOf(plan);
      const { all, districts, stages } = rollUp(SCHOOL_FACTS, assigned);
      const cells = new Map(
        assigned.flatMap((one) => cellsOf(SCHOOL_FACTS, one)).map(({ address, cell }) => [address, cell]),
      );
      for (const [address, { value }] of Object.entries(all.figures)) {
        const combines = cells.get(address)?.combines;
        expect(together(Object.values(districts), address, combines), address).toBe(value);
        expect(together(Object.values(stages), address, combines), address).toBe(value);
      }
      for (const address of ["B2@total", "B9@total", "B2@g7", "E1", "F1"]) {
        if (!all.figures[address]) continue;
        const behind = contributions(SCHOOL_FACTS, assigned, address);
        expect(behind).toHaveLength(all.figures[address].schools);
      }
    }),
    { numRuns: 40 },
  );
});

test("a city of two thousand schools rolls up", () => {
  const facts = aSchool(["primary", "junior"]);
  const values = plausibleValues(SCHOOL_FACTS, { facts }, seeded(1));
  const assigned = Array.from({ length: 2000 }, (_, index) => school(String(index), facts, values, `区${index % 12}`));
  const rolled = rollUp(SCHOOL_FACTS, assigned);
  expect(rolled.all.figures["B2@total"]?.value).toBe(String(2000 * Number(values["B2@total"])));
});
