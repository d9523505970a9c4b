import ExcelJS from "exceljs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contentDisposition, safeFileName } from "#lib/tabular/content-disposition.ts";
import { escapeFormula, unescapeFormula } from "#lib/tabular/formula-guard.ts";
import { readTable } from "#lib/tabular/read.ts";
import { safeSheetName } from "#lib/tabular/sheet-name.ts";
import { writeCsv, writeXlsx } from "#lib/tabular/write.ts";
import { SheetCollector } from "#lib/tabular/xlsx.ts";
import { readSheet } from "#lib/tabular/xlsx-sheet.ts";

const seed = 20260901;
const live = [
  "=1+1",
  "+1",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠a",
  "=cmd|' /C calc'!A0",
];
const awkward = [
  ...live,
  "'=1",
  "''=1",
  "'",
  "'a",
  "𠮷",
  "㛃·",
  "a\r\nb",
  '"',
  ",",
  ";",
  "\t",
  " a ",
  "#N/A",
  "_x000D_",
  "_x0041_x0042_",
  "1e5",
  "TRUE",
  "]]>",
  "&amp;",
  "<a>",
  "\u3000",
  "\u2028",
  "\ufeffa",
];
const cellText = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const textTable = fc.array(fc.tuple(cellText, cellText, cellText), { minLength: 1, maxLength: 8 });
const header = ["名称", "二", "三"];

function hasText(cells: readonly string[]): boolean {
  return cells.some((cell) => cell.trim() !== "");
}

/** What a file cannot hold: half characters become U+FFFD when written. */
function expected(rows: readonly (readonly string[])[]): string[][] {
  return rows.filter(hasText).map((cells) => cells.map((cell) => cell.toWellFormed()));
}

async function readHere(bytes: Uint8Array) {
  const collector = new SheetCollector();
  await readSheet(bytes, undefined, (message) => collector.add(message));
  return collector.finish();
}

