import { readFileSync } from "node:fs";
import path from "node:path";
import { lexer, type Token } from "marked";
import { type Locale, messagesOf } from "#server/words.ts";
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
  const text = readFileSync(/* turbopackIgnore: true */ file, "utf8").replace(
    /\[\[([\w.-]+)\]\]/g,
    (_, name: string) => {
      return `**${wordOf(locale, name)}**`;
    },
  );
  const [head, ...tokens] = lexer(text);
  if (head?.type !== "heading" || head.depth !== 1) throw new Error(`${file} does not begin with its title`);
  const part = { topic, title: head.text as string, tokens };
  read.set(key, part);
  return part;
}

function wordOf(locale: Locale, name: string): string {
  let found: unknown = messagesOf(locale);
  for (const step of name.split(".")) found = (found as Record<string, unknown> | undefined)?.[step];
  if (typeof found !== "string") throw new Error(`the portal has no words called ${name}`);
  return found;
}
