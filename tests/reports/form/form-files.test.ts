import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compileForm, readDraft } from "#features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { readLayout } from "#features/reports/form/layout-draft.ts";
import { readXlsForm } from "#features/reports/form/xlsform/read.ts";
import { writeXlsForm } from "#features/reports/form/xlsform/write.ts";
import { formulaOf } from "#features/reports/form/xlsform/xpath.ts";
import { readFormFile } from "#features/reports/form-file.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { writeXlsx } from "#lib/tabular/write.ts";

/** An item of an XLSForm in a condition. */
const q = (name: string): string => ["$", "{", name, "}"].join("");

/** A workbook of texts, sheet by sheet. */
async function bookOf(sheets: Record<string, (string | null)[][]>): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  for (const [name, rows] of Object.entries(sheets)) book.addWorksheet(name).addRows(rows);
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe("an XLSForm", () => {
  test.each([SCHOOL_FACTS, MONTHLY_RETURN])("of $key leaves and comes back the same", async (form) => {
    const written = writeXlsForm(form, form.key, form.edition);
    const bytes = await writeXlsx({
      sheets: written.map(({ name, headings, rows }) => ({
        name,
        columns: headings.map((header) => ({ header, kind: "text" })),
        rows: rows.map((row) => headings.map((heading) => row[heading] ?? "")),
      })),
    });
    const { draft, notes } = await readFormFile(bytes);
    expect(notes).toEqual([]);
    expect(compileForm(draft, { key: form.key, edition: form.edition })).toEqual({ definition: form });
  });

  test("made for a phone comes over: groups, choices, conditions, repeats, and a word on what does not", () => {
    const { draft, notes } = readXlsForm({
      survey: [
        { type: "start", name: "start" },
        { type: "begin_group", name: "school", label: "The school" },
        { type: "note", name: "n", "label::中文 (zh)": "请据实填写" },
        {
          type: "integer",
          name: "pupils",
          "label::English (en)": "Pupils",
          required: "yes",
          constraint: ". >= 0 and . <= 5000",
        },
        {
          type: "integer",
          name: "girls",
          label: "女生",
          constraint: `. <= ${q("pupils")}`,
          constraint_message: "女生不多于学生",
        },
        { type: "select_one yn", name: "canteen", label: "Is there a canteen?" },
        { type: "integer", name: "seats", label: "Seats", relevant: `${q("canteen")} = 'yes'`, required: "true" },
        { type: "select_multiple fuel", name: "fuel", label: "Fuel" },
        { type: "select_one fuel", name: "main_fuel", label: "Main fuel", constraint: "regex(., 'x')" },
        { type: "geopoint", name: "place", label: "Where" },
        { type: "end_group" },
        { type: "begin_repeat", name: "bus", label: "Buses" },
        { type: "text", name: "plate", label: "Plate", required: "yes" },
        { type: "date", name: "built", label: "Built", constraint: ". <= date('2026-12-31')" },
        { type: "end_repeat" },
      ],
      choices: [
        { list_name: "yn", name: "yes", label: "Yes" },
        { list_name: "yn", name: "no", label: "No" },
        { list_name: "fuel", name: "Gas", label: "Gas" },
        { list_name: "fuel", name: "wood_chips", label: "Wood chips" },
      ],
      settings: [{ form_title: "School visit" }],
      checks: [],
    });
    const [sheet] = draft.sheets;
    expect(draft.names).toEqual({ en: "School visit", zh: "" });
    expect(sheet?.sections.map(({ code, names, kind }) => [code, names.en, kind])).toEqual([
      ["A", "The school", "cells"],
      ["B", "Buses", "table"],
    ]);
    const cells =
      sheet?.sections.flatMap((section) => (section.kind === "table" ? section.columns : section.cells)) ?? [];
    expect(cells.map(({ code, value, required }) => [code, value, required])).toEqual([
      ["A1", { type: "integer", min: "", max: "5000" }, true],
      ["A2", { type: "integer", min: "", max: "" }, false],
      ["A3", { type: "yes-no" }, false],
      ["A4", { type: "integer", min: "", max: "" }, false],
      ["A5", { type: "yes-no" }, false],
      ["A6", { type: "yes-no" }, false],
      [
        "A7",
        {
          type: "choice",
          options: [
            { key: "gas", names: { en: "Gas", zh: "" } },
            { key: "wood-chips", names: { en: "Wood chips", zh: "" } },
          ],
        },
        false,
      ],
      ["B1", { type: "text", max: 500 }, true],
      ["B2", { type: "date", min: "", max: "2026-12-31" }, false],
    ]);
    expect(draft.rules.map(({ when, holds, marks }) => [when, holds, marks])).toEqual([
      ["", "A2 <= A1", "A2"],
      ['A3 = "yes"', "filled(A4)", "A4"],
      ['not (A3 = "yes")', "not filled(A4)", "A4"],
    ]);
    expect(notes).toEqual([
      { key: "several", name: "fuel" },
      { key: "leftOut", name: "place" },
      { key: "condition", name: "regex(., 'x')" },
    ]);
    expect(compileForm(draft, { key: "visit", edition: 1 }).problems).toBeUndefined();
  });

  test.each([
    [`${q("a")} + 1 > . div 2`, "A1 + 1 > A9 ÷ 2"],
    [`${q("a")} != '' and not(${q("b")} = 'x')`, 'filled(A1) and not (A2 = "x")'],
    [`selected(${q("b")}, 'gas') or . = ''`, 'A2 = "gas" or not filled(A9)'],
    [`if(${q("a")} >= 0.5, 1, 2) = .`, "if (A1 >= 0.5, 1, 2) = A9"],
    [`${q("c")} = 1`, null],
    ["regex(., '[a-z]')", null],
    [`count(${q("a")}) > 1`, null],
    ["today() > .", null],
  ])("its condition %s", (xpath, formula) => {
    expect(
      formulaOf(
        xpath,
        "A9",
        new Map([
          ["a", "A1"],
          ["b", "A2"],
        ]),
      ),
    ).toBe(formula);
  });
});

