import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import {
  addTerm,
  addYear,
  editYear,
  publishCalendar,
  removeTerm,
  withdrawCalendar,
} from "#features/calendar/actions.ts";
import {
  calendarYear,
  listCalendarYears,
  listSchoolYears,
  schoolYear,
  workingCalendar,
} from "#features/calendar/queries.ts";
import { readDayFile, readDayLines, writeDayLines } from "#features/calendar/read-days.ts";
import { isWorkingDay } from "#lib/working-days.ts";
import { browser, fields, signIn } from "#support/actor.ts";
import { aTenant, auditOf, inTenant } from "#support/factories.ts";

beforeEach(() => {
  browser.digest = null;
});

const DAYS =
  "2026-10-01, holiday, National Day, 国庆节\n2026年10月2日，放假，，国庆节\n2026/10/10\t调休上班\tMake-up\t调休";
const publish = (values: Record<string, string | Blob>) =>
  publishCalendar({}, fields({ year: "2026", source: "Notice 7", _version: 0, ...values }));
const csv = (text: string) => new File([text], "days.csv", { type: "text/csv" });

test("lines in several spellings are read, and written back as they were read", () => {
  const { days, problems } = readDayLines(DAYS, 2026);
  expect(problems).toEqual([]);
  expect(days).toEqual([
    { day: "2026-10-01", kind: "HOLIDAY", nameEn: "National Day", nameZh: "国庆节" },
    { day: "2026-10-02", kind: "HOLIDAY", nameEn: "国庆节", nameZh: "国庆节" },
    { day: "2026-10-10", kind: "MAKE_UP", nameEn: "Make-up", nameZh: "调休" },
  ]);
  expect(readDayLines(writeDayLines(days), 2026).days).toEqual(days);
});

test("every wrong line is named at once", async () => {
  const text =
    "2026-02-30, holiday, x\n2025-10-01, holiday, x\n2026-10-01, maybe, x\n2026-10-01, holiday\n2026-10-03, holiday, x\n2026-10-03, holiday, y\n2026-10-09, make-up, x";
  expect(readDayLines(text, 2026).problems).toEqual([
    { line: 1, code: "date" },
    { line: 2, code: "otherYear" },
    { line: 3, code: "kind" },
    { line: 4, code: "name" },
    { line: 6, code: "twice" },
    { line: 7, code: "makeUpWeekday" },
  ]);
  expect((await readDayFile(new TextEncoder().encode("日期,名称\n2026-10-01,国庆节\n"), 2026)).problems).toEqual([
    { line: 1, code: "columns" },
  ]);
  const read = await readDayFile(
    new TextEncoder().encode("日期,类型,名称\n2026-10-01,放假,国庆节\n2026-13-01,放假,x\n"),
    2026,
  );
  expect(read).toMatchObject({ days: [{ nameZh: "国庆节" }], problems: [{ line: 3, code: "date" }] });
});

test("a year is published whole, replaced whole, and taken back; until then it cannot be counted in", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const working = async (day: `${number}-${number}-${number}`) =>
    isWorkingDay(day, await inTenant(tenant, (db) => workingCalendar(db)));
  const versionNow = async () => (await inTenant(tenant, (db) => calendarYear(db, 2026)))?.version;
  expect(await working("2026-10-01")).toBeUndefined();
  await expect(publish({ days: DAYS })).rejects.toThrow("NEXT_REDIRECT");
  expect([await working("2026-10-01"), await working("2026-10-10"), await working("2026-10-12")]).toEqual([
    false,
    true,
    true,
  ]);
  expect(await inTenant(tenant, (db) => listCalendarYears(db))).toEqual([
    { year: 2026, source: "Notice 7", holidays: 2, makeUpDays: 1 },
  ]);
  const version = await versionNow();
  expect(await publish({ days: DAYS.replace("10/10", "10/11"), source: "Mine" })).toMatchObject({
    version,
    conflict: [
      { label: "Source", mine: "Mine", theirs: "Notice 7" },
      { label: "Days", mine: "2026-10-11, make-up, Make-up, 调休", theirs: "2026-10-10, make-up, Make-up, 调休" },
    ],
  });
  expect(await publish({ days: `${DAYS}\nnonsense` })).toMatchObject({
    errors: { days: [expect.stringMatching(/1 line is not right. Line 4/)] },
  });
  await expect(
    publish({ source: "Corrected", _version: String(version), file: csv("date,kind,name\n2026-10-05,holiday,Only\n") }),
  ).rejects.toThrow("NEXT_REDIRECT");
  expect(await inTenant(tenant, (db) => calendarYear(db, 2026))).toMatchObject({
    source: "Corrected",
    days: [{ day: "2026-10-05" }],
  });
  expect(await auditOf(tenant, "2026")).toHaveLength(2);
  await expect(withdrawCalendar({}, fields({ year: 2026 }))).rejects.toThrow("NEXT_REDIRECT");
  expect(await working("2026-10-12")).toBeUndefined();
  await expect(publish({ days: DAYS })).rejects.toThrow("NEXT_REDIRECT");
  expect(await publish({ days: DAYS, source: "Mine", _version: String(version) })).toMatchObject({
    version: await versionNow(),
    conflict: [{ label: "Source", mine: "Mine", theirs: "Notice 7" }],
  });
});

