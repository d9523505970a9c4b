import { createTranslator } from "next-intl";
import en from "../src/messages/en.json" with { type: "json" };
import zh from "../src/messages/zh-CN.json" with { type: "json" };
import type { Language } from "./people.ts";

/** The product's own words, so that one journey speaks both languages. */
export function wording(language: Language) {
  const translate = createTranslator({
    locale: language,
    messages: language === "en" ? en : (zh as typeof en),
    timeZone: "UTC",
  });
  return (key: string, values: Record<string, string | number> = {}) =>
    (translate as unknown as (key: string, values: object) => string)(key, values);
}
