import { addDays, dayOfWeek, type PlainDate, partsOf } from "./plain-date.ts";

/**
 * A tenant's calendar of working days: Monday to Friday, less holidays, plus make-up working days (调休上班日).
 * A year counts only once it has been published; what falls into another year cannot be concluded.
 */
export type WorkingCalendar = {
  readonly years: ReadonlySet<number>;
  readonly holidays: ReadonlySet<PlainDate>;
  readonly makeUpDays: ReadonlySet<PlainDate>;
};

/** The count reaches a year whose calendar is not published. */
export type CannotConclude = { readonly cannotConclude: number };

/** Undefined when the day's year is not published. A make-up day wins over a holiday on the same date. */
export function isWorkingDay(date: PlainDate, calendar: WorkingCalendar): boolean | undefined {
  if (!calendar.years.has(partsOf(date).year)) return undefined;
  if (calendar.makeUpDays.has(date)) return true;
  return dayOfWeek(date) <= 5 && !calendar.holidays.has(date);
}

/**
 * The nth working day after `start`; the day of `start` itself is never counted, so 0 gives `start` back.
 * Throws RangeError unless n is a whole number from 0 to 1,000.
 */
export function addWorkingDays(start: PlainDate, n: number, calendar: WorkingCalendar): PlainDate | CannotConclude {
  if (!Number.isInteger(n) || n < 0 || n > 1000) throw new RangeError(`not a number of working days: ${n}`);
  let date = start;
  for (let left = n; left > 0; ) {
    date = addDays(date, 1);
    const working = isWorkingDay(date, calendar);
    if (working === undefined) return { cannotConclude: partsOf(date).year };
    if (working) left -= 1;
  }
  return date;
}

/** Working days after `from` up to and with `to`; 0 when `to` is not later. */
export function workingDaysBetween(from: PlainDate, to: PlainDate, calendar: WorkingCalendar): number | CannotConclude {
  let count = 0;
  for (let date = from; date < to; ) {
    date = addDays(date, 1);
    const working = isWorkingDay(date, calendar);
    if (working === undefined) return { cannotConclude: partsOf(date).year };
    if (working) count += 1;
  }
  return count;
}
