import { getLocale, getTranslations } from "next-intl/server";
import { chooseSchoolYear } from "#features/accounts/actions.ts";
import type { listSchoolYears } from "#features/calendar/queries.ts";
import { named } from "#lib/named.ts";
import type { Actor } from "#server/db.ts";
import { Icon } from "#ui/icon.tsx";

type Years = Awaited<ReturnType<typeof listSchoolYears>>;

/** The school year that pages are read for: always in sight, changed by one press. */
export async function SchoolYearChoice({ actor, years }: { actor: Actor; years: Years }) {
  if (actor.role === "OPERATOR") return "—";
  const [t, locale] = await Promise.all([getTranslations("app"), getLocale()]);
  const current = years.find((year) => year.startsOn <= actor.today && actor.today <= year.endsOn) ?? years[0];
  const chosen = years.find((year) => year.id === actor.schoolYearId) ?? current;
  if (!chosen) return t("noSchoolYear");
  return (
    <>
      <button type="button" popoverTarget="shell-year" className="bar-button">
        <Icon name="calendar" size={18} />
        {named(chosen, locale)}
      </button>
      <div id="shell-year" popover="auto" className="bar-panel">
        <form action={chooseSchoolYear} className="p-1">
          {years.map((year) => (
            <button
              key={year.id}
              type="submit"
              name="schoolYearId"
              value={year.id}
              aria-pressed={year.id === chosen.id}
              className="menu-item w-full"
            >
              {named(year, locale)}
              {year.id === current?.id && <span className="text-muted"> {t("thisYear")}</span>}
            </button>
          ))}
        </form>
      </div>
    </>
  );
}
