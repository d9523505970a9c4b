import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { readTable } from "#lib/tabular/read.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { refusalOf } from "./refusal-of.ts";

const encodings = [
  { name: "utf-8", encode: (text: string) => Buffer.from(text) },
  { name: "utf-8", encode: (text: string) => Buffer.from(`\ufeff${text}`) },
  { name: "utf-16le", encode: (text: string) => iconv.encode(text, "utf-16le", { addBOM: true }) },
  { name: "utf-16be", encode: (text: string) => iconv.encode(text, "utf-16be", { addBOM: true }) },
  { name: "gb18030", encode: (text: string) => iconv.encode(text, "gb18030") },
] as const;
const delimiters = [",", "\t", ";"] as const;
const lineEnds = ["\r\n", "\n", "\r"] as const;

const matrix = encodings.flatMap((encoding, index) =>
  delimiters.flatMap((delimiter) =>
    lineEnds.map((end) => ({ ...encoding, index, delimiter, end, signs: JSON.stringify(delimiter + end) })),
  ),
);

function read(text: string, options = {}) {
  return readTable(Buffer.from(text), options);
}

describe("encodings, delimiters and line ends", () => {
  test.each(matrix)("$name ($index) with $signs", async ({ name, encode, delimiter, end }) => {
    const lines = [
      ["学校名称", "校长", "备注"],
      ["实验小学𠮷·㛃", '"张,三;四\t"', '"一""二"""'],
      ["第一中学", '"第一行\n第二行"', ""],
      ["", "", ""],
      ["阳光幼儿园", "王䶮"],
    ];
    const table = await readTable(encode(lines.map((cells) => cells.join(delimiter)).join(end) + end));
    expect(table).toMatchObject({ kind: "csv", encoding: name, delimiter, headerLine: 1, problems: [] });
    expect(table.header).toEqual(["学校名称", "校长", "备注"]);
    expect(table.rows).toEqual([
      { line: 2, cells: ["实验小学𠮷·㛃", "张,三;四\t", '一"二"'] },
      { line: 3, cells: ["第一中学", "第一行\n第二行", ""] },
      { line: 5, cells: ["阳光幼儿园", "王䶮", ""] },
    ]);
  });

  test("mixed line ends and no line end at the end", async () => {
    expect((await read("a,b\r\n1,2\n3,4\r5,6")).rows.map(({ cells }) => cells.join())).toEqual(["1,2", "3,4", "5,6"]);
  });

  test("the delimiter is judged outside quotation marks", async () => {
    expect(await read('"a,b,c";"d"\n"1,2,3";"4"\n')).toMatchObject({ delimiter: ";", header: ["a,b,c", "d"] });
  });

  test.each([
    ["neither UTF-8 nor GB18030", Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a])],
    ["Latin-1", iconv.encode("prénom,privé,nom\n1,2,3\n", "latin1")],
    [
      "UTF-8 with a broken byte",
      Buffer.concat([Buffer.from("学校,校长\n实验"), Buffer.from([0xe5, 0x2c]), Buffer.from("小学,张三\n")]),
    ],
    ["a byte order mark that lies", Buffer.concat([Buffer.from("\ufeff"), iconv.encode("学校,校长\n", "gb18030")])],
    [
      "half of a UTF-16 character",
      Buffer.concat([iconv.encode("a,b\n", "utf-16le", { addBOM: true }), Buffer.from([0x41])]),
    ],
    ["a lone surrogate in UTF-16", Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x2c, 0x00])],
  ])("refuses %s", async (_, bytes) => {
    expect(await refusalOf(bytes)).toBe("bad-encoding");
  });

  test("keeps every digit and every blank of the text", async () => {
    const { rows } = await read("编号,名\n512060000223, a \n007,1e5\n");
    expect(rows.map(({ cells }) => cells)).toEqual([
      ["512060000223", " a "],
      ["007", "1e5"],
    ]);
  });
});

