import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { readTable } from "#lib/tabular/read.ts";
import { refusalOf } from "./refusal-of.ts";
import { buildWorkbook, textRows } from "./zip-builder.ts";

const dateStyles =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[h]:mm"/><numFmt numFmtId="166" formatCode="#,##0.00&quot;days&quot;;[Red]-0.00E+00"/></numFmts>' +
  `<cellXfs>${[0, 14, 22, 20, 164, 165, 166, 31].map((id) => `<xf numFmtId="${id}"/>`).join("")}</cellXfs>`;

/** Header a, b … and one row of the cells given. */
async function readCells(cells: string, sharedStrings = "", workbook?: string): Promise<string[]> {
  const width = cells.split("<c").length - 1;
  const head = Array.from({ length: Math.max(width, 2) }, (_, index) => `h${index}`);
  const rows = textRows([head]).replace("</sheetData>", `<row>${cells}</row></sheetData>`);
  const xml = { sheet: rows, sharedStrings, styles: dateStyles, ...(workbook === undefined ? {} : { workbook }) };
  const table = await readTable(buildWorkbook(xml));
  return table.rows[0]?.cells.slice(0, width) ?? [];
}

describe("cells become text", () => {
  test("numbers in full, without exponents", async () => {
    const stored = [
      "1",
      "1.1000000000000001",
      "0.30000000000000004",
      "1E-7",
      "1.5E+21",
      "-2.5e-3",
      "110101199003074578",
      "-0",
      "007",
    ];
    expect(await readCells(stored.map((value) => `<c><v>${value}</v></c>`).join(""))).toEqual([
      "1",
      "1.1",
      "0.30000000000000004",
      "0.0000001",
      "1500000000000000000000",
      "-0.0025",
      "110101199003074578",
      "0",
      "7",
    ]);
  });

  test("dates, moments, times and lengths of time", async () => {
    const cell = (style: number, value: number) => `<c s="${style}"><v>${value}</v></c>`;
    const cells = [
      cell(1, 45536),
      cell(4, 45536),
      cell(7, 1),
      cell(1, 59),
      cell(1, 61),
      cell(1, 60),
      cell(2, 45536.75),
      cell(2, 45536),
      cell(3, 0.5),
      cell(5, 1.25),
      cell(6, 45536),
      cell(1, -1),
      cell(2, 45536.999999),
    ];
    expect(await readCells(cells.join(""))).toEqual([
      "2024-09-01",
      "2024-09-01",
      "1900-01-01",
      "1900-02-28",
      "1900-03-01",
      "1900-02-29",
      "2024-09-01 18:00:00",
      "2024-09-01",
      "12:00:00",
      "30:00:00",
      "45536",
      "-1",
      "2024-09-02",
    ]);
  });

  test("dates counted from 1904, ISO dates", async () => {
    const workbook = '<workbookPr date1904="1"/><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets>';
    const cells =
      '<c s="1"><v>44074</v></c><c t="d"><v>2024-09-01T00:00:00Z</v></c><c t="d"><v>2024-09-01T08:30:00.000</v></c>';
    expect(await readCells(cells, "", workbook)).toEqual(["2024-09-01", "2024-09-01", "2024-09-01 08:30:00"]);
  });

  test("shared, rich, phonetic, escaped and formula text", async () => {
    const strings =
      '<si><t>实验𠮷&#x5B66;&amp;</t></si><si><r><rPr><b/></rPr><t>红</t></r><r><t xml:space="preserve"> 旗</t></r></si>' +
      '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si><si><t><![CDATA[<x>]]></t></si>';
    const cells = `${[0, 1, 2, 3, 4].map((index) => `<c t="s"><v>${index}</v></c>`).join("")}<c t="str"><f>"x"&amp;"y"</f><v>xy</v></c><c><f>1+1</f><v>2</v></c><c t="b"><v>1</v></c><c t="b"><v>0</v></c>`;
    expect(await readCells(cells, strings)).toEqual([
      "实验𠮷学&",
      "红 旗",
      "東京",
      "a\rb_x0041_",
      "<x>",
      "xy",
      "2",
      "TRUE",
      "FALSE",
    ]);
  });

  test("an error is a problem of its row, the same text typed in is not", async () => {
    const sheet = textRows([
      ["a", "b"],
      ["#N/A", "1"],
    ]).replace("</sheetData>", '<row><c r="B3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>');
    const table = await readTable(buildWorkbook({ sheet }));
    expect(table.problems).toEqual([{ line: 3, column: 2, code: "cell-error", text: "#DIV/0!" }]);
  });
});