describe("the layout of a form", () => {
  test("drawn in a spreadsheet becomes items and tables", () => {
    const { draft } = readLayout([
      {
        name: "基本情况",
        rows: [
          ["学校体育设施情况表"],
          [],
          ["一、场地"],
          ["指标名称", "计量单位", "代码", "本年"],
          ["甲", "乙", "丙", "1"],
          ["运动场面积", "平方米", "01", ""],
          ["篮球场", "个", "02", ""],
          [],
          ["二、器材"],
          ["年级", "篮球（个）", "排球（个）"],
          ["一年级", "", ""],
          ["二年级", "", ""],
          ["合计", "", ""],
          [],
          ["三、管理"],
          ["负责人", "", "联系电话", ""],
          ["是否对外开放", ""],
        ],
      },
    ]);
    expect(draft.names.zh).toBe("学校体育设施情况表");
    const [sheet] = draft.sheets;
    expect(sheet?.names.zh).toBe("基本情况");
    expect(
      sheet?.sections.map((section) => [
        section.names.zh,
        (section.kind === "table" ? section.columns : section.cells).map(({ code, names, unit, value }) =>
          [code, names.zh, unit.zh, value.type].join(" "),
        ),
        section.kind === "table" && section.rows.kind === "fixed"
          ? section.rows.rows.map(({ names }) => names.zh)
          : null,
        section.kind === "table" ? section.total?.zh : undefined,
      ]),
    ).toEqual([
      ["一、场地", ["A1 运动场面积 平方米 integer", "A2 篮球场 个 integer"], null, undefined],
      ["二、器材", ["B1 篮球 个 integer", "B2 排球 个 integer"], ["一年级", "二年级"], "合计"],
      ["三、管理", ["C1 负责人  integer", "C2 联系电话  integer", "C3 是否对外开放  yes-no"], null, undefined],
    ]);
    expect(compileForm(draft, { key: "sport", edition: 1 }).problems).toBeUndefined();
  });

  test("comes from a file, sheet by sheet", async () => {
    const bytes = await bookOf({
      One: [["Buildings"], ["Rooms", null], ["Site area (m2)", null]],
      Two: [
        ["Year", "Boys", "Girls"],
        ["2025", null, null],
        ["2026", null, null],
      ],
    });
    const { draft } = await readFormFile(bytes);
    expect(draft.sheets.map(({ sections }) => sections.map(({ kind }) => kind))).toEqual([["cells"], ["table"]]);
    expect(draft.names.en).toBe("Buildings");
  });
});