describe("header and rows", () => {
  test("skips blank rows and a title", async () => {
    const table = await read(",,\n2025年学校名单,,\n\n 学校 \t,校长,\n一小,张三,\n");
    expect(table).toMatchObject({ headerLine: 4, header: ["学校", "校长"], rows: [{ line: 5 }] });
  });

  test("headerRow overrides, also for a single column", async () => {
    expect(await read("a,b\nc,d\n1,2\n", { headerRow: 2 })).toMatchObject({ header: ["c", "d"], rows: [{ line: 3 }] });
    expect(await read("邮箱\nx@y.cn\n", { headerRow: 1 })).toMatchObject({ header: ["邮箱"] });
    expect(await refusalOf(Buffer.from("a,b\n1,2\n"), { headerRow: 9 })).toBe("no-header");
  });

  test("pads short rows, reports long ones", async () => {
    const table = await read("a,b,c\n1\n1,2,3,4,5\n1,2,3,,\n");
    expect(table.rows.map(({ cells }) => cells)).toEqual([
      ["1", "", ""],
      ["1", "2", "3"],
      ["1", "2", "3"],
    ]);
    expect(table.problems).toEqual([{ line: 3, column: 4, code: "extra-cells", text: "4" }]);
  });

  test("reports text under a column without a name", async () => {
    const table = await read("a,,c\n1,x,3\n1,,3\n");
    expect(table.problems).toEqual([{ line: 2, column: 2, code: "extra-cells", text: "x" }]);
  });

  test("reports errors of formulas and characters nobody can read", async () => {
    const { problems } = await read("a,b\n#N/A,1\n2,\ufffd\n3,\u0007\n#n/a,ok\n");
    expect(problems.map(({ line, column, code }) => [line, column, code])).toEqual([
      [2, 1, "cell-error"],
      [3, 2, "unreadable-character"],
      [4, 2, "unreadable-character"],
    ]);
  });

  test("cuts and reports a cell no spreadsheet can hold", async () => {
    const table = await read(`a,b\n${"𠮷".repeat(20_000)},1\n`);
    expect(table.problems).toMatchObject([{ line: 2, column: 1, code: "cell-too-long" }]);
    expect(table.rows[0]?.cells[0]).toHaveLength(32_766);
    expect(table.rows[0]?.cells[0]?.isWellFormed()).toBe(true);
  });

  test.each([
    ["empty", ""],
    ["empty", "\ufeff"],
    ["empty", "\n,,\n\n"],
    ["no-header", "只有一列\n甲\n"],
    ["duplicate-header", "学校,校长,学校 \n1,2,3\n"],
    ["broken-quotes", 'a,b\n"1,2\n3,4\n'],
    ["broken-quotes", 'a,b\n1,5"x\n'],
    ["broken-quotes", 'a,b\n"阳光"小学,2\n'],
    ["not-a-table", "<html><table><tr><td>1</td></tr></table>"],
    ["not-a-table", '\ufeff<?xml version="1.0"?><Workbook/>'],
    ["not-a-table", "%PDF-1.7\n1,2\n"],
    ["not-a-table", "a,b\n\0,1\n"],
    ["too-many-columns", `${Array.from({ length: 501 }, (_, i) => `c${i}`).join()}\n`],
    ["too-many-rows", `a,b\n${"1,2\n".repeat(100_001)}`],
    ["too-many-cells", `${Array.from({ length: 500 }, (_, i) => `c${i}`).join()}\n${"1\n".repeat(10_001)}`],
    ["too-large", "a,b\n".repeat(5_300_000)],
  ])("refuses with %s", async (code, text) => {
    expect(await refusalOf(Buffer.from(text))).toBe(code);
  });

  test("says where", async () => {
    await expect(read('a,b\n1,2\n\n3,"4\n')).rejects.toMatchObject({ code: "broken-quotes", params: { line: 4 } });
    const duplicate = new TableRefusal("duplicate-header", { name: "a", columns: "A, C", line: 2 });
    await expect(read("x\na,b,a\n")).rejects.toMatchObject({ code: duplicate.code, params: duplicate.params });
  });

  test("exactly 100,000 rows are read", async () => {
    expect((await read(`a,b\n${"1,2\n".repeat(100_000)}`)).rows).toHaveLength(100_000);
  });
});
