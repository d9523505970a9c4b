import { named } from "#lib/named.ts";
import { formatDate, isPlainDate } from "#lib/plain-date.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { extraKey, type SchoolField } from "./fields.ts";
import type { Mapping, Problem } from "./mapping.ts";
import type { City } from "./read-row.ts";

/** What is needed to write a list's fields, values and problems for a reader. */
export type ListWords = { locale: Locale; city: City; mapping: Mapping };

export function fieldLabel(field: string, locale: Locale, schoolFields: readonly SchoolField[]): string {
  const key = extraKey(field);
  if (key === undefined) return wordsFor(locale, `imports.field.${field}`);
  const extra = schoolFields.find((one) => one.key === key);
  return (locale === "en" ? extra?.en || extra?.zh : extra?.zh || extra?.en) || key;
}

/** A value of a list or of the register in the reader's words; '' where there is none. */
export function valueText(field: string, value: unknown, { locale, city, mapping }: ListWords): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value))
    return value.map((stage) => wordsFor(locale, `label.stage.${stage}`)).join(locale === "en" ? ", " : "、");
  if (typeof value === "boolean") return wordsFor(locale, value ? "imports.values.yes" : "imports.values.no");
  const text = String(value);
  if (text === "") return "";
  if (field === "settlement") return wordsFor(locale, `label.settlement.${text}`);
  if (field === "status") return wordsFor(locale, `label.schoolStatus.${text}`);
  const lists = {
    district: [...city.districts, ...mapping.newDistricts],
    ownership: [...city.ownerships, ...mapping.newOwnerships],
  };
  if (field !== "district" && field !== "ownership") return text;
  const entry = lists[field].find(({ code }) => code === text);
  return entry ? named(entry, locale) : text;
}

/** A problem as one sentence: which column, which value, what is wrong with it and what to do. */
export function problemText({ field, column, value, key, params = {} }: Problem, { locale, city }: ListWords): string {
  const what = wordsFor(locale, key, localParams(params, locale));
  const at = (name: string, values: Record<string, string>) =>
    wordsFor(locale, `imports.problem.${name}`, { ...values, what });
  if (column) return value ? at("where", { column, value }) : at("whereEmpty", { column });
  if (!field) return what;
  const label = fieldLabel(field, locale, city.schoolFields);
  return value ? at("whereFieldValue", { field: label, value }) : at("whereField", { field: label });
}

function localParams(params: Record<string, string | number>, locale: Locale): Record<string, string | number> {
  const { status, date, nameEn, nameZh } = params;
  return {
    ...params,
    ...(status !== undefined && { status: wordsFor(locale, `label.schoolStatus.${status}`) }),
    ...(typeof date === "string" && isPlainDate(date) && { date: formatDate(date, locale) }),
    ...(nameEn !== undefined && { name: (locale === "en" ? nameEn : nameZh) ?? nameEn }),
  };
}