describe("sheets, header, merged cells", () => {
  test("a title, blank rows and a blank column above the header", async () => {
    const sheet =
      '<sheetData><row r="2"><c r="A2" t="inlineStr"><is><t>名单</t></is></c></row><row r="4"><c r="A4" t="inlineStr"><is><t>学校</t></is></c><c r="C4" t="inlineStr"><is><t>校长</t></is></c></row><row r="7"><c r="C7" t="inlineStr"><is><t>张</t></is></c></row></sheetData><mergeCells><mergeCell ref="A2:C3"/></mergeCells>';
    const table = await readTable(buildWorkbook({ sheet }));
    expect(table).toMatchObject({ kind: "xlsx", sheet: "名单", headerLine: 4, header: ["学校", "", "校长"] });
    expect(table.rows).toEqual([{ line: 7, cells: ["", "", "张"] }]);
  });

  test("cells merged downwards count in each of their rows, also in a header of two rows", async () => {
    const sheet = `${textRows([
      ["区县", "家长", null],
      [null, "姓名", "电话"],
      ["东城", "甲", "1"],
      [null, "乙", "2"],
    ])}<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B1:C1"/><mergeCell ref="A3:A4"/></mergeCells>`;
    const table = await readTable(buildWorkbook({ sheet }), { headerRow: 2 });
    expect(table.header).toEqual(["区县", "姓名", "电话"]);
    expect(table.rows.map(({ cells }) => cells[0])).toEqual(["东城", "东城"]);
  });

  test("the first visible sheet by default, any by name", async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet("藏", { state: "hidden" }).addRows([
      ["x", "y"],
      [1, 2],
    ]);
    book.addWorksheet("第一").addRows([
      ["a", "b"],
      [1, 2],
    ]);
    book.addWorksheet("说明 & 'x").addRows([
      ["c", "d"],
      [3, 4],
    ]);
    const bytes = new Uint8Array(await book.xlsx.writeBuffer());
    const names = ["藏", "第一", "说明 & 'x"];
    expect(await readTable(bytes)).toMatchObject({ sheet: "第一", sheets: names, header: ["a", "b"] });
    expect(await readTable(bytes, { sheet: "说明 & 'x" })).toMatchObject({ header: ["c", "d"] });
    expect(await refusalOf(bytes, { sheet: "无" })).toBe("no-sheet");
    expect(await refusalOf(bytes, { sheet: "--version" })).toBe("no-sheet");
  });

  test.each([
    ["empty", "<sheetData/>"],
    ["empty", `<sheetData>${'<row><c s="1"/></row>'.repeat(200_000)}</sheetData>`],
    ["no-header", textRows([["一"], ["二"]])],
    ["duplicate-header", textRows([["a", "a"]])],
    ["too-many-columns", '<sheetData><row r="1"><c r="SG1"><v>1</v></c></row></sheetData>'],
    ["too-many-rows", textRows([["a", "b"], ...Array.from({ length: 100_001 }, (_, index) => [`校${index}`, "2"])])],
    ["corrupt", '<sheetData><row r="2"/><row r="2"/></sheetData>'],
    ["corrupt", '<sheetData><row r="1"><c r="A0"><v>1</v></c></row></sheetData>'],
    ["corrupt", '<sheetData><row><c t="s"><v>7</v></c></row></sheetData>'],
    ["corrupt", "<sheetData><row></sheetData></row>"],
    ["corrupt", "<sheetData><row><c><v>1</v></c></row>"],
    ["corrupt", textRows([["&nope;", "b"]])],
  ])("refuses with %s", async (code, sheet) => {
    expect(await refusalOf(buildWorkbook({ sheet }))).toBe(code);
  });
});

describe("what exceljs writes is read", () => {
  test("text, numbers, dates, booleans, formulas, errors, links, rich text, merged cells", async () => {
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet("表");
    sheet.addRow(["文字", "数", "日期", "是", "公式", "错误", "链接", "格式", "公式字"]);
    const row = sheet.addRow([
      " 前后 \n𠮷",
      12.345,
      new Date(Date.UTC(2024, 1, 29)),
      true,
      { formula: "B2*2", result: 24.69 },
      { error: "#REF!" },
      { text: "网站", hyperlink: "https://a.cn" },
      { richText: [{ text: "甲", font: { bold: true } }, { text: "乙" }] },
      { formula: '"=1"', result: "=1" },
    ]);
    row.getCell(3).numFmt = "yyyy/m/d";
    const table = await readTable(new Uint8Array(await book.xlsx.writeBuffer()));
    expect(table.rows[0]?.cells).toEqual([
      " 前后 \n𠮷",
      "12.345",
      "2024-02-29",
      "TRUE",
      "24.69",
      "#REF!",
      "网站",
      "甲乙",
      "=1",
    ]);
    expect(table.problems).toMatchObject([{ line: 2, column: 6, code: "cell-error" }]);
  });
});
