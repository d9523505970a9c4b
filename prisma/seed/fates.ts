import { between, type Random } from "#features/reports/form/random.ts";
import type { ReportStatus } from "#generated/prisma/enums.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { apportion, shuffled } from "./chance.ts";
import { at } from "./script.ts";

/** So many of a campaign's reports stand like this. */
export type Share = { status: ReportStatus; share: number; late?: boolean };

/** What became of one report. `returned`: it was sent back once before it came to its present state. */
export type Fate = { status: ReportStatus; late: boolean; returned: boolean };

/** Sent back at least once, of all that were sent (`cities.md` 3.3). */
const RETURNED = 0.18;
const SENT: readonly ReportStatus[] = ["SUBMITTED", "DISTRICT_ACCEPTED", "ACCEPTED", "LOCKED"];

/** One fate for each of so many reports, in the campaign's proportions. */
export function fatesOf(shares: readonly Share[], count: number, random: Random): Fate[] {
  const counts = apportion(
    count,
    shares.map(({ share }) => share),
  );
  const fates = shares.flatMap(({ status, late = false }, index) =>
    Array.from({ length: counts[index] ?? 0 }, (): Fate => ({ status, late, returned: status === "RETURNED" })),
  );
  const sent = fates.filter(({ status }) => SENT.includes(status));
  const already = fates.length === 0 ? 0 : fates.filter(({ returned }) => returned).length;
  for (const fate of shuffled(random, sent).slice(
    0,
    Math.max(0, Math.round(RETURNED * (sent.length + already)) - already),
  ))
    fate.returned = true;
  return shuffled(random, fates);
}

/** The moments of one report's life, each later than the one before and none later than yesterday. */
export type Moments = {
  filled: string;
  signed: string;
  submitted: string;
  returned: string;
  refilled: string;
  resigned: string;
  resubmitted: string;
  judged: string;
  accepted: string;
  locked: string;
};

/** Days until everything that may follow a submission has followed it. */
const AFTERMATH = 6;

type Window = { openedOn: PlainDate; dueOn: PlainDate; closedOn?: PlainDate };

export function momentsOf(
  { openedOn, dueOn, closedOn }: Window,
  { late }: Fate,
  today: PlainDate,
  random: Random,
): Moments {
  const yesterday = addDays(today, -1);
  const earlier = (a: PlainDate, b: PlainDate) => (a < b ? a : b);
  const length = (from: PlainDate, to: PlainDate) =>
    Math.max(0, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
  const lastDay = late
    ? earlier(addDays(dueOn, 5), yesterday)
    : earlier(dueOn, addDays(yesterday, closedOn ? 0 : -AFTERMATH));
  const firstDay = late ? addDays(dueOn, 1) : earlier(addDays(openedOn, 1), lastDay);
  let day = addDays(firstDay, between(random, 0, length(firstDay, lastDay)));
  let step = 0;
  const next = (gap: number): string => {
    day = earlier(addDays(day, gap), yesterday);
    const minutes = 9 * 60 + step++ * 45 + between(random, 0, 40);
    return at(day, `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`);
  };
  const soon = () => between(random, 0, 1);
  return {
    filled: next(0),
    signed: next(0),
    submitted: next(0),
    returned: next(1),
    refilled: next(soon()),
    resigned: next(0),
    resubmitted: next(0),
    judged: next(1),
    accepted: next(soon() + 1),
    locked: closedOn ? at(closedOn, "10:00") : next(0),
  };
}
