import { createTranslator } from "next-intl";
import en from "#messages/en.json" with { type: "json" };
import zh from "#messages/zh-CN.json" with { type: "json" };

export const LOCALES = ["zh-CN", "en"] as const;
export type Locale = (typeof LOCALES)[number];

const MESSAGES: Record<Locale, typeof en> = { en, "zh-CN": zh as typeof en };

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

const translatorIn = (locale: Locale) => createTranslator({ locale, messages: MESSAGES[locale], timeZone: "UTC" });
const TRANSLATORS = { en: translatorIn("en"), "zh-CN": translatorIn("zh-CN") };

/** Words for what runs outside a page: actions, downloads, jobs. */
export function words(locale: Locale) {
  return TRANSLATORS[locale];
}

export function messagesOf(locale: Locale): typeof en {
  return MESSAGES[locale];
}

/**
 * Translates a key that only running code knows, such as one that a schema or a refusal carries; a text that is no key
 * is shown as it is.
 */
export function wordsFor(locale: Locale, key: string, values: Record<string, string | number> = {}): string {
  const translate = words(locale) as unknown as { (key: string, values: object): string; has(key: string): boolean };
  return translate.has(key) ? translate(key, values) : key;
}
