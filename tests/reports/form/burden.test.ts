import { describe, expect, test } from "vitest";
import { burdenOf, burdenReader, secondsFor, sumBurdens } from "#features/reports/form/burden.ts";
import { cellsOf } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { fillingSeconds, START_SECONDS } from "#features/reports/form/filling-time.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { heldByRegister, sameFigures } from "#features/reports/form/held.ts";
import type { Stage } from "#features/reports/form/stage.ts";
import { aSchool, KINDS } from "./schools.ts";

const at = (seconds: number) => new Date(Date.UTC(2026, 8, 10, 8) + seconds * 1000);
const saves = (personId: string, ...moments: number[]) => moments.map((moment) => ({ personId, at: at(moment) }));

describe("filling time", () => {
  test("gaps between one person's saves add up, after what came before the first", () => {
    expect(fillingSeconds([])).toBeUndefined();
    expect(fillingSeconds(saves("a", 0))).toBe(START_SECONDS);
    expect(fillingSeconds(saves("a", 0, 40, 100))).toBe(START_SECONDS + 100);
    expect(fillingSeconds(saves("a", 100, 0, 40))).toBe(START_SECONDS + 100);
  });

  test("a pause of more than ten minutes counts like a first save, however long it was", () => {
    expect(fillingSeconds(saves("a", 0, 600))).toBe(START_SECONDS + 600);
    expect(fillingSeconds(saves("a", 0, 601))).toBe(2 * START_SECONDS);
    expect(fillingSeconds(saves("a", 0, 86_400, 86_460))).toBe(2 * START_SECONDS + 60);
  });

  test("two who work at once both work", () => {
    expect(fillingSeconds([...saves("a", 0, 60), ...saves("b", 30, 90)])).toBe(2 * START_SECONDS + 120);
  });
});

describe("what a form costs a school", () => {
  test("what the register shows is filled, everything else is asked, and no cell is both", () => {
    for (const stages of KINDS) {
      const context = { facts: aSchool(stages) };
      const { asked, prefilled } = burdenOf(SCHOOL_FACTS, context);
      expect(prefilled).toBe(7);
      expect(asked + prefilled).toBe(cellsOf(SCHOOL_FACTS, context).length);
    }
    const unknown = burdenOf(SCHOOL_FACTS, { facts: aSchool(["primary"], { boarding: null }) });
    expect(unknown.prefilled).toBe(6);
    expect(unknown.asked).toBe(burdenOf(SCHOOL_FACTS, { facts: aSchool(["primary"]) }).asked + 1);
  });

  test("what is carried over from last month is filled, from last year nothing", () => {
    const facts = aSchool(["primary"]);
    expect(burdenOf(MONTHLY_RETURN, { facts })).toEqual({ asked: 15, prefilled: 0 });
    expect(burdenOf(MONTHLY_RETURN, { facts, lastMonth: { M8: "300" } })).toEqual({ asked: 14, prefilled: 1 });
    expect(burdenOf(MONTHLY_RETURN, { facts, lastYear: { M1: "300", M8: "300" } })).toEqual({
      asked: 15,
      prefilled: 0,
    });
  });

  test("of rows that are the school's own, one counts", () => {
    const names = { en: "Pupils", zh: "学生" };
    const own: Definition = {
      ...{ key: "own", edition: 1, names, period: "year", rules: [] },
      sheets: [
        {
          key: "one",
          names,
          sections: [
            {
              kind: "table",
              code: "T",
              names,
              columns: [{ code: "T1", names, value: { type: "integer" }, measure: "point", required: true }],
              rows: { kind: "own", of: "class", most: 40 },
              total: names,
            },
          ],
        },
      ],
    };
    expect(burdenOf(own, { facts: aSchool(["primary"]) })).toEqual({ asked: 2, prefilled: 0 });
  });

  test("many schools are reckoned as each alone would be", () => {
    for (const form of [SCHOOL_FACTS, MONTHLY_RETURN]) {
      const read = burdenReader(form);
      const contexts = KINDS.flatMap((stages) =>
        [true, null].flatMap((boarding) => [
          { facts: aSchool(stages, { boarding }) },
          { facts: aSchool(stages, { boarding, primaryGrades: 5 }), lastMonth: { M8: "20" } },
        ]),
      );
      for (const context of contexts) expect(read(context)).toEqual(burdenOf(form, context));
      expect(sumBurdens(contexts.map(read)).asked).toBe(
        contexts.reduce((sum, context) => sum + burdenOf(form, context).asked, 0),
      );
    }
  });

  test("time is reckoned from a pace, and unknown without one", () => {
    expect(secondsFor(100, 12_345)).toBe(1235);
    expect(secondsFor(100, null)).toBeNull();
  });
});

