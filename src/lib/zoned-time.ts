import { addDays, formatDate, fromUtcMidnight, isPlainDate, type Locale, type PlainDate } from "./plain-date.ts";

const DAY = 86_400_000;
const MINUTE = 60_000;
const TIME = /^(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const clocks = new Map<string, Intl.DateTimeFormat>();

/** True when the text is a time zone this machine knows, such as `Asia/Shanghai`. */
export function isTimeZone(text: string): boolean {
  try {
    clockOf(text);
    return true;
  } catch {
    return false;
  }
}

/** The day on the wall at that instant. Throws RangeError for an unknown zone. */
export function dateInZone(instant: Date, timeZone: string): PlainDate {
  return fromUtcMidnight(new Date(Math.floor(wallTime(instant.getTime(), timeZone) / DAY) * DAY));
}

/** The time on the wall at that instant, `HH:MM`. */
export function timeInZone(instant: Date, timeZone: string): string {
  return new Date(wallTime(instant.getTime(), timeZone)).toISOString().slice(11, 16);
}

/**
 * The instant at which the zone's clocks show that time; `24:00` is the start of the next day.
 * Where clocks are put forward over it, the instant that much later; where they show it twice, the first
 * (the rule RFC 5545 and Temporal call "compatible"). Throws RangeError for a malformed time or an unknown zone.
 */
export function instantAt(date: PlainDate, time: string, timeZone: string): Date {
  const match = TIME.exec(time);
  if (!match || !isPlainDate(date)) throw new RangeError(`not a time of a day: ${date} ${time}`);
  const [, hours = "24", minutes = "00"] = match;
  const wall = Date.parse(`${date}T00:00:00Z`) + (Number(hours) * 60 + Number(minutes)) * MINUTE;
  const before = offsetAt(wall - DAY, timeZone);
  const after = offsetAt(wall + DAY, timeZone);
  const shown = [wall - before, wall - after].filter((at) => wallTime(at, timeZone) === wall);
  return new Date(shown.length > 0 ? Math.min(...shown) : wall - before);
}

/** '1 September 2026, 17:30' or '2026年9月1日 17:30' on the zone's clocks. */
export function formatDateTime(instant: Date, timeZone: string, locale: Locale): string {
  return join(dateInZone(instant, timeZone), timeInZone(instant, timeZone), locale);
}

/** As `formatDateTime`, but an instant that starts a day is written as 24:00 of the day before, as deadlines are. */
export function formatDeadline(instant: Date, timeZone: string, locale: Locale): string {
  const { date, time } = deadlineParts(instant, timeZone);
  return join(date, time, locale);
}

/** Day and time of an exclusive deadline as a person typed them: the start of a day is 24:00 of the day before. */
export function deadlineParts(instant: Date, timeZone: string): { date: PlainDate; time: string } {
  const date = dateInZone(instant, timeZone);
  const time = timeInZone(instant, timeZone);
  return time === "00:00" ? { date: addDays(date, -1), time: "24:00" } : { date, time };
}

function join(date: PlainDate, time: string, locale: Locale): string {
  return `${formatDate(date, locale)}${locale === "en" ? "," : ""} ${time}`;
}

/** What the zone's clocks show at that instant, written as if it were UTC; milliseconds, cut to the second. */
function wallTime(at: number, timeZone: string): number {
  const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = clockOf(timeZone)
    .format(at) // '9/1/2026, 08:00:00', in a tenth of the time that its parts take
    .split(/\D+/)
    .map(Number);
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function offsetAt(at: number, timeZone: string): number {
  return wallTime(at, timeZone) - at;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    const two = "2-digit";
    clock = new Intl.DateTimeFormat("en-u-ca-gregory-nu-latn", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** What people call a zone: 'China Standard Time', '中国标准时间'; its technical name where the language has none. */
export function zoneName(timeZone: string, locale: string): string {
  const parts = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: "longGeneric" }).formatToParts(new Date(0));
  return parts.find(({ type }) => type === "timeZoneName")?.value ?? timeZone;
}
