import { addDays } from "#lib/plain-date.ts";
import { dateInZone, instantAt, timeInZone } from "#lib/zoned-time.ts";

/** What notices are about, as people choose by it. */
export const GROUPS = ["deadlines", "reports", "requests", "jobs"] as const;
export type Group = (typeof GROUPS)[number];

/** When a notice also goes out by e-mail. */
export const MAIL_WHEN = ["AT_ONCE", "DAILY", "NEVER"] as const;
export type MailWhen = (typeof MAIL_WHEN)[number];

/** Times of a day are minutes after midnight in the city's time zone. */
export type Choices = {
  mail: Record<Group, MailWhen>;
  digestAt: number;
  /** No e-mail from then until `quietTo`, over midnight where it is the later one; none where both are the same. */
  quietFrom: number;
  quietTo: number;
};

export const DEFAULT_CHOICES: Choices = {
  mail: { deadlines: "AT_ONCE", reports: "AT_ONCE", requests: "DAILY", jobs: "NEVER" },
  digestAt: 8 * 60,
  quietFrom: 21 * 60,
  quietTo: 7 * 60,
};

type Stored = { mail: unknown; digestAt: number; quietFrom: number; quietTo: number };

/** What a person has chosen; the defaults where they have not. */
export function choicesOf(stored: Stored | null | undefined): Choices {
  if (!stored) return DEFAULT_CHOICES;
  const given = (stored.mail ?? {}) as Record<string, unknown>;
  const mail = Object.fromEntries(
    GROUPS.map((group) => [group, MAIL_WHEN.find((one) => one === given[group]) ?? DEFAULT_CHOICES.mail[group]]),
  ) as Choices["mail"];
  const { digestAt, quietFrom, quietTo } = stored;
  return { mail, digestAt, quietFrom, quietTo };
}

export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;

export function minutesOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
}

function isQuiet(minute: number, { quietFrom: from, quietTo: to }: Choices): boolean {
  return from <= to ? from <= minute && minute < to : from <= minute || minute < to;
}

/** The next instant, after this one, at which the zone's clocks show that time. */
function nextAt(minutes: number, now: Date, timeZone: string): Date {
  const today = dateInZone(now, timeZone);
  const at = instantAt(today, clockText(minutes), timeZone);
  return at > now ? at : instantAt(addDays(today, 1), clockText(minutes), timeZone);
}

/** When a notice of this group, or of none, goes out by e-mail to somebody who chose so; null: never. */
export function mailTime(group: Group | null, choices: Choices, now: Date, timeZone: string): Date | null {
  if (group === null) return now;
  switch (choices.mail[group]) {
    case "NEVER":
      return null;
    case "DAILY":
      return nextAt(choices.digestAt, now, timeZone);
    default: {
      const quiet = isQuiet(minutesOf(timeInZone(now, timeZone)), choices);
      return quiet ? nextAt(choices.quietTo, now, timeZone) : now;
    }
  }
}
