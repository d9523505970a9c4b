import { readFileSync } from "node:fs";
import path from "node:path";
import { Marked, type Token, type TokenizerAndRendererExtension } from "marked";
import { LOCALES, type Locale, messagesOf } from "#server/words.ts";
import type { Topic } from "./guides.ts";

/** One part of the guide: what it is called and what it says. */
export type Part = { topic: Topic; title: string; tokens: Token[] };

const read = new Map<string, Part>();

/**
 * One part of the guide. What stands in double brackets is a key of the portal's own words, and is shown as they are on
 * its pages.
 * @throws Error where the file or the words are missing
 */
export function partOf(topic: Topic, locale: Locale): Part {
  const key = `${locale} ${topic}`;
  const known = read.get(key);
  if (known) return known;
  const file = path.join(process.cwd(), "docs", "guide", locale, `${topic}.md`);
  const text = readFileSync(/* turbopackIgnore: true */ file, "utf8");
  const [head, ...tokens] = readers[locale].lexer(text);
  if (head?.type !== "heading" || head.depth !== 1) throw new Error(`${file} does not begin with its title`);
  const part = { topic, title: head.text as string, tokens };
  read.set(key, part);
  return part;
}

/** Reads `[[key]]` as words in bold: written out as `**words**`, words that end with a mark would not be bold in Chinese. */
const portalWords = (locale: Locale): TokenizerAndRendererExtension => ({
  name: "portalWords",
  level: "inline",
  start: (text) => text.indexOf("[["),
  tokenizer(text) {
    const [raw, key] = /^\[\[([\w.-]+)\]\]/.exec(text) ?? [];
    if (raw === undefined || key === undefined) return undefined;
    const word = wordOf(locale, key);
    return { type: "strong", raw, text: word, tokens: [{ type: "text", raw: word, text: word }] };
  },
});

const readers = Object.fromEntries(
  LOCALES.map((locale) => [locale, new Marked({ extensions: [portalWords(locale)] })]),
) as Record<Locale, Marked>;

function wordOf(locale: Locale, name: string): string {
  let found: unknown = messagesOf(locale);
  for (const step of name.split(".")) found = (found as Record<string, unknown> | undefined)?.[step];
  if (typeof found !== "string") throw new Error(`the portal has no words called ${name}`);
  return found;
}