describe("whatever a file holds", () => {
  const text = fc.oneof(
    fc.constantFrom("begin_group", "begin repeat", "end_group", "integer", "select_one a", "select_multiple a", "text"),
    fc.constantFrom(
      "指标",
      "单位",
      "合计",
      "一、",
      "name",
      "label",
      "type",
      "constraint",
      ". >= 0 and",
      `${q("a")} = `,
      "__proto__",
    ),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.string({ unit: "binary", maxLength: 6 }),
    fc.constantFrom("", "x".repeat(1500), "A1", "\u0000", "\u202e名称", "=cmd", "-1e999", "9".repeat(40)),
  );
  /** As the designer takes it in: what is too long in it is named there. */
  const mustBeTaken = (draft: unknown) => expect(readDraft(JSON.parse(JSON.stringify(draft)))).not.toBeNull();
  const records = fc.array(
    fc.dictionary(
      fc.constantFrom(
        "type",
        "name",
        "label",
        "required",
        "constraint",
        "relevant",
        "list_name",
        "hint",
        "jijiao_more",
        "check",
      ),
      text,
      { maxKeys: 7 },
    ),
    { maxLength: 25 },
  );

  test("an XLSForm of nonsense gives a draft that can be kept, or none", () => {
    fc.assert(
      fc.property(records, records, records, records, (survey, choices, settings, checks) => {
        const { draft } = readXlsForm({ survey, choices, settings, checks });
        mustBeTaken(draft);
        compileForm(draft, { key: "form", edition: 1 });
        expect(JSON.stringify(draft).length).toBeLessThan(200_000);
      }),
      { numRuns: 500, seed: 3 },
    );
  });

  test("a layout of nonsense does too", () => {
    const grid = fc.array(fc.array(text, { maxLength: 6 }), { maxLength: 25 });
    fc.assert(
      fc.property(grid, (rows) => {
        const { draft } = readLayout([{ name: "S", rows }]);
        mustBeTaken(draft);
        compileForm(draft, { key: "form", edition: 1 });
      }),
      { numRuns: 500, seed: 5 },
    );
  });

  test("a damaged file is refused or read as far as it is sound", async () => {
    const bytes = await bookOf({
      survey: [
        ["type", "name", "label"],
        ["integer", "a", "A"],
      ],
      choices: [["list_name", "name"]],
    });
    for (let run = 0; run < 12; run += 1) {
      const damaged = bytes.slice(0, run % 2 === 0 ? bytes.length : Math.floor((bytes.length * run) / 13));
      for (let at = run; at < damaged.length; at += 97) damaged[at] = (damaged[at] ?? 0) ^ (run + 1);
      try {
        expect((await readFormFile(damaged)).draft.rules).toEqual([]);
      } catch (error) {
        expect(error).toBeInstanceOf(TableRefusal);
      }
    }
  });
});

test("options that are renamed are renamed in conditions too, a condition of a group is named, and 'or' gives no bounds", () => {
  const { draft, notes } = readXlsForm({
    survey: [
      { type: "select_one owner", name: "owner", label: "Owner" },
      { type: "text", name: "firm", label: "Firm", relevant: `${q("owner")} = 'private_school'` },
      { type: "integer", name: "n", label: "N", constraint: ". = 99 or . >= 1 and . <= 5" },
      { type: "begin_group", name: "g", label: "G", relevant: `${q("owner")} = '1'` },
      { type: "text", name: "t", label: "T" },
      { type: "end_group" },
    ],
    choices: [
      { list_name: "owner", name: "private_school", label: "Private" },
      { list_name: "owner", name: "1", label: "Public" },
    ],
    ...{ settings: [], checks: [] },
  });
  expect(draft.rules.map(({ when, holds }) => [when, holds])).toEqual([
    ['not (A1 = "private-school")', "not filled(A2)"],
    ["", "A3 = 99 or A3 >= 1 and A3 <= 5"],
  ]);
  expect(notes).toEqual([{ key: "condition", name: `${q("owner")} = '1'` }]);
});
