import fc from "fast-check";
import { expect, test } from "vitest";
import { compareDecimals, formatNumber, formatPercent, formatRatio, formatShare, reachesRate } from "#lib/decimal.ts";

test("golden: 9 teachers for 1,000 pupils reach 0.9 per 100 exactly", () => {
  expect((9 / 1000) * 100 >= 0.9).toBe(false);
  expect(reachesRate(9, "0.9", 1000)).toBe(true);
  expect(reachesRate(9, 0.9, 1000)).toBe(true);
  expect(reachesRate(8, 0.9, 1000)).toBe(false);
  expect(reachesRate(9, 0.9, 1001)).toBe(false);
});

test("golden: 85 % floor of primary L4", () => {
  expect(compareDecimals("3.825", "3.825")).toBe(0);
  expect(reachesRate("3.825", "0.85", "4.5", 1)).toBe(true);
  expect(reachesRate("3.8249", "0.85", "4.5", 1)).toBe(false);
});

test("golden: preschool rates", () => {
  expect(formatPercent(10301, 25113, "en", 2)).toBe("41.02%");
  expect(formatPercent(10301 + 7629, 25113, "en", 2)).toBe("71.40%");
  expect(formatRatio(25113, 984, "en")).toBe("1:25.52");
});

test("whole numbers compare as integers do", () => {
  const count = fc.integer({ min: 0, max: 1_000_000 });
  fc.assert(
    fc.property(count, fc.integer({ min: 0, max: 1000 }), count, (x, tenths, population) => {
      const expected = population === 0 ? undefined : 1000n * BigInt(x) >= BigInt(tenths) * BigInt(population);
      expect(reachesRate(x, tenths / 10, population)).toBe(expected);
    }),
  );
});

test("a percentage is rounded once, half away from zero", () => {
  expect(formatPercent(1, 3, "en")).toBe("33.3%");
  expect(formatPercent(1, 2000, "en")).toBe("0.1%");
  expect(formatPercent(4999, 100_000, "en")).toBe("5.0%");
  expect(formatPercent(-1, 2000, "en")).toBe("-0.1%");
  expect(formatPercent(-1, 100_000, "en")).toBe("0.0%");
  expect(formatPercent(79, 82, "zh-CN")).toBe("96.3%");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }), (part, whole) => {
      const tenths = (2000n * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole));
      const text = formatPercent(part, whole, "en").replaceAll(",", "");
      expect(text).toBe(`${tenths / 10n}.${tenths % 10n}%`);
    }),
  );
});

test("a share shows what it is a share of", () => {
  expect(formatShare(10301, 25113, "en")).toBe("41.0% (10,301 of 25,113)");
  expect(formatShare(10301, 25113, "zh-CN")).toBe("41.0%（10,301/25,113）");
});

test("what is missing is a dash, never a zero", () => {
  expect(formatNumber(null, "en")).toBe("—");
  expect(formatNumber(undefined, "zh-CN")).toBe("—");
  expect(formatNumber("", "en")).toBe("—");
  expect(formatNumber(Number.NaN, "en")).toBe("—");
  expect(formatPercent(1, 0, "en")).toBe("—");
  expect(formatPercent(null, 5, "en")).toBe("—");
  expect(formatShare(1, null, "en")).toBe("—");
  expect(formatRatio(1, 0, "en")).toBe("—");
  expect(reachesRate(0, 1, 0)).toBeUndefined();
  expect(formatNumber(0, "en")).toBe("0");
});

test("numbers are grouped and exact", () => {
  expect(formatNumber(1234567, "en")).toBe("1,234,567");
  expect(formatNumber("12345678901234567890.125", "zh-CN")).toBe("12,345,678,901,234,567,890.125");
  expect(formatNumber("2.345", "en", 2)).toBe("2.35");
  expect(formatNumber(1e-7, "en")).toBe("0.0000001");
  expect(formatNumber("-0.001", "en", 2)).toBe("0.00");
});
