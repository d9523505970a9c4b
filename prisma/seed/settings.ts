import type { Definition } from "#features/reports/form/definition.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { calendarDays, PUBLISHED_YEARS, schoolYears, termsOf } from "./calendar.ts";
import { templateVersionId } from "./campaigns.ts";
import { idOf } from "./chance.ts";
import { type CityPlan, OWNERSHIPS } from "./city-plan.ts";
import { insert } from "./insert.ts";
import { districtId } from "./institutions.ts";
import type { Person } from "./people.ts";
import { at, inserts, type Script } from "./script.ts";

export const schoolYearId = (slug: string, startYear: number): string => idOf(slug, "SchoolYear", String(startYear));

type Settler = { by: Person; on: PlainDate; script: Script };

/** Three school years before the present one, and their terms. */
export function writeSchoolYears(slug: string, today: PlainDate, { by, on, script }: Settler): void {
  for (const year of schoolYears(today, 3)) {
    const { startYear, ...row } = year;
    const id = schoolYearId(slug, startYear);
    const terms = termsOf(year).map((term, index) => ({
      id: idOf(id, "Term", String(index)),
      schoolYearId: id,
      ...term,
    }));
    script.record(
      { at: at(on, "08:10"), by, verb: "year.edit", subject: ["SchoolYear", id], detail: { changed: "yearAdded" } },
      [inserts("SchoolYear", [{ id, ...row }]), inserts("Term", terms)],
    );
  }
}

/** Holidays and make-up days, as far as they have been published. */
export function writeCalendar({ by, on, script }: Settler): void {
  for (const { year, source } of PUBLISHED_YEARS) {
    const days = calendarDays().filter((day) => day.year === year);
    script.record(
      {
        at: at(on, "08:20"),
        by,
        verb: "calendar.edit",
        subject: ["CalendarYear", String(year)],
        detail: { changed: "published", days: days.length },
      },
      [inserts("CalendarYear", [{ year, source }]), inserts("CalendarDay", days)],
    );
  }
}

export function writeDistricts(city: CityPlan, { by, on, script }: Settler): void {
  for (const [index, district] of city.districts.entries()) {
    const row = {
      id: districtId(city, district),
      code: district.code,
      nameEn: district.en,
      nameZh: district.zh,
      position: index + 1,
    };
    script.record(
      { at: at(on, "08:30"), by, verb: "district.edit", subject: ["District", row.id], detail: { changed: "added" } },
      [inserts("District", [row])],
    );
  }
  for (const [index, ownership] of OWNERSHIPS.entries()) {
    script.record(
      {
        at: at(on, "08:40"),
        by,
        verb: "ownership.edit",
        subject: ["Ownership", ownership.code],
        detail: { changed: "added" },
      },
      [inserts("Ownership", [{ ...ownership, position: index + 1 }])],
    );
  }
}

/** The two shipped forms and what the city has designed itself, in their first edition. */
export async function insertTemplates(db: Db, slug: string, own: readonly Definition[]): Promise<void> {
  const forms = [SCHOOL_FACTS, MONTHLY_RETURN, ...own];
  await insert(
    db,
    "Template",
    forms.map(({ key, names }) => ({ id: idOf(slug, "Template", key), key, nameEn: names.en, nameZh: names.zh })),
  );
  await insert(
    db,
    "TemplateVersion",
    forms.map((form) => ({
      id: templateVersionId(slug, form),
      templateId: idOf(slug, "Template", form.key),
      number: 1,
      definition: form as Prisma.InputJsonValue,
    })),
  );
}
