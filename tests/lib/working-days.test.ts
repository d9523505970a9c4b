import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { addWorkingDays, isWorkingDay, type WorkingCalendar, workingDaysBetween } from "#lib/working-days.ts";

const nationalDay: PlainDate[] = Array.from({ length: 7 }, (_, at) => addDays("2024-10-01", at));
/** October 2024: Tuesday 1 to Monday 7 off, Sunday 29 September and Saturday 12 October worked. */
const calendar: WorkingCalendar = {
  years: new Set([2024]),
  holidays: new Set(nationalDay),
  makeUpDays: new Set<PlainDate>(["2024-09-29", "2024-10-12"]),
};

test("golden: transfer clock, node opened Friday before a 7-day holiday with a make-up Sunday", () => {
  const onlySunday = { ...calendar, makeUpDays: new Set<PlainDate>(["2024-09-29"]) };
  expect(addWorkingDays("2024-09-27", 10, onlySunday)).toBe("2024-10-17");
  expect(addWorkingDays("2024-09-27", 10, calendar)).toBe("2024-10-16");
  expect(addWorkingDays("2024-09-27", 10, { ...calendar, makeUpDays: new Set() })).toBe("2024-10-18");
});

test("weekends and holidays are off, make-up days are worked", () => {
  expect(isWorkingDay("2024-09-27", calendar)).toBe(true);
  expect(isWorkingDay("2024-09-28", calendar)).toBe(false);
  expect(isWorkingDay("2024-09-29", calendar)).toBe(true);
  expect(isWorkingDay("2024-10-04", calendar)).toBe(false);
  expect(isWorkingDay("2025-01-02", calendar)).toBeUndefined();
});

test("a clock that runs into a year without a calendar cannot conclude", () => {
  expect(addWorkingDays("2024-12-20", 10, calendar)).toEqual({ cannotConclude: 2025 });
  expect(workingDaysBetween("2024-12-20", "2025-01-10", calendar)).toEqual({ cannotConclude: 2025 });
  expect(addWorkingDays("2024-12-20", 7, calendar)).toBe("2024-12-31");
});

test("no working day is the day itself; other numbers are an error", () => {
  expect(addWorkingDays("2024-09-28", 0, calendar)).toBe("2024-09-28");
  for (const n of [-1, 1.5, Number.NaN, 1001])
    expect(() => addWorkingDays("2024-01-01", n, calendar)).toThrow(RangeError);
});

test("adding and counting agree, and the day reached is a working day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 1, max: 60 }), (offset, n) => {
      const start = addDays("2024-01-01", offset);
      const due = addWorkingDays(start, n, calendar);
      if (typeof due !== "string") throw new Error("2024 is published");
      expect(isWorkingDay(due, calendar)).toBe(true);
      expect(workingDaysBetween(start, due, calendar)).toBe(n);
    }),
  );
  expect(workingDaysBetween("2024-03-05", "2024-03-01", calendar)).toBe(0);
});
