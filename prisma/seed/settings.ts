import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { calendarDays, PUBLISHED_YEARS, schoolYears, termsOf } from "./calendar.ts";
import { idOf } from "./chance.ts";
import { type CityPlan, OWNERSHIPS } from "./city-plan.ts";
import { insert } from "./insert.ts";
import { districtId } from "./institutions.ts";

export const schoolYearId = (slug: string, startYear: number): string => idOf(slug, "SchoolYear", String(startYear));

/** Three school years before the present one, and their terms. */
export async function insertSchoolYears(db: Db, slug: string, today: PlainDate): Promise<void> {
  const years = schoolYears(today, 3);
  const rows = years.map(({ startYear, ...row }) => ({ id: schoolYearId(slug, startYear), ...row }));
  await insert(db, "SchoolYear", rows);
  const terms = years.flatMap((year) =>
    termsOf(year).map((term, at) => ({ id: idOf(slug, "Term", String(year.startYear), String(at)), schoolYearId: schoolYearId(slug, year.startYear), ...term })),
  );
  await insert(db, "Term", terms);
}

export async function insertCalendar(db: Db): Promise<void> {
  await insert(db, "CalendarYear", PUBLISHED_YEARS.map(({ year, source }) => ({ year, source })));
  await insert(db, "CalendarDay", calendarDays());
}

export async function insertDistricts(db: Db, city: CityPlan): Promise<void> {
  const rows = city.districts.map((district, at) => ({ id: districtId(city, district), code: district.code, nameEn: district.en, nameZh: district.zh, position: at + 1 }));
  await insert(db, "District", rows);
  await insert(db, "Ownership", OWNERSHIPS.map((ownership, at) => ({ ...ownership, position: at + 1 })));
}
