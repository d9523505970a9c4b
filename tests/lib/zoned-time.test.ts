import fc from "fast-check";
import { expect, test } from "vitest";
import {
  dateInZone,
  deadlineParts,
  formatDateTime,
  formatDeadline,
  instantAt,
  isTimeZone,
  timeInZone,
  zoneName,
} from "#lib/zoned-time.ts";

const SHANGHAI = "Asia/Shanghai";

test("24:00 of a day is the start of the next", () => {
  expect(instantAt("2026-09-30", "24:00", SHANGHAI).toISOString()).toBe("2026-09-30T16:00:00.000Z");
  expect(instantAt("2026-09-30", "24:00", SHANGHAI)).toEqual(instantAt("2026-10-01", "00:00", SHANGHAI));
});

test("the day and time on the wall depend on the zone", () => {
  const instant = new Date("2026-08-31T16:30:15.250Z");
  expect(dateInZone(instant, SHANGHAI)).toBe("2026-09-01");
  expect(timeInZone(instant, SHANGHAI)).toBe("00:30");
  expect(dateInZone(instant, "Europe/London")).toBe("2026-08-31");
  expect(dateInZone(new Date("2026-03-01T02:00:00Z"), "America/New_York")).toBe("2026-02-28");
});

test("a time that clocks skip is taken that much later, a time shown twice is the first", () => {
  expect(instantAt("2026-03-29", "01:30", "Europe/London").toISOString()).toBe("2026-03-29T01:30:00.000Z");
  expect(timeInZone(instantAt("2026-03-29", "01:30", "Europe/London"), "Europe/London")).toBe("02:30");
  expect(instantAt("2026-10-25", "01:30", "Europe/London").toISOString()).toBe("2026-10-25T00:30:00.000Z");
  expect(instantAt("1988-04-17", "02:30", SHANGHAI).toISOString()).toBe("1988-04-16T18:30:00.000Z");
});

test("a day that starts in the gap starts with its first instant", () => {
  const start = instantAt("2018-11-04", "00:00", "America/Sao_Paulo");
  expect(start.toISOString()).toBe("2018-11-04T03:00:00.000Z");
  expect(dateInZone(new Date(start.getTime() - 1), "America/Sao_Paulo")).toBe("2018-11-03");
});

test("day and time give back the instant, in every zone, through every change of clocks", () => {
  const zones = fc.constantFrom(SHANGHAI, "Asia/Hong_Kong", "Europe/London", "Australia/Lord_Howe", "Asia/Kathmandu");
  const instants = fc.date({ min: new Date("1950-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
  fc.assert(
    fc.property(zones, instants, (zone, at) => {
      const minute = new Date(Math.floor(at.getTime() / 60_000) * 60_000);
      const found = instantAt(dateInZone(minute, zone), timeInZone(minute, zone), zone).getTime();
      // Equal, or the first of two times that show the same, an hour or half an hour before.
      expect([0, 30, 60].map((minutes) => minutes * 60_000)).toContain(minute.getTime() - found);
    }),
    { numRuns: 500 },
  );
});

test("what is not a time of a day is an error", () => {
  for (const time of ["24:01", "25:00", "7:30", "", "12:60"])
    expect(() => instantAt("2026-09-01", time, SHANGHAI), time).toThrow(RangeError);
  expect(() => instantAt("2026-09-31", "12:00", SHANGHAI)).toThrow(RangeError);
  expect(() => dateInZone(new Date(0), "Mars/Olympus")).toThrow(RangeError);
  expect(isTimeZone("Mars/Olympus")).toBe(false);
  expect(isTimeZone("Asia/Hong_Kong")).toBe(true);
});

test("instants and deadlines are written as each language writes them", () => {
  const instant = new Date("2026-09-01T09:30:00Z");
  expect(formatDateTime(instant, SHANGHAI, "en")).toBe("1 September 2026, 17:30");
  expect(formatDateTime(instant, SHANGHAI, "zh-CN")).toBe("2026年9月1日 17:30");
  const deadline = instantAt("2026-09-30", "24:00", SHANGHAI);
  expect(formatDeadline(deadline, SHANGHAI, "en")).toBe("30 September 2026, 24:00");
  expect(formatDeadline(deadline, SHANGHAI, "zh-CN")).toBe("2026年9月30日 24:00");
  expect(deadlineParts(instant, SHANGHAI)).toEqual({ date: "2026-09-01", time: "17:30" });
});

test("a zone is called what people call it, in both languages", () => {
  expect(zoneName("Asia/Shanghai", "en")).toBe("China Standard Time");
  expect(zoneName("Asia/Shanghai", "zh-CN")).toBe("中国标准时间");
});
