import fc from "fast-check";
import { expect, test } from "vitest";
import {
  at,
  insert,
  move,
  newCell,
  newRule,
  newSection,
  newSheet,
  pastedCells,
  put,
  remove,
} from "#features/reports/form/draft-edits.ts";
import { draftForm, FormDraft } from "#features/reports/form/form-draft.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";

const DRAFT = draftForm(SCHOOL_FACTS, "zh");
const EMPTY: FormDraft = { names: { en: "", zh: "" }, period: "year", sheets: [], rules: [] };

test("a change touches its place and nothing else", () => {
  const path = ["sheets", 1, "sections", 0, "cells", 2, "names", "zh"];
  const changed = put(DRAFT, path, "女教师");
  expect(at(changed, path)).toBe("女教师");
  expect(put(changed, path, at(DRAFT, path))).toEqual(DRAFT);
  expect(changed.sheets[0]).toBe(DRAFT.sheets[0]);
  expect(put({ a: 1, b: 2 }, ["b"], undefined)).toEqual({ a: 1 });
});

test("what is put in, moved and taken out of a list leaves the others in order", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.nat(), fc.integer({ min: -50, max: 50 }), (list, seed, by) => {
      const index = seed % list.length;
      const whole = { list };
      const rest = list.toSpliced(index, 1);
      const moved = move(whole, ["list"], index, by).list;
      const place = Math.max(0, Math.min(rest.length, index + by));
      expect(moved).toEqual(rest.toSpliced(place, 0, list[index] as number));
      expect(remove(whole, ["list"], index).list).toEqual(rest);
      expect(remove(insert(whole, ["list"], index, 7), ["list"], index).list).toEqual(list);
    }),
  );
});

test("new parts take the next free name and are kept as they are", () => {
  let draft: FormDraft = { ...EMPTY, sheets: [newSheet(EMPTY)] };
  draft = insert(draft, ["sheets", 0, "sections"], 0, newSection(draft, "cells"));
  draft = insert(draft, ["sheets", 0, "sections"], 1, newSection(draft, "table"));
  const [cells, table] = draft.sheets[0]?.sections ?? [];
  if (!cells || !table) throw new Error("no sections");
  expect([cells.code, table.code, newCell(cells).code, newCell(table).code]).toEqual(["A", "B", "A1", "B1"]);
  const facts = DRAFT.sheets[0]?.sections[1];
  expect(facts && newCell(facts).code).toBe("B10");
  expect(newRule(DRAFT).id).toBe("25");
  draft = { ...draft, rules: [newRule(draft)] };
  expect(FormDraft.parse(JSON.parse(JSON.stringify(draft)))).toEqual(draft);
});

test("a block from a sheet becomes items", () => {
  const section = newSection(EMPTY, "cells");
  const text =
    "A1\t班数\tclasses\t个\tclasses\n\t在校生\tpupils\t人\tpersons\t\t时期\t是\r\n\n\t备注\t\t\t\t文字\t\t否\nX\t比率\trate\t\t\t小数";
  expect(
    pastedCells(section, text).map(({ code, names, unit, value, measure, required }) => [
      ...[code, names.zh, unit.zh],
      ...[value.type, measure, required],
    ]),
  ).toEqual([
    ["A1", "班数", "个", "integer", "point", true],
    ["A2", "在校生", "人", "integer", "period", true],
    ["A3", "备注", "", "text", "period", false],
    ["X", "比率", "", "decimal", "period", true],
  ]);
});

test("a code that is made from a long one is no longer, and none is made twice", () => {
  const section = newSection(EMPTY, "cells");
  const long = { ...section, code: "Abcdefghijklmnop" };
  const first = newCell(long);
  expect(first.code).toBe("Abcdefghijklmno1");
  const line = "\t名称";
  const pasted = pastedCells(long, Array.from({ length: 120 }, () => line).join("\n")).map(({ code }) => code);
  expect(pasted.slice(8, 10)).toEqual(["Abcdefghijklmno9", "Abcdefghijklmn10"]);
  expect(Math.max(...pasted.map((code) => code.length))).toBe(16);
  expect(new Set(pasted).size).toBe(120);
});

test("after a code of many digits comes another one", () => {
  const section = newSection(EMPTY, "cells");
  const after = (code: string) =>
    newCell({ ...section, cells: [{ ...newCell(section), code }] } as typeof section).code;
  expect([
    after("C6"),
    after("C"),
    after("A999999"),
    after("A1234567890123456789"),
    after("12345678901234567890"),
  ]).toEqual([...["C7", "C1", "A1000000", "A123456789456790", "1234567890567891"]]);
});

test("of a block of lines more is taken than a section may hold, so that it is seen to be too much", () => {
  const section = newSection(EMPTY, "cells");
  expect(pastedCells(section, "A\t名称\n".repeat(400))).toHaveLength(400);
  expect(pastedCells(section, "A\t名称\n".repeat(5000))).toHaveLength(1000);
});