type Part = Definition["sheets"][number]["sections"][number];
type Single = Extract<Part, { kind: "cells" }>["cells"][number];

const cell = (code: string, en: string, zh: string, more: Partial<Single> = {}): Single => ({
  ...{ code, names: { en, zh }, value: { type: "integer" }, measure: "point", required: true },
  ...more,
});
const part = (en: string, ...cells: Single[]): Part => ({ kind: "cells", code: "Z", names: { en, zh: en }, cells });
const form = (...sections: Part[]): Definition => ({
  ...{ key: "survey", edition: 1, names: { en: "Survey", zh: "调查" }, period: "year", rules: [] },
  sheets: [{ key: "one", names: { en: "One", zh: "一" }, sections }],
});

const ALL = new Set<Stage>(["primary", "junior"]);
const always = () => true;
const codes = (found: { code: string }[]) => found.map(({ code }) => code);

describe("what is held already", () => {
  const COMPUTERS = { unit: { en: "computers", zh: "台" } };

  test("a label, its unit, kind and time make a figure the same in another form", () => {
    const survey = form(
      part(
        "Equipment",
        cell("S1", "Computers  for pupils", "学生用计算机", COMPUTERS),
        cell("S2", "computers for pupils", "学生用计算机"),
        cell("S3", "computers for teachers", "学生用计算机", COMPUTERS),
        cell("S4", "computers for pupils", "学生用计算机", { ...COMPUTERS, measure: "period" }),
        cell("S5", "computers for pupils", "学生用计算机", { ...COMPUTERS, value: { type: "decimal", places: 1 } }),
      ),
    );
    expect(codes(sameFigures(survey, SCHOOL_FACTS, ALL, always))).toEqual(["S1"]);
    expect(sameFigures(survey, SCHOOL_FACTS, ALL, (measure) => measure === "period")).toEqual([]);
    expect(sameFigures(survey, MONTHLY_RETURN, ALL, always)).toEqual([]);
  });

  test("a label that stands more than once is told apart by its part", () => {
    const twice = form(part("Boys", cell("S1", "asked", "人数")), part("Girls", cell("S2", "asked", "人数")));
    const girls = form(part("Girls", cell("Q1", "asked", "人数")));
    const others = form(part("Staff", cell("Q1", "asked", "人数")));
    expect(codes(sameFigures(twice, girls, ALL, always))).toEqual(["S2"]);
    expect(sameFigures(twice, others, ALL, always)).toEqual([]);
    expect(codes(sameFigures(girls, others, ALL, always))).toEqual(["Q1"]);
  });

  test("a column is the same only over the same rows, and a single cell is no column", () => {
    const column = form(part("Pupils", cell("S1", "pupils", "在校生", { unit: { en: "persons", zh: "人" } })));
    expect(sameFigures(column, SCHOOL_FACTS, ALL, always)).toEqual([]);
    expect(codes(sameFigures(SCHOOL_FACTS, SCHOOL_FACTS, ALL, always))).toContain("B2");
  });

  test("a form asked again asks everything again but what it starts with, and only what these schools have", () => {
    expect(codes(sameFigures(MONTHLY_RETURN, MONTHLY_RETURN, ALL, always))).toHaveLength(14);
    expect(codes(sameFigures(SCHOOL_FACTS, SCHOOL_FACTS, ALL, always))).not.toContain("D15");
    expect(codes(sameFigures(SCHOOL_FACTS, SCHOOL_FACTS, new Set(["preschool"]), always))).toContain("D15");
  });

  test("what the register holds is found by its name in both languages, unless the form starts from it", () => {
    const text = { value: { type: "text" as const, max: 100 } };
    const survey = form(
      part(
        "School",
        cell("S1", "School name", "学校名称", text),
        cell("S2", "Name", "姓名", text),
        cell("S3", "School code", "学校（机构）标识码", text),
        cell("S4", "Ownership", "办学性质", { ...text, shown: "ownership" }),
        cell("S5", "District", "所属区县", { ...text, starts: [{ from: "register", fact: "district" }] }),
      ),
    );
    expect(heldByRegister(survey, ALL)).toEqual([
      { code: "S1", names: { en: "School name", zh: "学校名称" }, fact: "name" },
      { code: "S3", names: { en: "School code", zh: "学校（机构）标识码" }, fact: "code" },
    ]);
    expect(heldByRegister(SCHOOL_FACTS, ALL)).toEqual([]);
  });
});
