import { describe, expect, test } from "vitest";
import { keyFigures } from "#features/reports/components/fill/key-figures.ts";
import {
  type Direction,
  endOf,
  farNeighbour,
  neighbour,
  rectangle,
  type Spot,
  spotsOf,
} from "#features/reports/components/fill/layout.ts";
import { asked, blocks } from "./sheets.ts";

const spots = spotsOf(blocks);
const spot = (address: string): Spot => spots.get(address) ?? { block: -1, line: -1, column: -1 };
const go = (address: string, direction: Direction) => neighbour(blocks, spot(address), direction);

describe("the layout of a form", () => {
  test("has every typed cell once, the grades of the school's stages only", () => {
    expect(new Set(spots.keys())).toEqual(asked);
    expect(spots.has("B2@g9")).toBe(true);
    expect(spots.has("B2@s1")).toBe(false);
    expect(spots.has("A1")).toBe(false);
  });

  test("moves by cell within a table, stops at its sides, and crosses sections up and down", () => {
    expect(go("B2@g1", "down")).toBe("B2@g2");
    expect(go("B2@g1", "right")).toBe("B3@g1");
    expect(go("B1@g1", "left")).toBeUndefined();
    expect(go("B9@g1", "right")).toBeUndefined();
    expect(go("B4@total", "down")).toBe("C1");
    expect(go("C1", "up")).toBe("B1@total");
    expect(go("F7", "down")).toBeUndefined();
    expect(go("C1", "right")).toBeUndefined();
  });

  test("steps over cells of the register", () => {
    expect(go("B1@g1", "up")).toBeUndefined();
  });

  test("Ctrl and an arrow go to the end of a run, over a gap, or to the edge, as in Excel", () => {
    const filled = new Set(["B2@g1", "B2@g2", "B2@g3", "B2@g7"]);
    const far = (address: string, direction: Direction) =>
      farNeighbour(blocks, spot(address), direction, (one) => filled.has(one));
    expect(far("B2@g1", "down")).toBe("B2@g3");
    expect(far("B2@g3", "down")).toBe("B2@g7");
    expect(far("B2@g7", "down")).toBe("B2@total");
    expect(far("B2@g7", "right")).toBe("B9@g7");
    expect(far("B2@total", "down")).toBeUndefined();
  });

  test("Home and End go to the ends of the line, with Ctrl of the form", () => {
    expect(endOf(blocks, spot("B5@g3"), "first", false)).toBe("B1@g3");
    expect(endOf(blocks, spot("B5@g3"), "last", false)).toBe("B9@g3");
    expect(endOf(blocks, spot("B5@g3"), "first", true)).toBe("B1@g1");
    expect(endOf(blocks, spot("B5@g3"), "last", true)).toBe("F7");
  });

  test("a rectangle is the same from any corner and never spans sections", () => {
    const expected = [
      ["B2@g1", "B3@g1"],
      ["B2@g2", "B3@g2"],
    ];
    expect(rectangle(blocks, spot("B2@g1"), spot("B3@g2"))).toEqual(expected);
    expect(rectangle(blocks, spot("B3@g2"), spot("B2@g1"))).toEqual(expected);
    expect(rectangle(blocks, spot("B2@g1"), spot("C1"))).toEqual([]);
  });

  test("key figures are totals and the first numbers of each section", () => {
    const addresses = keyFigures(blocks).map(({ address }) => address);
    expect(addresses).toContain("B2@total");
    expect(addresses).toContain("D1");
    expect(addresses).not.toContain("B2@g1");
  });
});
