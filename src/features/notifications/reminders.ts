import { daysBetween, type PlainDate } from "#lib/plain-date.ts";
import { dateInZone } from "#lib/zoned-time.ts";

/** When a city reminds of a deadline, in days of its calendar. */
export type ReminderRules = {
  /** Days before it on which schools are reminded. */
  remindBefore: readonly number[];
  /** Days after it on which districts, then the section, are told what is missing. */
  districtAfter: number;
  sectionAfter: number;
};

export type Due = {
  /** Schools are reminded: the step of the rules that this reminder belongs to, and the days that are left. */
  soon?: { step: number; days: number };
  /** Schools are told that the deadline has passed. */
  overdue?: true;
  district?: true;
  section?: true;
};

/**
 * Who is to be told of a deadline on a day. A reminder that was missed, as no worker ran, is made up for by the next
 * day's, which belongs to the same step and is sent once.
 * @param dueAt exclusive instant
 */
export function remindersOn(today: PlainDate, dueAt: Date, rules: ReminderRules, timeZone: string): Due {
  const lastMoment = new Date(dueAt.getTime() - 1);
  const days = daysBetween(today, dateInZone(lastMoment, timeZone));
  if (days >= 0) {
    const step = [...rules.remindBefore].sort((a, b) => a - b).find((one) => one >= days);
    return step === undefined ? {} : { soon: { step, days } };
  }
  return {
    overdue: true,
    ...(-days >= rules.districtAfter && { district: true }),
    ...(-days >= rules.sectionAfter && { section: true }),
  };
}
