import { describe, expect, test } from "vitest";
import { changeOf, nameOf, shownValue } from "#features/reports/components/fill/words.ts";
import { cellsOf } from "#features/reports/form/cells.ts";
import { definition, nineYear } from "./sheets.ts";

const place = (address: string) => {
  const found = cellsOf(definition, nineYear).find((one) => one.address === address);
  if (!found) throw new Error(address);
  return found;
};

describe("the words of a cell", () => {
  test("its name says item and row in both languages", () => {
    expect(nameOf(place("B2@g3"), "en")).toBe("Pupils, Grade 3");
    expect(nameOf(place("B2@g3"), "zh-CN")).toBe("在校生，三年级");
    expect(nameOf(place("D1"), "en")).toBe("Staff");
  });

  test("numbers are grouped, what is no number stays as typed", () => {
    expect(shownValue(place("F5").cell, "1234567.5", "en")).toBe("1,234,567.5");
    expect(shownValue(place("F5").cell, "lots", "en")).toBe("lots");
    expect(shownValue(place("F5").cell, "", "en")).toBe("");
  });

  test("changes carry their sign, and are unknown without both numbers", () => {
    expect(changeOf(place("E1").cell, "10.3", "10.1", "en")).toBe("+0.2");
    expect(changeOf(place("D1").cell, "8", "1200", "en")).toBe("−1,192");
    expect(changeOf(place("D1").cell, "8", "8", "en")).toBe("0");
    expect(changeOf(place("D1").cell, "", "8", "en")).toBeUndefined();
    expect(changeOf(place("D1").cell, "8", undefined, "en")).toBeUndefined();
  });
});
