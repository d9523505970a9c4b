import { expect, test } from "vitest";
import en from "#messages/en.json" with { type: "json" };
import zh from "#messages/zh-CN.json" with { type: "json" };
import { POLICY } from "#server/policy.ts";

type Tree = { [key: string]: string | Tree };

function flat(tree: Tree, prefix = ""): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === "string" ? [[prefix + key, value] as const] : [...flat(value, `${prefix}${key}.`)],
    ),
  );
}

const english = flat(en);
const chinese = flat(zh);

/** Names of the values that a message takes. */
function argumentsOf(message: string): string[] {
  return [...new Set([...message.matchAll(/\{(\w+)[,}]/g)].map((match) => match[1] ?? ""))].sort();
}

test("every message exists in both languages, takes the same values and is not empty", () => {
  expect([...english.keys()].filter((key) => !chinese.has(key))).toEqual([]);
  expect([...chinese.keys()].filter((key) => !english.has(key))).toEqual([]);
  for (const [key, message] of english) {
    expect(argumentsOf(chinese.get(key) ?? ""), key).toEqual(argumentsOf(message));
    expect(message.trim(), key).not.toBe("");
    expect(chinese.get(key)?.trim(), key).not.toBe("");
  }
});

test("Chinese messages are Chinese and English messages hold no Chinese, but for the names of languages", () => {
  const han = /\p{Script=Han}/u;
  const bare = (text: string) => text.replace(/\{[^}]*\}/g, "").replace(/[\d\s.,:;/%·—–\-()→#]+/g, "");
  const untranslated = [...chinese].filter(
    ([key, text]) => !han.test(text) && bare(text).length > 3 && english.get(key) === text,
  );
  expect(
    untranslated.filter(([, text]) => !/^[A-Z0-9 .,]+$|example|https?:|\.(csv|xlsx)/.test(text)).map(([key]) => key),
  ).toEqual([]);
  expect(
    [...english]
      .filter(([key, text]) => han.test(text) && !/switch|language|example|hint|Zh$/i.test(key))
      .map(([key]) => key),
  ).toEqual([]);
});

test("every capability has a name for the trail and the matrix of rights", () => {
  for (const capability of Object.keys(POLICY))
    expect([...english.keys()]).toContain(`capability.${capability.replace(".", "_")}`);
});