test("files and forms that cannot be used are refused and lose nothing", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  expect(await publish({})).toHaveProperty("errors.days");
  expect(await publish({ days: DAYS, file: csv("date,kind,name\n2026-10-05,holiday,x\n") })).toHaveProperty(
    "errors.file",
  );
  expect(await publish({ file: new File([new Uint8Array([80, 75, 3, 4, 0, 0, 1, 2])], "x.xlsx") })).toHaveProperty(
    "errors.file",
  );
  expect(await publish({ year: "1826", days: DAYS })).toHaveProperty("errors.year");
  expect(await inTenant(tenant, (db) => db.calendarYear.count())).toBe(0);
  await signIn("SECTION_HEAD", tenant);
  expect((await publish({ days: DAYS })).message).toMatch(/role/);
});

test("school years do not overlap, terms lie within them", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const year = { nameEn: "2026–27", nameZh: "2026—2027学年", startsOn: "2026-09-01", endsOn: "2027-08-31" };
  const add = (over: object = {}) => addYear({}, fields({ ...year, ...over, _key: randomUUID() }));
  await expect(add()).rejects.toThrow("NEXT_REDIRECT");
  expect(await add({ startsOn: "2027-08-31", endsOn: "2028-08-30" })).toHaveProperty("errors.startsOn");
  expect(await add({ startsOn: "2028-09-01", endsOn: "2028-08-31" })).toHaveProperty("errors.endsOn");
  expect(await add({ startsOn: "2028-02-30" })).toHaveProperty("errors.startsOn");
  const [made] = await inTenant(tenant, (db) => listSchoolYears(db));
  const id = made?.id ?? "";
  const term = { schoolYearId: id, nameEn: "Autumn", nameZh: "第一学期", startsOn: "2026-09-01", endsOn: "2027-01-29" };
  const addOne = (over: object = {}) => addTerm({}, fields({ ...term, ...over, _key: randomUUID() }));
  expect(await addOne()).toMatchObject({ done: true });
  expect(await addOne({ startsOn: "2027-01-29", endsOn: "2027-03-01" })).toHaveProperty("errors.startsOn");
  expect(await addOne({ startsOn: "2027-08-01", endsOn: "2027-09-01" })).toHaveProperty("errors.startsOn");
  expect((await addOne({ schoolYearId: randomUUID() })).done).toBeUndefined();
  expect(await editYear({}, fields({ ...year, id, startsOn: "2026-10-01", _version: 1 }))).toHaveProperty(
    "errors.startsOn",
  );
  expect(await editYear({}, fields({ ...year, id, nameEn: "Renamed", _version: 1 }))).toMatchObject({ done: true });
  expect(await editYear({}, fields({ ...year, id, endsOn: "2027-07-31", _version: 1 }))).toMatchObject({
    conflict: [
      { label: "Name in English", mine: "2026–27", theirs: "Renamed" },
      { label: "Last day", mine: "31 July 2027", theirs: "31 August 2027" },
    ],
  });
  const found = await inTenant(tenant, (db) => schoolYear(db, id));
  expect(found).toMatchObject({ nameEn: "Renamed", terms: [{ nameEn: "Autumn" }] });
  await signIn("SYSTEM_ADMIN", await aTenant());
  expect((await removeTerm({}, fields({ id: found?.terms[0]?.id ?? "" }))).done, "of another city").toBeUndefined();
  await signIn("SYSTEM_ADMIN", tenant);
  expect(await removeTerm({}, fields({ id: found?.terms[0]?.id ?? "" }))).toMatchObject({ done: true });
});
