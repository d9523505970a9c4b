import { named } from "#lib/named.ts";
import type { Db } from "#server/db.ts";
import { type Locale, wordsFor } from "#server/words.ts";

/** What is needed to write a value of the register for a reader. */
export type FieldWords = {
  locale: Locale;
  districts: ReadonlyMap<string, string>;
  ownerships: ReadonlyMap<string, string>;
};

/** The city's districts and kinds of ownership by id and code, in the reader's language. */
export async function fieldWords(db: Db, locale: Locale): Promise<FieldWords> {
  const districts = await db.district.findMany({ orderBy: [{ position: "asc" }, { code: "asc" }] });
  const ownerships = await db.ownership.findMany({ orderBy: [{ position: "asc" }, { code: "asc" }] });
  return {
    locale,
    districts: new Map(districts.map((district) => [district.id, named(district, locale)])),
    ownerships: new Map(ownerships.map((ownership) => [ownership.code, named(ownership, locale)])),
  };
}

/** A value of the register in the reader's words; '' where nothing is recorded. */
export function displayValue(name: string, value: unknown, words: FieldWords): string {
  const { locale } = words;
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) {
    return value.map((stage) => wordsFor(locale, `label.stage.${stage}`)).join(locale === "en" ? ", " : "、");
  }
  if (typeof value === "boolean") return wordsFor(locale, value ? "schools.yes" : "schools.no");
  const text = String(value);
  if (name === "districtId") return words.districts.get(text) ?? text;
  if (name === "ownership") return words.ownerships.get(text) ?? text;
  if (name === "settlement") return wordsFor(locale, `label.settlement.${text}`);
  if (name === "status") return wordsFor(locale, `label.schoolStatus.${text}`);
  return text;
}
