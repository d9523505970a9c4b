import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { placeBlock, readBlock, writeBlock } from "#features/reports/components/fill/clipboard.ts";
import { type Spot, spotsOf } from "#features/reports/components/fill/layout.ts";
import { blocks } from "./sheets.ts";

const spots = spotsOf(blocks);
const spot = (address: string): Spot => spots.get(address) ?? { block: -1, line: -1, column: -1 };

describe("a block from Excel", () => {
  test("is read by tabs and newlines, with the last newline dropped", () => {
    expect(readBlock("1\t2\r\n3\t\r\n")).toEqual([
      ["1", "2"],
      ["3", ""],
    ]);
    expect(readBlock("")).toEqual([[""]]);
  });

  test("knows quoted cells with newlines, tabs and quotes in them, and quotes that are only signs", () => {
    expect(readBlock('"a\nb"\t"c ""d"""\n5" pipe\t6')).toEqual([
      ["a\nb", 'c "d"'],
      ['5" pipe', "6"],
    ]);
    expect(readBlock('"open\tend')).toEqual([['"open', "end"]]);
  });

  test("comes back as it was written", () => {
    const cell = fc.string().map((text) => text.replaceAll("\r", ""));
    const rectangular = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 4 }),
      );
    fc.assert(
      fc.property(rectangular, (block) => {
        expect(readBlock(writeBlock(block))).toEqual(block);
      }),
    );
  });

  test("is laid to the right and down; what lies outside is counted, blanks outside are not", () => {
    const placed = placeBlock([["1", "2", "3", " "]], blocks, spot("B8@g1"));
    expect(placed.edits).toEqual([
      { address: "B8@g1", text: "1" },
      { address: "B9@g1", text: "2" },
    ]);
    expect(placed.unplaced).toBe(1);
  });

  test("a column of nine grades and its total fills the table's column", () => {
    const column = Array.from({ length: 11 }, (_, index) => [String(index)]);
    const placed = placeBlock(column, blocks, spot("B2@g1"));
    expect(placed.edits.at(-1)).toEqual({ address: "B2@total", text: "9" });
    expect(placed.unplaced).toBe(1);
  });

  test("one value fills the whole selection", () => {
    const placed = placeBlock([["0"]], blocks, spot("B2@g1"), [
      ["B2@g1", "B3@g1"],
      ["B2@g2", null],
    ]);
    expect(placed.edits.map(({ address }) => address)).toEqual(["B2@g1", "B3@g1", "B2@g2"]);
  });
});
