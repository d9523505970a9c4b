import { describe, expect, test } from "vitest";
import { blocksOf, withoutBlankRows } from "#features/reports/components/fill/layout.ts";
import { type Context, cellsOf } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { put } from "#features/reports/form/draft-edits.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { formChanges } from "#features/reports/form/form-changes.ts";
import { type CellDraft, compileForm, draftForm, type FormDraft } from "#features/reports/form/form-draft.ts";
import { summablesOf } from "#features/reports/form/shares.ts";
import { readXlsForm } from "#features/reports/form/xlsform/read.ts";
import { writeXlsForm } from "#features/reports/form/xlsform/write.ts";
import { readWorkbook } from "#features/reports/workbook/read.ts";
import { bookOf, failing, reportOf } from "../workbook/failing.ts";
import { aSchool, seeded } from "./schools.ts";

const said = (en: string, zh = en) => ({ en, zh });
const NONE = said("");
const cell = (code: string, value: CellDraft["value"], required = true): CellDraft => ({
  ...{ code, names: said(code), help: NONE, unit: NONE, value, measure: "point", required },
});
const count = (code: string) => cell(code, { type: "integer", min: "", max: "" });
const rule = (id: string, scope: FormDraft["rules"][number]["scope"], holds: string): FormDraft["rules"][number] => ({
  ...{ id, severity: "error", scope, when: "", holds, marks: "", clause: NONE },
  statement: said(holds),
  message: said(`${id} fails.`),
});

const DRAFT: FormDraft = {
  names: said("Classes", "班级"),
  period: "year",
  sheets: [
    {
      key: "classes",
      names: said("Classes", "班级"),
      sections: [
        {
          ...{ kind: "table", code: "K", names: said("Classes", "班级"), help: NONE },
          columns: [cell("K1", { type: "text", max: 20 }), count("K2"), count("K3")],
          rows: { kind: "own", of: "class", most: 6 },
          total: said("Total", "合计"),
        },
        { ...{ kind: "cells", code: "L", names: said("School", "学校"), help: NONE }, cells: [count("L1")] },
      ],
    },
  ],
  rules: [
    rule("sum", { kind: "columns", table: "K", columns: ["K2", "K3"] }, "this = sum(K, this)"),
    rule("girls", { kind: "rows", table: "K", rows: "details" }, "K3 ≤ K2"),
    rule("largest", { kind: "once" }, "L1 = largest(K, K2)"),
    rule("small", { kind: "once" }, "every(K, K2 ≤ 45)"),
    rule("any", { kind: "once" }, "some(K, K2 ≥ 5)"),
    rule("twice", { kind: "once" }, "unique(K, K1)"),
  ],
};
const compiled = compileForm(DRAFT, { key: "classes", edition: 1 });
if (!compiled.definition) throw new Error(JSON.stringify(compiled.problems));
const FORM: Definition = compiled.definition;
const context: Context = { facts: aSchool(["primary"]) };
const FILLED = {
  ...{ "K1@r1": "1A", "K2@r1": "40", "K3@r1": "20", "K1@r2": "1B", "K2@r2": "38", "K3@r2": "19" },
  ...{ "K2@total": "78", "K3@total": "39", L1: "40" },
};
const keysOf = (values: Record<string, string>) =>
  evaluate(FORM, values, context)
    .map(({ key }) => key)
    .sort();

/** Figures of one row, some missing; of a row that is not there none. */
function rowOf(row: string, random: () => number): [string, string][] {
  const some = (most: number) => String(Math.floor(random() * most));
  const entries: [string, string][] = [
    [`K1@${row}`, `Class ${some(4)}`],
    [`K2@${row}`, some(60)],
    [`K3@${row}`, some(40)],
  ];
  if (row === "total") return entries.slice(1).filter(() => random() < 0.8);
  return random() < 0.45 ? [] : entries.filter(() => random() < 0.8);
}

describe("rows of the school's own", () => {
  test("count while something stands in them; what stands alone in one asks for the rest", () => {
    expect(keysOf(FILLED)).toEqual([]);
    expect(keysOf({ ...FILLED, "K2@r4": "46" })).toEqual([
      ...["largest", "required:K1@r4", "required:K3@r4", "small", "sum:K2"],
    ]);
    expect(keysOf({ ...FILLED, "K3@r2": "39", "K3@total": "59" })).toEqual(["girls:r2"]);
    expect(keysOf({ ...FILLED, "K1@r2": "1A" })).toEqual(["twice"]);
    expect(keysOf({ "K2@total": "0", "K3@total": "0", L1: "0" })).toEqual(["any"]);
  });

  test("have no text in their total row, and only that row rolls up", () => {
    const total = cellsOf(FORM, context).filter(({ row }) => row?.key === "total");
    expect(total.map(({ address, typed }) => [address, typed])).toEqual([
      ["K1@total", false],
      ["K2@total", true],
      ["K3@total", true],
    ]);
    expect(summablesOf(FORM, context).map(({ address }) => address)).toEqual(["K2@total", "K3@total", "L1"]);
  });

  test("are read without the empty ones", () => {
    const [table] = withoutBlankRows(blocksOf(FORM, context.facts), FILLED, { "K1@r5": "5A" });
    expect(table?.lines.map(({ row }) => row?.names.zh)).toEqual(["班级1", "班级2", "班级5", "合计"]);
  });

  test("leave as a repeat of an XLSForm and come back", () => {
    const written = new Map(writeXlsForm(FORM, "classes", 1).map(({ name, rows }) => [name, rows]));
    const records = (name: string) =>
      (written.get(name) ?? []).map((row) =>
        Object.fromEntries(Object.entries(row).map(([heading, text]) => [heading.toLowerCase(), text])),
      );
    const read = readXlsForm({
      ...{ survey: records("survey"), choices: records("choices") },
      ...{ settings: records("settings"), checks: records("jijiao_checks") },
    });
    expect(compileForm(read.draft, { key: "classes", edition: 1 })).toEqual({ definition: FORM });
  });

  test("say what changed of them", () => {
    const next = put(DRAFT, ["sheets", 0, "sections", 0, "rows", "most"], 9);
    expect(formChanges(DRAFT, next, "en").flatMap(({ parts }) => parts)).toEqual([
      { part: "mostRows", before: "6", after: "9" },
    ]);
    expect(compileForm(draftForm(FORM, "zh"), { key: "classes", edition: 1 })).toEqual({ definition: FORM });
  });

  test("fail in the workbook exactly where they fail on the page, however many there are", async () => {
    let found = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seeded(seed);
      const entries = ["r1", "r2", "r3", "r4", "r5", "r6", "total"].flatMap((row) => rowOf(row, random));
      const values = Object.fromEntries([...entries, ["L1", String(Math.floor(random() * 60))]]);
      const expected = evaluate(FORM, values, context).map(({ ruleId, key, cells }) =>
        ruleId === "required" ? (cells[0] ?? "") : key,
      );
      const report = reportOf(FORM, context, values);
      const { keys } = await failing(report, "en");
      expect(keys, `seed ${seed}`).toEqual(expected.filter((key) => key !== "twice").sort());
      expect(await readWorkbook(await bookOf(report, "en"), report)).toEqual({});
      found += expected.length;
    }
    expect(found).toBeGreaterThan(30);
  });
});
