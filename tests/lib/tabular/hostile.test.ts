import { describe, expect, test } from "vitest";
import { readTable } from "#lib/tabular/read.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { writeXlsx } from "#lib/tabular/write.ts";
import { readXlsx, SheetCollector } from "#lib/tabular/xlsx.ts";
import { readSheet } from "#lib/tabular/xlsx-sheet.ts";
import { refusalOf } from "./refusal-of.ts";
import { buildWorkbook, buildZip, textRows, workbookParts, type ZipPart } from "./zip-builder.ts";

const megabyte = 1024 * 1024;
const goodSheet = textRows([
  ["学校", "校长"],
  ["一小", "张三"],
]);
const goodParts = workbookParts({ sheet: goodSheet });

function withPart(part: ZipPart): Buffer {
  return buildZip([...goodParts.filter(({ name }) => name !== part.name), part]);
}

/** The same reader in this process, so that hundreds of files take seconds. */
async function readHere(bytes: Uint8Array): Promise<string> {
  const collector = new SheetCollector();
  try {
    await readSheet(bytes, undefined, (message) => collector.add(message));
    return JSON.stringify(collector.finish());
  } catch (error) {
    return error instanceof TableRefusal ? "refused" : `crashed: ${error}`;
  }
}

/** Mulberry32: the same numbers every time. */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

async function honestWorkbook(): Promise<Uint8Array> {
  const columns = (["text", "number", "date"] as const).map((kind) => ({ header: kind, kind }));
  const rows = Array.from({ length: 200 }, (_, index) => [`学校${index}𠮷`, index * 1.5, "2024-09-01"]);
  return writeXlsx({ sheets: [{ name: "名单", columns, rows }] });
}

