import { formatDate, formatMonth, type Locale, type PlainDate } from "#lib/plain-date.ts";

/** What a form's figures speak of: '1 September 2026', or of a monthly form 'September 2026'. */
export function periodText(campaign: { period: "year" | "month"; refersTo: PlainDate }, locale: Locale): string {
  if (campaign.period === "year") return formatDate(campaign.refersTo, locale);
  return formatMonth(campaign.refersTo, locale);
}
