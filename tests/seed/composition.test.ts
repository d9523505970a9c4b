import { describe, expect, test } from "vitest";
import { checkCreditCode } from "#lib/credit-code.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { checkSchoolCode, NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";
import { calendarDays, PUBLISHED_YEARS, schoolYears } from "#seed/calendar.ts";
import { monthlyReturns, pastSchoolFacts, presentSchoolFacts, schoolMonths } from "#seed/campaigns.ts";
import { chanceOf } from "#seed/chance.ts";
import { type CityPlan, KINDS, LINJIANG, LINSHUI, QINGHE } from "#seed/city-plan.ts";
import { GRADES, pupilsOf, rollsOf } from "#seed/enrolment.ts";
import { fatesOf, momentsOf } from "#seed/fates.ts";
import { rollsByYear } from "#seed/figures.ts";
import { historyOf } from "#seed/history.ts";
import { institutionsOf } from "#seed/institutions.ts";
import { peopleOf } from "#seed/people.ts";
import { factsOn } from "#seed/register.ts";
import { inRegularClasses } from "#seed/school-facts-values.ts";
import { schoolsOf } from "#seed/schools.ts";
import { at } from "#seed/script.ts";

const count = <T>(list: Iterable<T>, fits: (one: T) => boolean) => [...list].filter(fits).length;

describe("清河市 is the city of the table", () => {
  const schools = institutionsOf(QINGHE);
  test.each([
    ["kindergarten", 40],
    ["primary", 22],
    ["point", 6],
    ["nine-year", 4],
    ["twelve-year", 1],
    ["junior", 9],
    ["special", 1],
  ])("%s: %i", (kind, expected) => expect(count(schools, (school) => school.kind === kind)).toBe(expected));

  test("82 institutions and 6 teaching points", () => {
    expect(count(schools, ({ kind }) => kind !== "point")).toBe(82);
    expect(count(schools, ({ kind }) => kind === "senior" || kind === "complete")).toBe(5);
  });

  test("kindergartens by ownership, private schools, settlements", () => {
    const nurseries = schools.filter(({ kind }) => kind === "kindergarten");
    const by = (codes: string[]) => count(nurseries, ({ ownership }) => codes.includes(ownership));
    expect([by(["EDUCATION", "OTHER_PUBLIC"]), by(["INCLUSIVE"]), by(["FOR_PROFIT"])]).toEqual([16, 17, 7]);
    expect(count(schools, ({ kind, ownership }) => kind === "primary" && ownership === "NON_PROFIT")).toBe(2);
    expect(count(schools, ({ kind, ownership }) => kind === "senior" && ownership === "NON_PROFIT")).toBe(1);
    const share = (settlement: string) => count(schools, (school) => school.settlement === settlement) / schools.length;
    expect([share("URBAN"), share("TOWN"), share("RURAL")].map((part) => Math.round(part * 100))).toEqual([22, 36, 42]);
  });

  test("every teaching point is run by a primary school of its own", () => {
    const parents = schools.flatMap(({ kind, parent }) => (kind === "point" ? [parent?.kind] : []));
    expect(parents).toEqual(Array(6).fill("primary"));
    expect(new Set(schools.flatMap(({ parent }) => parent?.id ?? [])).size).toBe(6);
  });

  test("people: so many in each role, one of them in two districts, some heads of two schools", () => {
    const { shown } = schoolsOf(QINGHE);
    const people = peopleOf(QINGHE, schools, schools.find(({ id }) => id === shown.id) ?? shown);
    const roles = (role: string) => count(people, (person) => person.role === role);
    expect([roles("SECTION_STAFF"), roles("DISTRICT_OFFICER"), roles("SCHOOL_HEAD")]).toEqual([8, 12, 82]);
    expect([roles("SCHOOL_CLERK"), roles("INSPECTOR"), roles("AWARD_EXPERT")]).toEqual([95, 15, 30]);
    expect(count(people, ({ role, seats }) => role === "INSPECTOR" && seats.length === 2)).toBe(1);
    expect(count(people, ({ role, seats }) => role === "SCHOOL_HEAD" && seats.length === 2)).toBe(6);
    expect(new Set(people.map(({ email }) => email)).size).toBe(people.length);
    expect(people.every(({ email }) => email.endsWith("@example.test"))).toBe(true);
  });
});

test("临江市 is the prefecture-level city of the table", () => {
  const schools = institutionsOf(LINJIANG);
  const of = (...kinds: string[]) => count(schools, ({ kind }) => kinds.includes(kind));
  expect([of("kindergarten"), of("primary"), of("point"), of("nine-year"), of("twelve-year")]).toEqual([
    650, 334, 150, 45, 8,
  ]);
  expect([of("nine-year", "twelve-year", "junior"), of("senior", "complete"), of("special")]).toEqual([147, 56, 8]);
});