describe("CSV", () => {
  test("is UTF-8 with a byte order mark, commas and CRLF", () => {
    const bytes = writeCsv(
      ["名称", "数", "是", "空"],
      [
        ["a,b", -1.5, true, null],
        ['"', 1e-7, false, ""],
      ],
    );
    expect(Buffer.from(bytes).toString()).toBe('\ufeff名称,数,是,空\r\n"a,b",-1.5,TRUE,\r\n"""",0.0000001,FALSE,\r\n');
  });

  test("holds no live formula", async () => {
    const bytes = Buffer.from(
      writeCsv(
        ["=a", "b"],
        live.map((text) => [text, "x"]),
      ),
    );
    const { parse } = await import("csv-parse/sync");
    const cells: string[][] = parse(bytes, { bom: true, record_delimiter: "\r\n" });
    for (const [first] of cells.slice(0, -1)) expect(first).toMatch(/^(?:'|b)/);
    expect((await readTable(bytes)).rows.map((row) => row.cells[0])).toEqual(live);
  });

  test("every table comes back as it was, escaped formulas too", async () => {
    await fc.assert(
      fc.asyncProperty(textTable, async (rows) => {
        const table = await readTable(
          writeCsv(header, [["x", "y", "z"], ...rows.map((cells) => cells.map((cell) => cell.replaceAll("\0", "")))]),
        );
        expect(table.header).toEqual(header);
        const kept = expected(rows.map((cells) => cells.map((cell) => cell.replaceAll("\0", ""))));
        expect(table.rows.slice(1).map(({ cells }) => cells)).toEqual(kept);
      }),
      { seed, numRuns: 300 },
    );
  });

  test("escaping is undone exactly, whatever the text", () => {
    const text = fc.oneof(cellText, fc.string({ unit: fc.constantFrom("'", "=", "＝", "a", "\t") }));
    fc.assert(
      fc.property(text, (value) => unescapeFormula(escapeFormula(value)) === value),
      { seed, numRuns: 2000 },
    );
  });
});

describe("XLSX", () => {
  const columns = header.map((name) => ({ header: name, kind: "text" as const }));

  test("every text comes back as it was", async () => {
    await fc.assert(
      fc.asyncProperty(textTable, async (rows) => {
        const sheet = await readHere(await writeXlsx({ sheets: [{ name: "表", columns, rows }] }));
        const cells = sheet.rows.slice(1).map((row) => header.map((_, column) => row.cells[column] ?? ""));
        const filled = rows
          .map((row) => row.map((cell) => cell.toWellFormed()))
          .filter((row) => row.some((cell) => cell !== ""));
        expect(cells).toEqual(filled);
      }),
      { seed, numRuns: 300 },
    );
  });

  test("every number and every date comes back as it was", async () => {
    const day = fc.date({ min: new Date("1900-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
    const row = fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }), day, fc.integer());
    const kinds = [
      { header: "a", kind: "number" },
      { header: "b", kind: "date" },
      { header: "c", kind: "number" },
    ] as const;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (values) => {
        const rows = values.map(([number, date, integer]) => [number, date.toISOString().slice(0, 10), integer]);
        const sheet = await readHere(await writeXlsx({ sheets: [{ name: "表", columns: kinds, rows }] }));
        for (const [index, [number, date, integer]] of rows.entries()) {
          const cells = sheet.rows[index + 1]?.cells ?? [];
          expect(cells.join()).not.toMatch(/e/i);
          expect([Number(cells[0]), cells[1], Number(cells[2])]).toEqual([Number(number) + 0, date, integer]);
        }
      }),
      { seed, numRuns: 200 },
    );
  });

  test("exceljs reads it: kinds, no formula, frozen header, filter", async () => {
    const kinds = [
      { header: "=文", kind: "text", width: 30 },
      { header: "数", kind: "number" },
      { header: "日", kind: "date" },
    ] as const;
    const rows = [
      ["=1+1", 2.5, "2024-02-29"],
      ["#N/A", "007", "1899-12-31"],
      ["𠮷\n_x0041_", "12.50", "2024-02-30"],
      [12, "110101199003074578", null],
    ];
    const bytes = await writeXlsx({
      sheets: [
        { name: "a/b", columns: kinds, rows },
        { name: "A:B", columns: kinds, rows: [] },
      ],
    });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(new Uint8Array(bytes).buffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual(["a b", "A B (2)"]);
    const sheet = book.worksheets[0];
    expect(sheet?.getRow(1).values).toEqual([undefined, "=文", "数", "日"]);
    expect(sheet?.getRow(2).values).toEqual([undefined, "=1+1", 2.5, new Date("2024-02-29")]);
    expect(sheet?.getCell("A3").text).toBe("#N/A");
    expect(sheet?.getCell("A3").type).toBe(ExcelJS.ValueType.RichText);
    expect([sheet?.getCell("B3").value, sheet?.getCell("B4").value, sheet?.getCell("B5").value]).toEqual([
      "007",
      12.5,
      "110101199003074578",
    ]);
    expect([sheet?.getCell("C3").value, sheet?.getCell("C4").value]).toEqual(["1899-12-31", "2024-02-30"]);
    expect(sheet?.getCell("A5").value).toBe("12");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    expect(sheet?.autoFilter).toBe("A1:C5");
    expect(sheet?.getColumn(1).width).toBe(30);
  });

  test("through the child the same", async () => {
    const rows = awkward.map((text) => [text, "x", "y"]);
    const table = await readTable(await writeXlsx({ sheets: [{ name: "表", columns, rows }] }));
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(awkward);
  });

  test("the same table is the same file", async () => {
    const sheets = [{ name: "表", columns, rows: [["a", "b", "c"]] }];
    expect(Buffer.from(await writeXlsx({ sheets })).equals(await writeXlsx({ sheets }))).toBe(true);
  });

  test("refuses what Excel cannot hold", async () => {
    const sheet = { name: "表", columns, rows: [["a".repeat(32_768)]] };
    await expect(writeXlsx({ sheets: [sheet] })).rejects.toThrow(RangeError);
    await expect(writeXlsx({ sheets: [] })).rejects.toThrow(RangeError);
    await expect(writeXlsx({ sheets: [{ ...sheet, columns: [] }] })).rejects.toThrow(RangeError);
  });
});

describe("names", () => {
  test("of sheets", () => {
    expect(safeSheetName("'2024[年]'")).toBe("2024 年");
    expect(safeSheetName("")).toBe("Sheet");
    expect(safeSheetName("History")).toBe("History (2)");
    expect(safeSheetName("a", ["A", "a (2)"])).toBe("a (3)");
    const name = fc.string({ unit: "binary", maxLength: 60 });
    fc.assert(
      fc.property(name, (value) => {
        const safe = safeSheetName(value, [safeSheetName(value)]);
        expect(safe.length).toBeLessThanOrEqual(31);
        expect(safe).toMatch(/^[^[\]:*?/\\']/);
        expect(safe.isWellFormed()).toBe(true);
      }),
      { seed, numRuns: 500 },
    );
  });

  test("of files", () => {
    expect(contentDisposition("学校名单.xlsx")).toBe(
      `attachment; filename="_.xlsx"; filename*=UTF-8''%E5%AD%A6%E6%A0%A1%E5%90%8D%E5%8D%95.xlsx`,
    );
    expect(safeFileName("../../etc/passwd")).toBe("_.._etc_passwd");
    expect(safeFileName("CON.csv")).toBe("_CON.csv");
    expect(safeFileName("a\u202Exslx.exe")).toBe("a_xslx.exe");
    expect(safeFileName(" . ")).toBe("download");
    expect(safeFileName(`${"长".repeat(300)}.xlsx`)).toMatch(/^长{115}\.xlsx$/);
  });

  test("no name ends the header or its value", () => {
    const name = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.string({ unit: fc.constantFrom('"', "\r", "\n", ";", "'", "%", "\\", "/", "𠮷", "\ud800", "a") }),
    );
    fc.assert(
      fc.property(name, (value) => {
        const shape = /^attachment; filename="([\x20-\x7e]*)"; filename\*=UTF-8''([A-Za-z0-9._~%-]+)$/;
        const [, ascii = '"', encoded = ""] = shape.exec(contentDisposition(value)) ?? [];
        expect(ascii).not.toMatch(/["\\%/]/);
        expect(decodeURIComponent(encoded)).toBe(safeFileName(value));
      }),
      { seed, numRuns: 2000 },
    );
  });
});