describe("hostile archives", () => {
  test.each<[string, string, () => Uint8Array]>([
    [
      "a shared-string bomb of 1000:1",
      "bomb",
      () => buildWorkbook({ sheet: goodSheet, sharedStrings: `<si><t>${"a".repeat(60 * megabyte)}</t></si>` }),
    ],
    [
      "a part whose declared size lies",
      "bomb",
      () =>
        withPart({
          name: "xl/sharedStrings.xml",
          data: `<sst><si><t>${"a".repeat(30 * megabyte)}</t></si></sst>`,
          declaredSize: 4000,
        }),
    ],
    [
      "a part that declares more than it holds",
      "corrupt",
      () => withPart({ name: "xl/sharedStrings.xml", data: "<sst/>", declaredSize: 4000 }),
    ],
    ["2 GB declared", "bomb", () => withPart({ name: "xl/media/a.png", data: "x", declaredSize: 0x7fffffff })],
    [
      "many small parts that add up",
      "bomb",
      () =>
        buildZip([
          ...goodParts,
          ...Array.from({ length: 30 }, (_, index) => ({
            name: `xl/m${index}`,
            data: "x",
            declaredSize: 4 * megabyte,
          })),
        ]),
    ],
    [
      "65,000 entries",
      "bomb",
      () => buildZip(Array.from({ length: 65_000 }, (_, index) => ({ name: `f${index}`, data: "", isStored: true }))),
    ],
    [
      "a nested archive",
      "not-a-table",
      () => buildZip([{ name: "a.xlsx", data: buildZip(goodParts), isStored: true }]),
    ],
    ["a path that climbs out", "corrupt", () => withPart({ name: "../../etc/passwd", data: "x" })],
    ["an absolute path", "corrupt", () => withPart({ name: "/etc/passwd", data: "x" })],
    ["a symbolic link", "corrupt", () => withPart({ name: "xl/link", data: "/etc/passwd", mode: 0o120777 })],
    ["two parts of one name", "corrupt", () => buildZip([...goodParts, ...goodParts])],
    ["an encrypted part", "encrypted", () => withPart({ name: "xl/styles.xml", data: "x", isEncrypted: true })],
    ["macros", "macro", () => withPart({ name: "xl/vbaProject.bin", data: "x" })],
    ["Excel 4 macros", "macro", () => withPart({ name: "xl/macrosheets/sheet1.xml", data: "x" })],
    ["a Word document", "not-a-table", () => buildZip([{ name: "word/document.xml", data: "<x/>" }])],
    [
      "an entity that reads a file",
      "corrupt",
      () =>
        withPart({
          name: "xl/sharedStrings.xml",
          data: '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><sst><si><t>&b;</t></si></sst>',
        }),
    ],
    [
      "a million laughs",
      "corrupt",
      () =>
        withPart({ name: "xl/workbook.xml", data: '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><workbook/>' }),
    ],
    [
      "a tag without end",
      "corrupt",
      () => withPart({ name: "xl/worksheets/sheet1.xml", data: `<worksheet a="${"x".repeat(200_000)}"/>` }),
    ],
    [
      "elements without bottom",
      "corrupt",
      () => withPart({ name: "xl/worksheets/sheet1.xml", data: "<a>".repeat(100_000) }),
    ],
    [
      "bytes that are not UTF-8",
      "corrupt",
      () => withPart({ name: "xl/workbook.xml", data: Buffer.from([0x3c, 0x61, 0xff, 0x3e]) }),
    ],
    [
      "one long text used without end",
      "too-much-text",
      () =>
        buildWorkbook({
          sharedStrings: `<si><t>${"长".repeat(32_000)}</t></si>`,
          sheet: `<sheetData><row>${'<c t="s"><v>0</v></c><c t="s"><v>0</v></c>'}</row>${'<row><c t="s"><v>0</v></c></row>'.repeat(3000)}</sheetData>`,
        }),
    ],
    [
      "merged cells without end",
      "too-many-cells",
      () =>
        buildWorkbook({
          sheet: `${goodSheet}<mergeCells>${'<mergeCell ref="A1:A1048576"/>'.repeat(1000)}</mergeCells>`,
        }),
    ],
  ])("%s is %s", async (_, code, build) => {
    expect(await refusalOf(build())).toBe(code);
  });

  test("a reader that stopped half way is a refusal, and the next file is read", async () => {
    const collector = new SheetCollector();
    collector.add({ sheet: "名单", sheets: ["名单"] });
    collector.add({ line: 1, cells: ["a", "b"] });
    expect(() => collector.finish()).toThrow(expect.objectContaining({ code: "too-heavy" }));
    expect((await readTable(buildZip(goodParts))).rows).toHaveLength(1);
  });

  test("millions of different texts are too heavy", async () => {
    const random = randomNumbers(3);
    const strings = Array.from({ length: 2_100_000 }, () => `<si><t>${random(100_000)}</t></si>`).join("");
    expect(await refusalOf(buildWorkbook({ sheet: goodSheet, sharedStrings: strings }))).toBe("too-heavy");
  });

  test("sheets of one workbook share the time that there is for it", async () => {
    const bytes = buildWorkbook({ sheet: goodSheet });
    await expect(readXlsx(bytes, undefined, { left: 0 })).rejects.toMatchObject({ code: "too-heavy" });
    await expect(readXlsx(bytes, undefined, { left: 1 })).rejects.toMatchObject({ code: "too-heavy" });
    const budget = { left: 15_000 };
    await expect(readXlsx(bytes, undefined, budget)).resolves.toMatchObject({ rows: expect.any(Array) });
    expect(budget.left).toBeLessThan(15_000);
  });

  test("a small honest file of equal rows is read although it deflates well", async () => {
    const bytes = buildWorkbook({ sheet: textRows([["a", "b"], ...Array.from({ length: 20_000 }, () => ["1", "2"])]) });
    expect((await readTable(bytes)).rows).toHaveLength(20_000);
  });

  test("more files at once than children", async () => {
    const tables = await Promise.all(Array.from({ length: 5 }, () => readTable(buildZip(goodParts))));
    expect(tables.map(({ rows }) => rows.length)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe("other files called .xlsx", () => {
  const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
  const inDirectory = (name: string) =>
    Buffer.concat([compound, Buffer.alloc(500), Buffer.from(`${name}\0`, "utf16le")]);
  test.each<[string, Uint8Array]>([
    ["empty", Buffer.alloc(0)],
    ["encrypted", inDirectory("EncryptedPackage")],
    ["old-xls", inDirectory("Workbook")],
    ["old-xls", inDirectory("Book")],
    ["not-a-table", inDirectory("WordDocument")],
    ["not-a-table", Buffer.from("%PDF-1.4\n%\u00e2\u00e3")],
    ["not-a-table", Buffer.from("\n <!DOCTYPE html><html><body><table>")],
    ["not-a-table", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13])],
    ["corrupt", Buffer.from("PK\u0003\u0004 and nothing more")],
    ["too-large", Buffer.alloc(20 * megabyte + 1, 0x50)],
  ])("%s", async (code, bytes) => {
    expect(await refusalOf(bytes)).toBe(code);
  });
});

describe("damaged files", () => {
  test("cut at every twentieth", async () => {
    const bytes = await honestWorkbook();
    for (let part = 1; part < 20; part++) {
      expect(await refusalOf(bytes.subarray(0, Math.floor((bytes.length * part) / 20)))).toBe("corrupt");
    }
  });

  test("300 files with random bytes changed are refused or read in full", async () => {
    const bytes = await honestWorkbook();
    const whole = await readHere(bytes);
    const random = randomNumbers(20260101);
    const outcomes = new Map<string, number>();
    for (let round = 0; round < 300; round++) {
      const damaged = Uint8Array.from(bytes);
      for (let flips = 1 + random(3); flips > 0; flips--) damaged[random(damaged.length)] = random(256);
      const outcome = await readHere(damaged);
      const name = outcome === whole ? "whole" : outcome;
      outcomes.set(name, (outcomes.get(name) ?? 0) + 1);
    }
    expect([...outcomes.keys()].sort()).toEqual(["refused", "whole"]);
  });

  test("20 of them through the child", async () => {
    const bytes = await honestWorkbook();
    const whole = JSON.stringify(await readTable(bytes));
    const random = randomNumbers(7);
    for (let round = 0; round < 20; round++) {
      const damaged = Uint8Array.from(bytes);
      damaged[random(damaged.length)] = random(256);
      const outcome = await readTable(damaged).then(JSON.stringify, (error: unknown) => error);
      expect(outcome === whole || outcome instanceof TableRefusal).toBe(true);
    }
  });

  test("300 CSV files with random bytes changed are refused or read", async () => {
    const random = randomNumbers(11);
    const good = Buffer.from(`学校,校长,备注\n${'实验小学,张三,"第一,\n第二"\n'.repeat(30)}`);
    for (let round = 0; round < 300; round++) {
      const damaged = Buffer.from(good);
      for (let flips = 1 + random(3); flips > 0; flips--) damaged[random(damaged.length)] = random(256);
      expect(await refusalOf(damaged)).not.toMatch(/^crashed/);
    }
  });
});
