import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Token, Tokens } from "marked";
import { describe, expect, test } from "vitest";
import { GUIDED, roleOf, slugOf, TOPICS, topicsOf } from "#features/guide/guides.ts";
import { PLACES, topicAt } from "#features/guide/places.ts";
import { partOf } from "#features/guide/read-guide.ts";
import type { PortalRole } from "#server/policy.ts";
import { LOCALES } from "#server/words.ts";
import { PLACES as ROUTES } from "../../e2e/places.ts";
import { SHORT } from "./surface.ts";

const permissions: Record<string, string> = JSON.parse(readFileSync("tests/structure/permissions.json", "utf8"));
/** Pages of the portal, and who may open each. */
const pages = Object.entries(permissions).flatMap(([entry, roles]) => {
  const route = /^page (.+)$/.exec(entry)?.[1];
  return route ? [{ route, roles: GUIDED.filter((role) => roles.split(" ").includes(SHORT[role])) }] : [];
});

function picturesIn(tokens: readonly Token[]): Tokens.Image[] {
  return tokens.flatMap((token) => [
    ...(token.type === "image" ? [token as Tokens.Image] : []),
    ...("tokens" in token && token.tokens ? picturesIn(token.tokens) : []),
    ...("items" in token ? picturesIn((token as Tokens.List).items) : []),
  ]);
}

function textsIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => {
    if ("items" in token) return textsIn((token as Tokens.List).items);
    if ("tokens" in token && token.tokens) return textsIn(token.tokens);
    return token.type === "text" ? [(token as Tokens.Text).text] : [];
  });
}

describe.each(TOPICS)("the part %s", (topic) => {
  test("is there in both languages, with the portal's own words and the same steps and pictures", () => {
    const [en, zh] = [partOf(topic, "en"), partOf(topic, "zh-CN")];
    expect(zh.title).toMatch(/\p{Script=Han}/u);
    expect(en.title).not.toMatch(/\p{Script=Han}/u);
    const shape = ({ tokens }: typeof en) => tokens.flatMap(({ type }) => (type === "space" ? [] : [type]));
    expect(shape(zh)).toEqual(shape(en));
    expect(picturesIn(zh.tokens).map(({ href }) => href)).toEqual(picturesIn(en.tokens).map(({ href }) => href));
    for (const [locale, part] of [
      ["en", en],
      ["zh-CN", zh],
    ] as const) {
      expect(textsIn(part.tokens).filter((text) => /\*\*|\[\[|\]\]|[{}]/.test(text))).toEqual([]);
      for (const { href, text } of picturesIn(part.tokens)) {
        expect(text, href).not.toBe("");
        expect(existsSync(`public/guide/${locale}/${href}.webp`), `${locale} ${href}`).toBe(true);
      }
    }
  });

  test("stands in the guide of somebody", () => {
    expect(GUIDED.filter((role) => topicsOf(role).includes(topic))).not.toEqual([]);
  });
});

test("no text and no picture lies about unused", () => {
  for (const locale of LOCALES) {
    const texts = readdirSync(`docs/guide/${locale}`).map((name) => name.replace(/\.md$/, ""));
    expect(texts.sort()).toEqual([...TOPICS].sort());
    const shown = new Set(
      TOPICS.flatMap((topic) => picturesIn(partOf(topic, locale).tokens).map(({ href }) => `${href}.webp`)),
    );
    expect(readdirSync(`public/guide/${locale}`).sort()).toEqual([...shown].sort());
  }
});

test("help opens at a place of its own on every page, for everybody who may open it", () => {
  expect(pages.length).toBeGreaterThan(40);
  const without = pages.flatMap(({ route, roles }) =>
    roles.filter((role) => topicAt(route, topicsOf(role)) === null).map((role) => `${route} ${role}`),
  );
  expect(without).toEqual([]);
  for (const route of Object.keys(PLACES))
    expect(
      ROUTES.some((place) => place.route === route || place.route.startsWith(`${route}/`)),
      route,
    ).toBe(true);
});

test.each([
  ["/schools/0199/edit", "SECTION_STAFF", "register"],
  ["/schools/0199/edit", "SCHOOL_CLERK", "schools"],
  ["/schools/0199", "SCHOOL_CLERK", "schools"],
  ["/reports/0199", "SCHOOL_CLERK", "fill"],
  ["/reports/0199", "SECTION_STAFF", "board"],
  ["/reports/campaigns/0199/roll-up/D1", "DISTRICT_OFFICER", "roll-up"],
  ["/schools/changes/0199", "SCHOOL_HEAD", "ask"],
  ["/nowhere", "SECTION_STAFF", null],
  ["//evil.example/%2f", "OPERATOR", null],
] satisfies [string, PortalRole, string | null][])("%s leads %s to %s", (path, role, topic) => {
  expect(topicAt(path, topicsOf(role))).toBe(topic);
});

test("every role has an address", () => {
  expect(GUIDED.map((role) => roleOf(slugOf(role)))).toEqual(GUIDED);
  expect(roleOf("constructor")).toBeNull();
});
