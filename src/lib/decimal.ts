import Big from "big.js";
import type { Locale } from "./plain-date.ts";

/** A number as it was counted or typed: '0.9' and 0.9 are the same exact decimal. */
export type Decimal = number | string | Big;

/** What stands where there is no value. */
export const MISSING = "—";

/** Negative, zero or positive, exactly. Throws when either is not a decimal. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  return new Big(a).cmp(b);
}

/**
 * Whether `count` reaches `threshold` for every `per` of `population`, compared exactly as per·count ≥ threshold·population
 * (9 teachers for 1,000 pupils reach 0.9 per 100; in binary floats they would not). Undefined without a population.
 */
export function reachesRate(count: Decimal, threshold: Decimal, population: Decimal, per = 100): boolean | undefined {
  const all = new Big(population);
  if (all.lte(0)) return undefined;
  return new Big(count).times(per).gte(all.times(threshold));
}

/** numerator ÷ denominator × 100, rounded half away from zero; '—' when either is missing or the denominator is 0. */
export function formatPercent(
  numerator: Decimal | null | undefined,
  denominator: Decimal | null | undefined,
  locale: Locale,
  decimals = 1,
): string {
  const rate = divide(numerator, denominator, 100, decimals);
  return rate === undefined ? MISSING : `${grouped(rate, decimals, locale)}%`;
}

/** '41.0% (10,301 of 25,113)' or '41.0%(10,301/25,113)'; '—' as `formatPercent`. */
export function formatShare(
  numerator: Decimal | null | undefined,
  denominator: Decimal | null | undefined,
  locale: Locale,
  decimals = 1,
): string {
  const percent = formatPercent(numerator, denominator, locale, decimals);
  if (percent === MISSING) return MISSING;
  const [part, whole] = [formatNumber(numerator, locale), formatNumber(denominator, locale)];
  return locale === "en" ? `${percent} (${part} of ${whole})` : `${percent}（${part}/${whole}）`;
}

/** '1:25.52', one teacher for so many pupils; '—' when either is missing or there is no teacher. */
export function formatRatio(
  pupils: Decimal | null | undefined,
  teachers: Decimal | null | undefined,
  locale: Locale,
  decimals = 2,
): string {
  const ratio = divide(pupils, teachers, 1, decimals);
  return ratio === undefined ? MISSING : `1:${grouped(ratio, decimals, locale)}`;
}

/**
 * Grouped by thousands, exactly, with all its decimals or so many as asked for; '—' for null, undefined, an empty
 * text or what is not a decimal.
 */
export function formatNumber(value: Decimal | null | undefined, locale: Locale, decimals?: number): string {
  const number = parse(value);
  if (!number) return MISSING;
  const text = decimals === undefined ? number.toFixed() : number.toFixed(decimals, Big.roundHalfUp);
  const kept = text.split(".")[1]?.length ?? 0;
  return grouped(new Big(text), kept, locale);
}

function divide(
  numerator: Decimal | null | undefined,
  denominator: Decimal | null | undefined,
  times: number,
  decimals: number,
): Big | undefined {
  const [part, whole] = [parse(numerator), parse(denominator)];
  if (!part || !whole || whole.eq(0)) return undefined;
  // Rounded once, from an integer quotient and its remainder, so that no guard digit can tip a half.
  const scaled = part.times(times).times(new Big(10).pow(decimals)).times(whole.s);
  const units = floorHalfUp(scaled.abs(), whole.abs());
  return units.times(scaled.s).div(new Big(10).pow(decimals));
}

function floorHalfUp(part: Big, whole: Big): Big {
  const quotient = part.minus(part.mod(whole)).div(whole);
  return part.mod(whole).times(2).gte(whole) ? quotient.plus(1) : quotient;
}

function parse(value: Decimal | null | undefined): Big | undefined {
  if (value === null || value === undefined) return undefined;
  try {
    return new Big(value);
  } catch {
    return undefined;
  }
}

function grouped(number: Big, decimals: number, locale: Locale): string {
  const text = number.eq(0) ? "0" : number.toFixed();
  return formatOf(locale, decimals).format(text as Intl.StringNumericLiteral);
}

// To make one takes a hundred times as long as to use it, and a page of figures has hundreds.
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(locale: Locale, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${decimals}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
    formats.set(key, format);
  }
  return format;
}
