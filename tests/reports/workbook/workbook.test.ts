import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import type { Context } from "#features/reports/form/cells.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { plausibleValues, spoil } from "#features/reports/form/example.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { layOut } from "#features/reports/workbook/lay-out.ts";
import { readWorkbook } from "#features/reports/workbook/read.ts";
import { aSchool, KINDS, seeded } from "../form/schools.ts";
import { bookOf, failing, reportOf } from "./failing.ts";

/** A value that is wrong now and then, in ways that the page knows. */
function spoiled(values: Record<string, string>, random: () => number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([address, value]) => {
      const dice = random();
      if (dice < 0.06) return [];
      if (dice < 0.12 && /^\d+$/.test(value)) return [[address, String(Number(value) + Math.floor(random() * 40))]];
      if (dice < 0.16 && /^\d+$/.test(value)) return [[address, "0"]];
      return [[address, value]];
    }),
  );
}

describe.each([
  { form: SCHOOL_FACTS, locale: "zh-CN" },
  { form: MONTHLY_RETURN, locale: "en" },
] as const)("the workbook of $form.key", ({ form, locale }) => {
  test("fails exactly what the page fails, whatever stands in it", async () => {
    let found = 0;
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = seeded(seed);
      const facts = { ...aSchool(KINDS[seed % KINDS.length] ?? []), pupils: 480, namedCases: 0 };
      const bare: Context = { facts };
      const before = plausibleValues(form, bare, random);
      const context: Context = { facts, lastYear: before, lastMonth: before };
      const values = spoiled(plausibleValues(form, context, random), random);
      const report = reportOf(form, context, values);
      const expected = evaluate(form, values, context).map(({ ruleId, key, cells }) =>
        ruleId === "required" || ruleId === "type" ? (cells[0] ?? "") : key,
      );
      const { keys, coloured } = await failing(report, locale);
      expect(keys, `seed ${seed}`).toEqual([...new Set(expected)].sort());
      const grave = evaluate(form, values, context).filter(({ severity }) => severity !== "info");
      const marked = new Set(grave.flatMap(({ cells }) => cells));
      expect(
        coloured.filter((address) => !marked.has(address)),
        `seed ${seed}`,
      ).toEqual([]);
      found += expected.length;
    }
    expect(found).toBeGreaterThan(20);
  });

  test.each(form.rules.map(({ id }) => id))(
    "check %s fails in it and says so where it fails on the page",
    async (id) => {
      const facts = { ...aSchool(["primary", "junior"]), boarding: false, pupils: 480, namedCases: 0 };
      const before = plausibleValues(form, { facts }, seeded(3));
      const context: Context = { facts, lastYear: before, lastMonth: before };
      const spoilt = spoil(form, plausibleValues(form, context, seeded(4)), id, context, seeded(5));
      if (!spoilt) throw new Error(`${id} cannot fail for this school`);
      const { messages } = await failing(reportOf(form, context, spoilt), locale);
      const said = new Map(messages);
      const findings = evaluate(form, spoilt, context).filter(({ ruleId }) => ruleId === id);
      expect(findings.length).toBeGreaterThan(0);
      for (const { key, message } of findings) {
        const [wanted, found] = [message[locale === "en" ? "en" : "zh"], said.get(key)];
        expect(found?.replaceAll(",", "")).toBe(wanted.replaceAll(",", ""));
      }
    },
  );

  test("brought back unchanged holds nothing new, and changed exactly what was changed", async () => {
    const context: Context = { facts: { ...aSchool(["primary"]), pupils: 480, namedCases: 0 } };
    const values = plausibleValues(form, context, seeded(5));
    const report = reportOf(form, context, values);
    const bytes = await bookOf(report, locale);
    expect(await readWorkbook(bytes, report)).toEqual({});
    const [first, second] = layOut(form, context, "zh").places.flatMap(({ typed, cell, address }) =>
      typed && cell.value.type === "integer" && values[address] !== undefined ? [address] : [],
    );
    if (!first || !second) throw new Error("no cells");
    const { [second]: _, ...rest } = values;
    const after = { ...rest, [first]: String(Number(values[first]) + 1) };
    const changed = await typedInto(bytes, report, after);
    expect(await readWorkbook(changed, report)).toEqual({
      [first]: { text: after[first], base: 3 },
      [second]: { text: "", base: 3 },
    });
  });
});

test("a figure with more digits than Excel keeps comes back as it was", async () => {
  const [sheet] = MONTHLY_RETURN.sheets;
  const [section] = sheet?.sections ?? [];
  if (!sheet || section?.kind !== "cells") throw new Error("no items");
  const cells = section.cells.map((cell) =>
    cell.code === "M2" ? { ...cell, value: { type: "decimal" as const, places: 6 } } : cell,
  );
  const form = {
    ...MONTHLY_RETURN,
    sheets: [{ ...sheet, sections: [{ ...section, cells }, ...sheet.sections.slice(1)] }],
  };
  const context: Context = { facts: aSchool(["primary"]) };
  const report = reportOf(form, context, { M2: "123456789012.123456" });
  const bytes = await bookOf(report, "en");
  expect(await readWorkbook(bytes, report)).toEqual({});
  const changed = await typedInto(bytes, report, { M2: "123456789012.5" });
  expect(await readWorkbook(changed, report)).toMatchObject({ M2: { text: "123456789012.5" } });
});

/** The workbook after somebody typed other values into it and saved it with another program. */
async function typedInto(
  bytes: Uint8Array,
  { frame }: ReturnType<typeof reportOf>,
  values: Record<string, string>,
): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  const names = book.worksheets.map(({ name }) => name);
  for (const language of ["en", "zh"] as const) {
    const { refs, places } = layOut(frame.definition, frame.context, language);
    for (const { address, typed, cell } of places) {
      const ref = refs.get(address);
      const numeric = cell.value.type === "integer" || cell.value.type === "decimal";
      if (!typed || !ref || !numeric || !names.includes(ref.sheet)) continue;
      const text = values[address];
      const target = book.getWorksheet(ref.sheet)?.getCell(ref.row + 1, ref.column + 1);
      if (target) target.value = text === undefined ? null : Number(text);
    }
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}
