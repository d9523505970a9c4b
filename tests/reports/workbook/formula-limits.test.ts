import { Session } from "node:inspector/promises";
import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { Definition } from "#features/reports/form/definition.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { callInGroups, fitsExcel } from "#features/reports/workbook/formula-limits.ts";
import { readWorkbook } from "#features/reports/workbook/read.ts";
import { aSchool } from "../form/schools.ts";
import { bookOf, failing, reportOf } from "./failing.ts";
import { largeForm } from "./large-form.ts";
import { openModel } from "./spreadsheet.ts";

const context = { facts: aSchool(["primary"]) };
const addressesOf = (rows: number, code: string) => Array.from({ length: rows }, (_, index) => `${code}@l${index}`);

function largeReport(rows: number, more: Record<string, string> = {}) {
  const filled = ["T1", "T2"].flatMap((code) => addressesOf(rows, code).map((address) => [address, "7"]));
  return reportOf(largeForm(rows), context, { ...Object.fromEntries(filled), A1: "9", C0: "o99", ...more });
}

/** Takes a formula apart from the innermost bracket outwards, for the limits that Excel documents. */
function measured(formula: string) {
  const texts = formula.match(/"(?:[^"]|"")*"/g) ?? [];
  const most = { characters: formula.length + 1, arguments: 1, levels: 0, text: 0 };
  most.text = Math.max(0, ...texts.map((text) => text.slice(1, -1).replaceAll('""', '"').length));
  let rest = formula.replace(/"(?:[^"]|"")*"/g, "t").replace(/'(?:[^']|'')*'/g, "s");
  for (; /[(){}]/.test(rest); most.levels += 1) {
    const inner = rest.match(/\([^(){}]*\)|\{[^(){}]*\}/g);
    if (!inner) throw new Error(`Not closed: ${formula}`);
    most.arguments = Math.max(most.arguments, ...inner.map((one) => one.split(",").length));
    rest = rest.replace(/\([^(){}]*\)|\{[^(){}]*\}/g, "");
  }
  return most;
}

async function formulasOf(bytes: Uint8Array) {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
  return book.worksheets.flatMap((sheet) => {
    const found: { where: string; formula: string }[] = [];
    sheet.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.formula) found.push({ where: `${sheet.name}!${cell.address}`, formula: cell.formula });
      }),
    );
    return found;
  });
}

test.each([30, 240, 500])("a form with a table of %s rows gives formulas that Excel takes", async (rows) => {
  Definition.parse(largeForm(rows));
  const report = largeReport(rows);
  const bytes = await bookOf(report, "zh-CN");
  const formulas = await formulasOf(bytes);
  expect(formulas.length).toBeGreaterThan(rows * 6);
  for (const { where, formula } of formulas) {
    const { characters, arguments: given, levels, text } = measured(formula);
    expect(characters, where).toBeLessThanOrEqual(8_192);
    expect(given, where).toBeLessThanOrEqual(255);
    expect(levels, where).toBeLessThanOrEqual(64);
    expect(text, where).toBeLessThanOrEqual(255);
  }
  expect(await readWorkbook(bytes, report)).toEqual({});
});

test("what a large workbook does say is what the page says, and the rest is left for when it is brought back", async () => {
  const report = largeReport(260, { "T1@l0": "3", "T1@l255": "2", "O1@r2": "1" });
  const { frame } = report;
  const { keys, coloured } = await failing(report, "zh-CN");
  const found = evaluate(frame.definition, frame.values, context);
  const expected = found.map(({ ruleId, key, cells }) => (ruleId === "required" ? (cells[0] ?? "") : key));
  const later = await left(report);
  expect(keys).toEqual(expected.filter((key) => !later.has(key)).sort());
  expect(keys).toEqual(expect.arrayContaining(["first:l255", "second:l0", "sum", "own-o1:r2", "text"]));
  expect([...later].sort()).toEqual(["every", "long", "long-when", "nested-30", "some"]);
  expect(coloured).toEqual(expect.arrayContaining(["A1", "O0@r2", "O1@r2"]));
});

/** Numbers of the checks that the workbook says are made when it is brought back. */
async function left(report: ReturnType<typeof largeReport>): Promise<Set<string>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(await bookOf(report, "zh-CN")) as unknown as ArrayBuffer);
  const found = new Set<string>();
  book.worksheets.at(-2)?.eachRow((row) => {
    if (row.getCell(1).value === "上传后校验") found.add(String(row.getCell(3).value));
  });
  return found;
}

test("calls are put in groups without changing what they say", () => {
  const model = openModel(["a"]);
  const numbers = Array.from({ length: 700 }, (_, index) => String((index * 37) % 701));
  const truths = numbers.map((_, index) => (index === 699 ? "TRUE" : "FALSE"));
  const calls = [
    ...(["MAX", "MIN"] as const).map((call) => callInGroups(call, numbers)),
    ...(["OR", "AND"] as const).map((call) => callInGroups(call, truths)),
  ];
  for (const [row, call] of calls.entries()) model.type("a", row, 0, `=${call}`);
  model.evaluate();
  expect(calls.map((_, row) => model.shown("a", row, 0))).toEqual(["700", "0", "TRUE", "FALSE"]);
  expect(calls.every((call) => measured(call).arguments <= 255)).toBe(true);
});

test.each([
  { what: "8,191 characters", formula: "1".repeat(8_191), fits: true },
  { what: "8,192 characters besides the sign", formula: "1".repeat(8_192), fits: false },
  { what: "255 arguments", formula: `MAX(${Array(255).fill("1").join(",")})`, fits: true },
  { what: "256 arguments", formula: `MAX(${Array(256).fill("1").join(",")})`, fits: false },
  { what: "commas in texts and names", formula: `MAX('a,b(('!A1,"${",(".repeat(127)}")`, fits: true },
  { what: "64 levels", formula: `${"ABS(".repeat(64)}1${")".repeat(64)}`, fits: true },
  { what: "65 levels", formula: `${"ABS(".repeat(65)}1${")".repeat(65)}`, fits: false },
  { what: "a text of 256 characters", formula: `"${"a".repeat(256)}"`, fits: false },
])("$what: $fits", ({ formula, fits }) => {
  expect(fitsExcel(formula)).toBe(fits);
});

/** Of the large form the part that grows with its rows, and a check in each row. */
function growing(rows: number): Definition {
  const { sheets, rules, ...large } = largeForm(rows);
  return {
    ...large,
    sheets: sheets.map((sheet) => ({ ...sheet, sections: sheet.sections.filter(({ code }) => code !== "O") })),
    rules: rules.filter(({ id }) => id === "first" || id === "second"),
  };
}

/** Calls of functions of the reports while a workbook is written. */
async function callsFor(rows: number): Promise<number> {
  const report = reportOf(growing(rows), context, {});
  const session = new Session();
  session.connect();
  await session.post("Profiler.enable");
  await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
  await bookOf(report, "en");
  const { result } = await session.post("Profiler.takePreciseCoverage");
  session.disconnect();
  return result
    .filter(({ url }) => url.includes("/features/reports/"))
    .flatMap(({ functions }) => functions.map(({ ranges }) => ranges[0]?.count ?? 0))
    .reduce((sum, count) => sum + count, 0);
}

test("writing twice as many cells takes about twice as many steps", async () => {
  const [few, many] = [await callsFor(200), await callsFor(400)];
  expect(few).toBeGreaterThan(5_000);
  expect(many / few).toBeLessThan(2.2);
});
