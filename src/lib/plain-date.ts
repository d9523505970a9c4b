/** A day without time or zone, `YYYY-MM-DD`, Gregorian, years 1000 to 9999. Compares correctly as text. */
export type PlainDate = `${number}-${number}-${number}`;

/** Languages of the interface that dates and numbers are written in. */
export type Locale = "en" | "zh-CN";

const SHAPE = /^[1-9]\d{3}-\d{2}-\d{2}$/;
const DAY = 86_400_000;
/** Names of the months in English, January first. */
export const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
] as const;

/** True when the text is a day that exists. */
export function isPlainDate(text: string): text is PlainDate {
  if (!SHAPE.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** No day follows it: what ends at the end of a day could not end. */
const LAST_OF_ALL = "9999-12-31";

/** The day a person's text names; undefined when it is not a day that exists, and of the last of all days. */
export function parsePlainDate(text: string): PlainDate | undefined {
  return isPlainDate(text) && text !== LAST_OF_ALL ? text : undefined;
}

/** The day a `DATE` column holds: the driver gives midnight UTC. Throws RangeError outside years 1000 to 9999. */
export function fromUtcMidnight(at: Date): PlainDate {
  const text = Number.isNaN(at.getTime()) ? "" : at.toISOString().slice(0, 10);
  if (!isPlainDate(text)) throw new RangeError(`not a day between the years 1000 and 9999: ${text}`);
  return text;
}

/** Midnight UTC of the day, as a `DATE` column takes it. */
export function toUtcMidnight(date: PlainDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** Negative, zero or positive, as `Array.sort` wants it. */
export function compareDates(a: PlainDate, b: PlainDate): number {
  return a < b ? -1 : Number(a > b);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromUtcMidnight(new Date(toUtcMidnight(date).getTime() + days * DAY));
}

/** Same day of the month, or the month's last day where it is shorter (31 January + 1 = 28 or 29 February). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = partsOf(date);
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return fromUtcMidnight(new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))));
}

/** Same day of the year; 29 February becomes 28 February in a common year. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12);
}

/** Days from the first to the second; negative when the second is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (toUtcMidnight(to).getTime() - toUtcMidnight(from).getTime()) / DAY;
}

/** 1 Monday to 7 Sunday (ISO 8601). */
export function dayOfWeek(date: PlainDate): number {
  return toUtcMidnight(date).getUTCDay() || 7;
}

/** Year, month 1 to 12, day of the month. */
export function partsOf(date: PlainDate): { year: number; month: number; day: number } {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return { year, month, day };
}

/** '1 September 2026' or '2026年9月1日'. */
export function formatDate(date: PlainDate, locale: Locale): string {
  const { year, month, day } = partsOf(date);
  return locale === "en" ? `${day} ${MONTHS[month - 1]} ${year}` : `${year}年${month}月${day}日`;
}

/** 'September 2026' or '2026年9月'. */
export function formatMonth(date: PlainDate, locale: Locale): string {
  const { year, month } = partsOf(date);
  return locale === "en" ? `${MONTHS[month - 1]} ${year}` : `${year}年${month}月`;
}

/** 'today', 'tomorrow', 'in 3 days', '5 days ago'; '今天', '明天', '3天后', '5天前'. */
export function relativeDays(date: PlainDate, today: PlainDate, locale: Locale): string {
  return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(daysBetween(today, date), "day");
}
