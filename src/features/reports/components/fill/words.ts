import Big from "big.js";
import type { Place } from "#features/reports/form/cells.ts";
import { isNumeric } from "#features/reports/form/cells.ts";
import type { Cell, Text } from "#features/reports/form/definition.ts";
import { parseValue } from "#features/reports/form/parse-cell.ts";
import { formatNumber } from "#lib/decimal.ts";
import { formatDate, isPlainDate, type Locale } from "#lib/plain-date.ts";

/** The form's wording in the reader's language. */
export const inLocale = (text: Text, locale: Locale): string => (locale === "en" ? text.en : text.zh);

/** With a capital, as a heading or label begins. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The cell's own name, as a label: 'Full-time teachers'. */
export const labelOf = (cell: Cell, locale: Locale): string => capital(inLocale(cell.names, locale));

/** The whole name of a cell, row included: 'Pupils, Grade 3'; '在校生，三年级'. */
export function nameOf({ cell, row }: Pick<Place, "cell" | "row">, locale: Locale): string {
  const label = labelOf(cell, locale);
  return row ? `${label}${locale === "en" ? ", " : "，"}${inLocale(row.names, locale)}` : label;
}

/** A value as it is read: numbers grouped by thousands; what is not a number stays as it was typed. */
export function shownValue(cell: Cell, text: string, locale: Locale): string {
  if (!isNumeric(cell.value) || text === "") return text;
  const { value } = parseValue(cell.value, text);
  return value ? formatNumber(value, locale) : text;
}

/** A value as whoever judges it reads it: an option by its name, a day in words. */
export function readValue(cell: Cell, text: string, locale: Locale): string {
  const { value } = cell;
  const option = value.type === "choice" ? value.options.find(({ key }) => key === text) : undefined;
  if (option) return inLocale(option.names, locale);
  if (value.type === "date" && isPlainDate(text)) return formatDate(text, locale);
  return shownValue(cell, text, locale);
}

/** The change against an earlier value with its sign, '+12', '−3', '0'; undefined where there is nothing to compare. */
export function changeOf(cell: Cell, now: string, before: string | undefined, locale: Locale): string | undefined {
  if (!isNumeric(cell.value) || !before) return undefined;
  const [is, was] = [parseValue(cell.value, now).value, parseValue(cell.value, before).value];
  if (!is || !was) return undefined;
  const change = new Big(is).minus(was);
  if (change.eq(0)) return "0";
  return `${change.gt(0) ? "+" : "−"}${formatNumber(change.abs(), locale)}`;
}

/** The id of a cell's control, for links and labels. */
export const idOf = (address: string): string => `c-${address}`;
