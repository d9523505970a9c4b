import { expect, test } from "vitest";
import { barsOf } from "#features/reports/charts.ts";
import { courseOf } from "#features/reports/course.ts";
import type { RolledUp } from "#features/reports/roll-up.ts";

const figures = (values: Record<string, string>): RolledUp => {
  const held = Object.entries(values).map(([key, value]) => [key, new Map([["D1", { value, schools: 1 }]])] as const);
  return {
    figures: new Map(held),
    adjustments: new Map([["c", new Map([["D1", { amount: "5", lines: 1 }]])]]),
  } as unknown as RolledUp;
};
const places = ["all", "a", "b", "c", "d"].map((key) => ({
  ...{ key, name: key, covered: undefined },
  ...(key === "all" ? {} : { of: key }),
}));

test("bars are sorted by exact value with their lines, and a group without a figure is none and not nought", () => {
  const bars = barsOf(figures({ all: "999", a: "9", b: "10", c: "15" }), places, "D1");
  expect(bars.map(({ key, value, length }) => [key, value, length])).toEqual([
    ["c", "20", 100],
    ["b", "10", 50],
    ["a", "9", 45],
    ["d", undefined, 0],
  ]);
  expect(barsOf(figures({ a: "0", b: "0" }), places, "D1").map(({ length }) => length)).toEqual([100, 0, 0, 0]);
  expect(barsOf(figures({}), places.slice(0, 2), "D1").map(({ value }) => value)).toEqual([undefined]);
});

const span = { openedOn: "2026-11-10", due: { date: "2026-11-13", time: "24:00" } } as const;

test("a course counts up day by day, and says nothing of days to come", () => {
  const arrived = [
    { day: "2026-11-10", onTime: 2, late: 0 },
    { day: "2026-11-12", onTime: 1, late: 0 },
  ] as const;
  expect(courseOf(arrived, { ...span, today: "2026-11-12" })).toEqual({
    points: [
      { day: "2026-11-10", at: 1, onTime: 2, late: 0 },
      { day: "2026-11-11", at: 2, onTime: 2, late: 0 },
      { day: "2026-11-12", at: 3, onTime: 3, late: 0 },
    ],
    due: 4,
    end: 4,
  });
});

test("a course goes on to the last late report, and no further", () => {
  const arrived = [
    { day: "2026-11-13", onTime: 3, late: 0 },
    { day: "2026-11-15", onTime: 0, late: 1 },
  ] as const;
  const course = courseOf(arrived, { ...span, today: "2027-01-01" });
  expect(course?.points.at(-1)).toEqual({ day: "2026-11-15", at: 6, onTime: 3, late: 1 });
  expect(course).toMatchObject({ due: 4, end: 6 });
  const noon = { ...span, due: { date: "2026-11-13", time: "12:00" } } as const;
  expect(courseOf(arrived.slice(0, 1), { ...noon, today: "2027-01-01" })).toMatchObject({ due: 3.5, end: 4 });
  expect(courseOf([], { ...span, today: "2026-11-12" })).toBeNull();
});
