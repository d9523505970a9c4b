import { describe, expect, test } from "vitest";
import { type Choices, choicesOf, DEFAULT_CHOICES, mailTime, minutesOf } from "#features/notifications/choices.ts";
import { remindersOn } from "#features/notifications/reminders.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";

const SHANGHAI = "Asia/Shanghai";
const at = (text: string, zone = SHANGHAI) => {
  const [date = "", time = ""] = text.split(" ");
  return instantAt(date as PlainDate, time, zone);
};
const quiet = (from: string, to: string): Choices => ({
  ...DEFAULT_CHOICES,
  quietFrom: minutesOf(from),
  quietTo: minutesOf(to),
});

describe("when a notice goes out by e-mail", () => {
  test.each([
    ["in the day", "21:00", "07:00", "2026-11-26 14:00", "2026-11-26 14:00"],
    ["as quiet hours begin", "21:00", "07:00", "2026-11-26 21:00", "2026-11-27 07:00"],
    ["after midnight", "21:00", "07:00", "2026-11-27 00:30", "2026-11-27 07:00"],
    ["as they end", "21:00", "07:00", "2026-11-27 07:00", "2026-11-27 07:00"],
    ["within a day's quiet hours", "12:00", "14:00", "2026-11-26 13:59", "2026-11-26 14:00"],
    ["outside of them", "12:00", "14:00", "2026-11-26 23:00", "2026-11-26 23:00"],
    ["without any", "08:00", "08:00", "2026-11-26 08:00", "2026-11-26 08:00"],
  ])("at once, %s", (_name, from, to, now, expected) =>
    expect(mailTime("deadlines", quiet(from, to), at(now), SHANGHAI)).toEqual(at(expected)),
  );

  test.each([
    ["before its time", "2026-11-26 07:59", "2026-11-26 08:00"],
    ["at its time", "2026-11-26 08:00", "2026-11-27 08:00"],
    ["on the last day of a year", "2026-12-31 09:00", "2027-01-01 08:00"],
  ])("once a day, %s", (_name, now, expected) =>
    expect(mailTime("requests", DEFAULT_CHOICES, at(now), SHANGHAI)).toEqual(at(expected)),
  );

  test("never", () => expect(mailTime("jobs", DEFAULT_CHOICES, at("2026-11-26 14:00"), SHANGHAI)).toBeNull());

  test("on a day whose clocks are put forward over it, as soon as there is such a time", () => {
    const zone = "Europe/Berlin"; // 2026-03-29: 02:00 is followed by 03:00
    const choices = quiet("01:00", "02:30");
    expect(mailTime("deadlines", choices, at("2026-03-29 01:30", zone), zone)).toEqual(at("2026-03-29 03:30", zone));
  });

  test("what is kept wrongly reads as the default", () => {
    const stored = { mail: { deadlines: "NEVER", reports: "SOMETIMES" }, digestAt: 1, quietFrom: 2, quietTo: 3 };
    expect(choicesOf(stored)).toMatchObject({ mail: { deadlines: "NEVER", reports: "AT_ONCE", jobs: "NEVER" } });
  });
});

describe("who is told of a deadline", () => {
  const rules = { remindBefore: [7, 3, 1], districtAfter: 1, sectionAfter: 3 };
  const due = at("2026-12-10 18:00");
  test.each([
    ["2026-12-02", {}],
    ["2026-12-03", { soon: { step: 7, days: 7 } }],
    ["2026-12-06", { soon: { step: 7, days: 4 } }],
    ["2026-12-07", { soon: { step: 3, days: 3 } }],
    ["2026-12-09", { soon: { step: 1, days: 1 } }],
    ["2026-12-10", { soon: { step: 1, days: 0 } }],
    ["2026-12-11", { overdue: true, district: true }],
    ["2026-12-13", { overdue: true, district: true, section: true }],
  ])("on %s", (today, expected) => expect(remindersOn(today as PlainDate, due, rules, SHANGHAI)).toEqual(expected));

  test("24:00 is the end of its day, not the next day", () => {
    const midnight = at("2026-12-10 24:00");
    expect(remindersOn("2026-12-10" as PlainDate, midnight, rules, SHANGHAI)).toEqual({ soon: { step: 1, days: 0 } });
    expect(remindersOn("2026-12-11" as PlainDate, midnight, rules, SHANGHAI)).toHaveProperty("overdue");
  });

  test("a city that reminds nobody before, and tells nobody for years", () => {
    const silent = { remindBefore: [], districtAfter: 999, sectionAfter: 999 };
    expect(remindersOn("2026-12-10" as PlainDate, due, silent, SHANGHAI)).toEqual({});
    expect(remindersOn("2026-12-20" as PlainDate, due, silent, SHANGHAI)).toEqual({ overdue: true });
  });
});
