import { addDays, addMonths, formatDate, type PlainDate, partsOf } from "#lib/plain-date.ts";
import type { Definition } from "./form/definition.ts";

type Years = { id: string; startsOn: PlainDate; endsOn: PlainDate }[];

/**
 * What the form of a new campaign starts with. A yearly form speaks of the first day of the school year and is due on
 * its 20th; a monthly one of the last month that has ended, for the stages of compulsory education, due on the 5th. Once
 * that day has gone by, the monthly form speaks of the present month, and the yearly one is due in two weeks.
 */
export function draftOf(
  definition: Definition,
  at: { today: PlainDate; years: Years; schoolYearId: string | null },
): Record<string, string | string[]> {
  const { names, period } = definition;
  const ended = firstOfMonth(addMonths(at.today, -1));
  const month = monthlyDue(ended) < at.today ? firstOfMonth(at.today) : ended;
  const within = (day: PlainDate) => at.years.find(({ startsOn, endsOn }) => startsOn <= day && day <= endsOn);
  const year = at.years.find(({ id }) => id === at.schoolYearId) ?? within(at.today) ?? at.years[0];
  if (period === "month") {
    return {
      titleEn: `${names.en}, ${formatDate(month, "en").split(" ").slice(1).join(" ")}`,
      titleZh: `${partsOf(month).year}年${partsOf(month).month}月${names.zh}`,
      schoolYearId: within(month)?.id ?? year?.id ?? "",
      refersTo: month.slice(0, 7),
      dueDate: monthlyDue(month),
      dueTime: "24:00",
      stages: ["PRIMARY", "JUNIOR"],
    };
  }
  const day = year?.startsOn ?? at.today;
  const due = addDays(day, 19);
  return {
    titleEn: `${names.en} ${partsOf(day).year}`,
    titleZh: `${partsOf(day).year}年${names.zh}`,
    schoolYearId: year?.id ?? "",
    refersTo: day,
    dueDate: due < at.today ? addDays(at.today, 14) : due,
    dueTime: "24:00",
  };
}

const firstOfMonth = (day: PlainDate) => `${day.slice(0, 7)}-01` as PlainDate;

const monthlyDue = (month: PlainDate) => addDays(addMonths(month, 1), 4);
