import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { WorkingCalendar } from "#lib/working-days.ts";
import type { Db } from "#server/db.ts";

export type SchoolYearItem = {
  id: string;
  nameEn: string;
  nameZh: string;
  startsOn: PlainDate;
  /** The last day of the year. */
  endsOn: PlainDate;
  version: number;
};

/** The school years of the tenant, newest first. */
export async function listSchoolYears(db: Db): Promise<SchoolYearItem[]> {
  const years = await db.schoolYear.findMany({ orderBy: { startsOn: "desc" }, take: 100 });
  return years.map(({ id, nameEn, nameZh, startsOn, endsOn, version }) => ({
    id,
    nameEn,
    nameZh,
    startsOn: fromUtcMidnight(startsOn),
    endsOn: fromUtcMidnight(endsOn),
    version,
  }));
}

/** The school year that the person chose, else the one that holds today; null where there is neither. */
export function chosenYear(
  years: readonly SchoolYearItem[],
  { schoolYearId, today }: { schoolYearId: string | null; today: string },
): SchoolYearItem | null {
  const now = years.find(({ startsOn, endsOn }) => startsOn <= today && today <= endsOn);
  return years.find(({ id }) => id === schoolYearId) ?? now ?? null;
}

export type TermItem = { id: string; nameEn: string; nameZh: string; startsOn: PlainDate; endsOn: PlainDate };

/** One school year with its terms in order; null where there is none of that id. */
export async function schoolYear(db: Db, id: string): Promise<(SchoolYearItem & { terms: TermItem[] }) | null> {
  const year = await db.schoolYear.findFirst({ where: { id }, include: { terms: { orderBy: { startsOn: "asc" } } } });
  if (!year) return null;
  return {
    ...year,
    startsOn: fromUtcMidnight(year.startsOn),
    endsOn: fromUtcMidnight(year.endsOn),
    terms: year.terms.map((term) => ({
      ...term,
      startsOn: fromUtcMidnight(term.startsOn),
      endsOn: fromUtcMidnight(term.endsOn),
    })),
  };
}

/** Published calendar years, newest first, with how many holidays and make-up days each has. */
export async function listCalendarYears(db: Db) {
  const [years, kinds] = [
    await db.calendarYear.findMany({ orderBy: { year: "desc" } }),
    await db.calendarDay.groupBy({ by: ["year", "kind"], _count: { _all: true } }),
  ];
  const count = (year: number, kind: "HOLIDAY" | "MAKE_UP") =>
    kinds.find((one) => one.year === year && one.kind === kind)?._count._all ?? 0;
  return years.map(({ year, source }) => ({
    year,
    source,
    holidays: count(year, "HOLIDAY"),
    makeUpDays: count(year, "MAKE_UP"),
  }));
}

export type CalendarDayItem = { day: PlainDate; kind: "HOLIDAY" | "MAKE_UP"; nameEn: string; nameZh: string };

/** A published year with its days in order; null where it is not published. */
export async function calendarYear(
  db: Db,
  year: number,
): Promise<{ year: number; source: string; days: CalendarDayItem[]; version: number } | null> {
  const found = await db.calendarYear.findFirst({ where: { year }, include: { days: { orderBy: { day: "asc" } } } });
  if (!found) return null;
  const days = found.days.map(({ day, kind, nameEn, nameZh }) => ({ day: fromUtcMidnight(day), kind, nameEn, nameZh }));
  return { year, source: found.source, days, version: found.version };
}

/** The working days of the tenant as `#lib/working-days.ts` counts them. */
export async function workingCalendar(db: Db): Promise<WorkingCalendar> {
  const years = await db.calendarYear.findMany({ include: { days: { select: { day: true, kind: true } } } });
  const days = years.flatMap((year) => year.days.map(({ day, kind }) => ({ kind, day: fromUtcMidnight(day) })));
  const of = (kind: "HOLIDAY" | "MAKE_UP") => new Set(days.filter((one) => one.kind === kind).map(({ day }) => day));
  return { years: new Set(years.map(({ year }) => year)), holidays: of("HOLIDAY"), makeUpDays: of("MAKE_UP") };
}
