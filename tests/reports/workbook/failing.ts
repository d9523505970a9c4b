import type { Context } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { ruleChecks } from "#features/reports/workbook/checks.ts";
import { layOut } from "#features/reports/workbook/lay-out.ts";
import { FIRST_CELL, PORTAL } from "#features/reports/workbook/portal-sheet.ts";
import { reportWorkbook } from "#features/reports/workbook/write.ts";
import type { Locale } from "#lib/plain-date.ts";
import { wordsFor } from "#server/words.ts";
import { open } from "./spreadsheet.ts";

const ASSIGNMENT = "8c1f0d5e-6a0b-4f5e-9f43-0a4b8c1d2e3f";
const NOW = new Date("2026-09-10T08:00:00Z");

/** A report with these figures, each of the third version. */
export function reportOf(definition: Definition, context: Context, values: Record<string, string>) {
  const held = Object.fromEntries(Object.entries(values).map(([address, value]) => [address, { value, version: 3 }]));
  const frame = { definition, values, context };
  return { assignmentId: ASSIGNMENT, number: 1, title: "城关小学", frame, held, facts: {}, hints: {} };
}

export const bookOf = (report: ReturnType<typeof reportOf>, locale: Locale) =>
  reportWorkbook(report, locale, (key, values) => wordsFor(locale, key, values), NOW);

/** Keys of what fails in the workbook by its list of checks, and the addresses that it colours. */
export async function failing(report: ReturnType<typeof reportOf>, locale: Locale) {
  const opened = await open(await bookOf(report, locale));
  const { frame } = report;
  const language = locale === "en" ? "en" : "zh";
  const rules = ruleChecks(frame.definition.rules, { frame, language, live: () => "A1" });
  const typed = layOut(frame.definition, frame.context, language).places.filter((place) => place.typed);
  const keys = [...rules.map(({ key }) => key), ...typed.map(({ address }) => address)];
  const sheet = opened.sheets.at(-2) ?? "";
  return {
    keys: keys.filter((_, index) => opened.shown(sheet, 3 + index, 0) === "✗").sort(),
    messages: keys.flatMap((key, index) => {
      const said = opened.shown(sheet, 3 + index, 5);
      return said === "" ? [] : [[key, said] as const];
    }),
    coloured: typed.flatMap(({ address }, index) =>
      Number(opened.shown(PORTAL, FIRST_CELL + index, 4)) > 0 ? [address] : [],
    ),
  };
}
