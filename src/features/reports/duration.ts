import Big from "big.js";
import { formatNumber } from "#lib/decimal.ts";
import type { Locale } from "#lib/plain-date.ts";
import { words } from "#server/words.ts";

/** 'about 35 minutes', or from two hours on 'about 4.5 hours' and 'about 120 hours'; never none. */
export function durationText(seconds: number, locale: Locale): string {
  const t = words(locale);
  const minutes = new Big(seconds).div(60);
  if (minutes.lt(120)) {
    const whole = minutes.lt(1) ? "1" : minutes.toFixed(0, Big.roundHalfUp);
    return t("burden.minutes", { minutes: whole });
  }
  const hours = minutes.div(60);
  return t("burden.hours", { hours: formatNumber(hours.toFixed(10), locale, hours.lt(10) ? 1 : 0) });
}