describe.each<[string, CityPlan]>([
  ["清河市", QINGHE],
  ["临水市", LINSHUI],
  ["临江市", LINJIANG],
])("%s", (_, city) => {
  const schools = institutionsOf(city);
  const rolls = rollsOf(city, schools);

  test("pupils, classes and teachers are exactly those of the table", () => {
    for (const [stage, keys] of Object.entries(GRADES)) {
      const { pupils, classes } = city.totals[stage as keyof typeof GRADES];
      const all = [...rolls.values()];
      expect(
        all.reduce((sum, roll) => sum + pupilsOf(roll, keys), 0),
        stage,
      ).toBe(pupils);
      expect(
        all.reduce((sum, { grades }) => sum + keys.flatMap((key) => grades.get(key) ?? []).length, 0),
        stage,
      ).toBe(classes);
    }
    const teachers = Object.values(city.totals).reduce((sum, one) => sum + one.teachers, 0);
    expect([...rolls.values()].reduce((sum, roll) => sum + roll.teachers, 0)).toBe(teachers);
    expect([...inRegularClasses(city, rolls).values()].reduce((sum, one) => sum + one, 0)).toBe(city.inRegularClasses);
  });

  test("codes are of the national format with the unallocated division 99, names and codes are its own", () => {
    for (const { code, creditCode, stages } of schools) {
      const check = checkSchoolCode(code, NATIONAL_SCHOOL_CODE);
      expect(check.ok && code.slice(2, 4) === "99", code).toBe(true);
      if (check.ok)
        expect(
          check.category?.stages.every((stage) => stages.includes(stage.toUpperCase() as (typeof stages)[number])),
        ).toBe(true);
      if (creditCode) expect(checkCreditCode(creditCode).ok, creditCode).toBe(true);
    }
    expect(new Set(schools.map(({ code }) => code)).size).toBe(schools.length);
    expect(new Set(schools.map(({ name }) => name.zh)).size).toBe(schools.length);
    expect(new Set(schools.map(({ name }) => name.en)).size).toBe(schools.length);
    expect(schools.every(({ kind, stages }) => stages === KINDS[kind].stages)).toBe(true);
  });
});

describe.each<PlainDate>(["2026-09-01", "2026-09-12", "2026-11-24", "2027-01-15", "2027-02-28", "2027-08-31"])(
  "seeded on %s",
  (today) => {
    const year = schoolYears(today, 0)[0]?.startYear ?? 0;
    const { schools } = schoolsOf(QINGHE);
    const history = historyOf(QINGHE, schools, today, year);

    test("today's register is the table's, and its past tells of a merger, a change of category, a split and closures", () => {
      const open = history.lives.filter((life) =>
        ["OPEN", "OPEN_PROPOSED_TO_CLOSE"].includes(factsOn(life, today)?.status ?? ""),
      );
      expect(open).toHaveLength(88);
      expect(history.links.map(({ kind }) => kind).sort()).toEqual(["MERGER", "RECODED", "SPLIT"]);
      expect(history.descent.closed).toHaveLength(3);
      for (const { school, first } of history.lives) expect(first.code).toBe(school.code);
    });

    test("what has been recorded was recorded before today", () => {
      for (const { recordedOn, turns } of history.lives) {
        expect(recordedOn < today).toBe(true);
        for (const turn of turns) expect(turn.recordedOn < today, turn.reason).toBe(true);
      }
    });

    test("every school that was asked has a roll in that year", () => {
      const rolls = rollsByYear(QINGHE, schools, history.descent, year - 1);
      for (const offset of [-2, -1, 0]) {
        const on = `${year + offset}-09-01` as PlainDate;
        const asked = history.lives.filter((life) =>
          ["OPEN", "OPEN_PROPOSED_TO_CLOSE"].includes(factsOn(life, on)?.status ?? ""),
        );
        for (const { school } of asked) expect(rolls.get(year + offset)?.has(school.id), school.name.zh).toBe(true);
      }
    });

    test("nothing happens before its time, nor after yesterday", () => {
      const campaigns = [
        pastSchoolFacts("x", year - 1, 0.02),
        presentSchoolFacts("x", year, today),
        ...monthlyReturns("x", today, 5),
      ];
      for (const campaign of campaigns) {
        for (const fate of fatesOf(campaign.shares, 60, chanceOf(campaign.id))) {
          const moments = Object.values(momentsOf(campaign, fate, today, chanceOf(campaign.id, today)));
          expect([...moments].sort()).toEqual(moments);
          expect((moments[0] ?? "") > at(campaign.openedOn, "08:30")).toBe(true);
          expect((moments.at(-1) ?? "") < at(today, "00:00")).toBe(true);
        }
      }
    });

    test("the last month to be reported has lessons and is over", () => {
      const last = schoolMonths(today, 5).at(-1) ?? today;
      expect(last < `${today.slice(0, 7)}-01`).toBe(true);
      expect(["07", "08"]).not.toContain(last.slice(5, 7));
    });
  },
);

test("of a campaign that is over 91 % came on time, 7 % late, 2 % never; 18 % were sent back", () => {
  const fates = fatesOf(pastSchoolFacts("x", 2024, 0.02).shares, 1000, chanceOf("x"));
  expect([count(fates, ({ late }) => late), count(fates, ({ status }) => status === "ASSIGNED")]).toEqual([70, 20]);
  expect(count(fates, ({ returned }) => returned)).toBe(Math.round(0.18 * 980));
});

test("the calendar has no day twice, and make-up days are on weekends", () => {
  const days = calendarDays();
  expect(new Set(days.map(({ day }) => day)).size).toBe(days.length);
  expect(PUBLISHED_YEARS.map(({ year }) => year)).toEqual([2024, 2025, 2026]);
  for (const { day, kind } of days)
    if (kind === "MAKE_UP") expect([0, 6]).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
  expect(addDays("2026-02-15", 8)).toBe("2026-02-23");
});
