import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDays,
  addMonths,
  addYears,
  compareDates,
  dayOfWeek,
  daysBetween,
  formatDate,
  fromUtcMidnight,
  isPlainDate,
  type PlainDate,
  parsePlainDate,
  partsOf,
  relativeDays,
  toUtcMidnight,
} from "#lib/plain-date.ts";

const days = fc
  .date({ min: new Date("1600-01-01"), max: new Date("2400-12-31"), noInvalidDate: true })
  .map((at) => fromUtcMidnight(at));

test("a day is four, two and two digits and exists", () => {
  expect(isPlainDate("2024-02-29")).toBe(true);
  expect(parsePlainDate("2026-09-01")).toBe("2026-09-01");
  for (const text of [
    "2023-02-29",
    "2026-13-01",
    "2026-00-10",
    "2026-04-31",
    "2026-9-1",
    "0999-01-01",
    "",
    "2026-09-01T",
  ])
    expect(parsePlainDate(text), text).toBeUndefined();
});

test("any text is answered without an error", () => {
  fc.assert(fc.property(fc.string(), (text) => typeof isPlainDate(text) === "boolean"));
});

test("adding days and counting them are inverse", () => {
  fc.assert(
    fc.property(days, fc.integer({ min: -50_000, max: 50_000 }), (date, n) => {
      const other = addDays(date, n);
      expect(daysBetween(date, other)).toBe(n);
      expect(compareDates(date, other) + Math.sign(n)).toBe(0);
      expect((dayOfWeek(other) - dayOfWeek(date) - n) % 7).toBeCloseTo(0);
    }),
  );
});

test("months and years stop at the month's last day", () => {
  expect(addMonths("2026-01-31", 1)).toBe("2026-02-28");
  expect(addMonths("2024-01-31", 1)).toBe("2024-02-29");
  expect(addMonths("2026-12-15", 1)).toBe("2027-01-15");
  expect(addMonths("2026-01-31", -2)).toBe("2025-11-30");
  expect(addYears("2024-02-29", 1)).toBe("2025-02-28");
  expect(addYears("2026-09-01", -1)).toBe("2025-09-01");
});

test("of what people type every day has one after it", () => {
  expect(parsePlainDate("9999-12-30")).toBe("9999-12-30");
  expect(parsePlainDate("9999-12-31")).toBeUndefined();
});

test("leaving the years 1000 to 9999 is an error", () => {
  expect(() => addDays("9999-12-31", 1)).toThrow(RangeError);
  expect(() => fromUtcMidnight(new Date(Number.NaN))).toThrow(RangeError);
});

test("weekdays run from Monday 1 to Sunday 7", () => {
  expect(dayOfWeek("2026-08-31")).toBe(1);
  expect(dayOfWeek("2024-09-29")).toBe(7);
});

test("a date column's midnight UTC round-trips", () => {
  fc.assert(fc.property(days, (date) => fromUtcMidnight(toUtcMidnight(date)) === date));
});

test("dates are written as each language writes them", () => {
  expect(formatDate("2026-09-01", "en")).toBe("1 September 2026");
  expect(formatDate("2026-09-01", "zh-CN")).toBe("2026年9月1日");
  expect(partsOf("2026-09-01")).toEqual({ year: 2026, month: 9, day: 1 });
});

test("near days are named", () => {
  const today: PlainDate = "2026-09-01";
  expect([0, 1, 3, -1, -5].map((n) => relativeDays(addDays(today, n), today, "en"))).toEqual([
    "today",
    "tomorrow",
    "in 3 days",
    "yesterday",
    "5 days ago",
  ]);
  expect([0, 1, 3, -5].map((n) => relativeDays(addDays(today, n), today, "zh-CN"))).toEqual([
    "今天",
    "明天",
    "3天后",
    "5天前",
  ]);
});
