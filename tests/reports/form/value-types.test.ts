import { describe, expect, test } from "vitest";
import { readValue } from "#features/reports/components/fill/words.ts";
import type { Context } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { insert, newCell, newSection, pastedCells, put } from "#features/reports/form/draft-edits.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { formChanges } from "#features/reports/form/form-changes.ts";
import { type CellDraft, compileForm, draftForm, type FormDraft } from "#features/reports/form/form-draft.ts";
import { parseValue } from "#features/reports/form/parse-cell.ts";
import { readWorkbook } from "#features/reports/workbook/read.ts";
import { reportWorkbook } from "#features/reports/workbook/write.ts";
import { wordsFor } from "#server/words.ts";
import { open } from "../workbook/spreadsheet.ts";
import { aSchool } from "./schools.ts";

const said = (en: string, zh: string) => ({ en, zh });
const NONE = said("", "");
const ROOF = [
  { key: "tile", names: said("Tile, clay", "瓦") },
  { key: "flat", names: said("Flat", "平顶") },
];
const cell = (code: string, value: CellDraft["value"], required = true): CellDraft => ({
  ...{ code, names: said(code, code), help: NONE, unit: NONE, value, measure: "point", required },
});

const DRAFT: FormDraft = {
  names: said("Buildings", "校舍"),
  period: "year",
  sheets: [
    {
      key: "one",
      names: said("Buildings", "校舍"),
      sections: [
        {
          ...{ kind: "cells", code: "G", names: said("Roof", "屋顶"), help: NONE },
          cells: [
            cell("G1", { type: "choice", options: ROOF }),
            cell("G2", { type: "date", min: "2000-01-01", max: "2026-12-31" }),
            cell("G3", { type: "text", max: 20 }, false),
          ],
        },
      ],
    },
  ],
  rules: [
    {
      ...{ id: "1", severity: "error", scope: { kind: "once" }, when: 'G1 = "flat"', holds: "filled(G3)", marks: "" },
      statement: said("A flat roof is described.", "平顶须说明。"),
      message: said("The roof is {G1}: describe it.", "屋顶为{G1}，请说明。"),
      clause: NONE,
    },
  ],
};
const { definition } = compileForm(DRAFT, { key: "buildings", edition: 1 });
if (!definition) throw new Error("not sound");
const FORM: Definition = definition;
const context: Context = { facts: aSchool(["primary"]) };

describe("a choice and a date", () => {
  test("are read as people write them, and kept in one way", () => {
    const choice = { type: "choice" as const, options: ROOF };
    for (const text of ["tile", " TILE, clay", "瓦"]) expect(parseValue(choice, text)).toEqual({ value: "tile" });
    for (const text of ["slate", "constructor", "瓦片"])
      expect(parseValue(choice, text)).toEqual({ problem: "notOption" });
    const date = { type: "date" as const, min: "2000-01-01" as const, max: "2026-12-31" as const };
    for (const text of ["2026-09-01", "2026/9/1", "2026.9.1", "2026年9月1日", "２０２６-０９-０１"]) {
      expect(parseValue(date, text)).toEqual({ value: "2026-09-01" });
    }
    expect(parseValue(date, "1999-12-31")).toEqual({ problem: "tooEarly" });
    expect(parseValue(date, "2027-01-01")).toEqual({ problem: "tooLate" });
    for (const text of ["2026-02-30", "1/9/2026", "soon", "20260901"])
      expect(parseValue(date, text).problem).toBe("notDate");
    expect(parseValue(choice, "")).toEqual({ value: null });
  });

  test("are said by name and in words", () => {
    const [roof, day] = FORM.sheets[0]?.sections[0]?.kind === "cells" ? FORM.sheets[0].sections[0].cells : [];
    if (!roof || !day) throw new Error("no cells");
    expect([readValue(roof, "flat", "en"), readValue(roof, "flat", "zh-CN")]).toEqual(["Flat", "平顶"]);
    expect(readValue(day, "2026-09-01", "zh-CN")).toBe("2026年9月1日");
    const [finding] = evaluate(FORM, { G1: "flat", G2: "2020-01-01" }, context);
    expect(finding?.message).toEqual(said("The roof is Flat: describe it.", "屋顶为平顶，请说明。"));
    const early = evaluate(FORM, { G1: "tile", G2: "1990-01-01" }, context);
    expect(early.map(({ message }) => message.en)).toEqual(["G2 G2 must not be before 2000-01-01."]);
  });

  test("are drafted with what is wrong with them, and say what changed", () => {
    expect(draftForm(FORM, "en")).toEqual({ ...DRAFT, rules: draftForm(FORM, "en").rules });
    const at = ["sheets", 0, "sections", 0, "cells"];
    const wrong = put(put(DRAFT, [...at, 0, "value", "options", 1, "key"], "tile"), [...at, 1, "value", "min"], "2000");
    expect(compileForm(wrong, { key: "buildings", edition: 1 }).problems?.map(({ key }) => key)).toEqual(
      expect.arrayContaining(["optionTwice", "badDay"]),
    );
    const none = put(DRAFT, [...at, 0, "value", "options"], []);
    expect(compileForm(none, { key: "buildings", edition: 1 }).problems?.map(({ key }) => key)).toContain("noOptions");
    const more = insert(DRAFT, [...at, 0, "value", "options"], 2, { key: "grass", names: said("Grass", "草") });
    expect(formChanges(DRAFT, more, "en").flatMap(({ code, parts }) => parts.map(({ part }) => [code, part]))).toEqual([
      ["G1", "options"],
    ]);
    const pasted = pastedCells(
      newSection(DRAFT, "cells"),
      "X1\t屋顶\troof\t\t\t选项：瓦；平顶\nX2\t建成\tbuilt\t\t\t日期",
    );
    expect(pasted.map(({ value }) => value)).toEqual([
      {
        type: "choice",
        options: [
          { key: "o1", names: said("瓦", "瓦") },
          { key: "o2", names: said("平顶", "平顶") },
        ],
      },
      { type: "date", min: "", max: "" },
    ]);
    expect(newCell(newSection(DRAFT, "cells")).value.type).toBe("integer");
  });

  test.each([
    { values: { G1: "flat", G2: "2020-05-06" }, locale: "en", fails: ["1"] },
    { values: { G1: "tile", G2: "2020-05-06" }, locale: "zh-CN", fails: [] },
    { values: { G1: "flat", G2: "2020-05-06", G3: "green" }, locale: "zh-CN", fails: [] },
  ] as const)("leave in a workbook and come back ($values)", async ({ values, locale, fails }) => {
    const held = Object.fromEntries(Object.entries(values).map(([address, value]) => [address, { value, version: 1 }]));
    const report = {
      ...{ assignmentId: "a", number: 1, title: "T", held, facts: {}, hints: {} },
      frame: { definition: FORM, values, context },
    };
    const bytes = await reportWorkbook(report, locale, (key, more) => wordsFor(locale, key, more), new Date(0));
    expect(await readWorkbook(bytes, report)).toEqual({});
    const opened = await open(bytes);
    const shown = [0, 1, 2, 3].map((index) => opened.shown(opened.sheets.at(-2) ?? "", 3 + index, 0));
    expect(shown).toEqual([
      fails.length > 0 ? "✗" : values.G1 === "flat" ? "✓" : "–",
      "✓",
      "✓",
      "G3" in values ? "✓" : "–",
    ]);
  });
});

test("a text is one that can be kept: a sign stands for a NUL and for half a character", () => {
  expect(parseValue({ type: "text", max: 20 }, "a\0b\ud83d")).toEqual({ value: "a\ufffdb\ufffd" });
});
