import type { Definition } from "#features/reports/form/definition.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import type { Held } from "#features/reports/held-elsewhere.ts";
import type { Stage } from "#generated/prisma/client.ts";
import { addDays, addMonths, MONTHS, type PlainDate, partsOf } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import type { Share } from "./fates.ts";

/** A campaign that was opened before the day of seeding. All days are its city's. */
export type Campaign = {
  id: string;
  definition: Definition;
  /** The year in which its school year began. */
  startYear: number;
  titleEn: string;
  titleZh: string;
  refersTo: PlainDate;
  openedOn: PlainDate;
  /** Last day: it is due at 24:00. */
  dueOn: PlainDate;
  /** Closed and locked on this day; undefined while it is open. */
  closedOn?: PlainDate;
  stages: Stage[];
  /** How its reports stand. */
  shares: Share[];
  /** The leave it has to ask again what another campaign asks. */
  waiver?: { reason: string; held: (schools: number) => Held[] };
};

export const templateVersionId = (slug: string, { key }: Definition): string => idOf(slug, "TemplateVersion", key, "1");

/** Of a campaign that is over: locked, some late, and a few that never came. */
export const over = (missing: number): Share[] => [
  { status: "ASSIGNED", share: missing },
  { status: "LOCKED", share: 0.07, late: true },
  { status: "LOCKED", share: 0.93 - missing },
];

/** Of a campaign in its last week. */
export const UNDER_WAY: Share[] = [
  { status: "ASSIGNED", share: 0.12 },
  { status: "DRAFT", share: 0.16 },
  { status: "SIGNED", share: 0.05 },
  { status: "SUBMITTED", share: 0.2 },
  { status: "RETURNED", share: 0.06 },
  { status: "DISTRICT_ACCEPTED", share: 0.17 },
  { status: "ACCEPTED", share: 0.24 },
];

/** Of a campaign whose deadline has just passed. */
export const JUST_DUE: Share[] = [
  { status: "ASSIGNED", share: 0.02 },
  { status: "SUBMITTED", share: 0.07, late: true },
  { status: "SUBMITTED", share: 0.04 },
  { status: "DISTRICT_ACCEPTED", share: 0.12 },
  { status: "ACCEPTED", share: 0.35 },
  { status: "LOCKED", share: 0.4 },
];

/** The school facts of one school year. */
export function schoolFacts(
  slug: string,
  startYear: number,
  times: Pick<Campaign, "openedOn" | "dueOn" | "closedOn" | "shares">,
): Campaign {
  return {
    id: idOf(slug, "Campaign", SCHOOL_FACTS.key, String(startYear)),
    definition: SCHOOL_FACTS,
    startYear,
    titleEn: `School facts at 1 September ${startYear}`,
    titleZh: `${startYear}—${startYear + 1}学年学校基本情况（时点）`,
    refersTo: `${startYear}-09-01` as PlainDate,
    stages: [],
    ...times,
  };
}

/** The school facts of an earlier school year: due on 20 September, closed in October. */
export function pastSchoolFacts(slug: string, startYear: number, missing: number): Campaign {
  const day = (rest: string) => `${startYear}-${rest}` as PlainDate;
  return schoolFacts(slug, startYear, {
    openedOn: day("09-02"),
    dueOn: day("09-20"),
    closedOn: day("10-20"),
    shares: over(missing),
  });
}

/** The school facts that are being collected on the day of seeding. */
export const presentSchoolFacts = (slug: string, startYear: number, today: PlainDate): Campaign =>
  schoolFacts(slug, startYear, { openedOn: addDays(today, -17), dueOn: addDays(today, 5), shares: UNDER_WAY });

/** The last months with lessons, up to the one before today's, oldest first. */
export function schoolMonths(today: PlainDate, count: number): PlainDate[] {
  const { year, month } = partsOf(today);
  const first = `${year}-${String(month).padStart(2, "0")}-01` as PlainDate;
  const months: PlainDate[] = [];
  for (let back = 1; months.length < count; back += 1) {
    const start = addMonths(first, -back);
    const number = partsOf(start).month;
    if (number !== 7 && number !== 8) months.unshift(start);
  }
  return months;
}

/** The monthly returns of some months: the last one is due in this week, the others are over. */
export function monthlyReturns(slug: string, today: PlainDate, count: number): Campaign[] {
  const months = schoolMonths(today, count);
  return months.map((refersTo, at): Campaign => {
    const { year, month } = partsOf(refersTo);
    const next = addMonths(refersTo, 1);
    const last = at === months.length - 1;
    const times = last
      ? { openedOn: addDays(today, -9), dueOn: addDays(today, 2), shares: UNDER_WAY }
      : { openedOn: addDays(next, -6), dueOn: addDays(next, 4), closedOn: addDays(next, 19), shares: over(0.02) };
    return {
      id: idOf(slug, "Campaign", MONTHLY_RETURN.key, refersTo),
      definition: MONTHLY_RETURN,
      startYear: month >= 9 ? year : year - 1,
      titleEn: `Monthly return, ${MONTHS[month - 1]} ${year}`,
      titleZh: `${year}年${month}月控辍保学月报`,
      refersTo,
      stages: ["PRIMARY", "JUNIOR"],
      ...times,
    };
  });
}
