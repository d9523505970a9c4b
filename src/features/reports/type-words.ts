import { formatNumber } from "#lib/decimal.ts";
import { formatDate, isPlainDate, type Locale } from "#lib/plain-date.ts";
import type { ValueType } from "./form/definition.ts";

/** Says a key of the messages with its values. */
export type Say = (key: string, values?: Record<string, string | number>) => string;

/** What an item takes: 'whole number, at least 0, at most 31'. */
export function typeWords(type: ValueType, say: Say, locale: Locale): string {
  if (type.type === "text") return say("edition.type.text", { max: type.max });
  if (type.type === "yes-no") return say("edition.type.yesNo");
  if (type.type === "choice") {
    const names = type.options.map(({ names }) => (locale === "en" ? names.en : names.zh));
    return say("edition.type.choice", { options: names.join(locale === "en" ? ", " : "、") });
  }
  if (type.type === "date") return dateWords(type, say, locale);
  const { min = "0", max } = type;
  const places = type.type === "decimal" ? type.places : 0;
  const number = say("edition.type.number", { places, min: formatNumber(min, locale) });
  return max === undefined ? number : say("edition.type.atMost", { number, max: formatNumber(max, locale) });
}

function dateWords({ min, max }: Extract<ValueType, { type: "date" }>, say: Say, locale: Locale): string {
  const day = (text: string | undefined) => (text && isPlainDate(text) ? formatDate(text, locale) : "");
  const bounds = [
    ...(min ? [say("edition.type.notBefore", { day: day(min) })] : []),
    ...(max ? [say("edition.type.notAfter", { day: day(max) })] : []),
  ];
  return [say("edition.type.date"), ...bounds].join(locale === "en" ? ", " : "，");
}
