import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { NOTICES } from "#features/notifications/notices.ts";
import { POLICY } from "#server/policy.ts";
import { LOCALES, type Locale, messagesOf } from "#server/words.ts";
import { actionsOfSource, filesUnder, handlersOfSource, pagesOfSource, rolesOf, routeOf } from "./surface.ts";

const TABLE = "tests/structure/permissions.json";

test("every action and every route handler went through the door", async () => {
  for (const { file, name, capability } of await actionsOfSource())
    expect(Object.keys(POLICY), `${file} ${name}`).toContain(capability);
  for (const { file, method, capability } of await handlersOfSource())
    expect(Object.keys(POLICY), `${file} ${method}`).toContain(capability);
});

test("every signed-in page reads through the door, once, under a capability of the policy", () => {
  for (const { file, reads } of pagesOfSource()) {
    expect(reads.length, file).toBe(1);
    expect(Object.keys(POLICY), file).toContain(reads[0]);
  }
});

// The table is what was reviewed; the policy is what holds. A cell that is missing, or that differs, fails here and is
// mended by hand. UPDATE_PERMISSIONS=1 writes the table anew, for review in the change's difference.
test("who may do what is exactly what the reviewed table says, page by page and action by action", async () => {
  const now: Record<string, string> = {};
  for (const { route, reads } of pagesOfSource()) now[`page ${route}`] = rolesOf(reads[0]);
  for (const { file, method, capability } of await handlersOfSource())
    now[`${method} ${routeOf(file)}`] = rolesOf(capability);
  for (const { file, name, capability } of await actionsOfSource()) now[`action ${file}#${name}`] = rolesOf(capability);
  if (process.env.UPDATE_PERMISSIONS) writeFileSync(TABLE, `${JSON.stringify(now, null, 2)}\n`);
  expect(now).toEqual(JSON.parse(readFileSync(TABLE, "utf8")));
});

test("no cache keeps what one reader saw for another, and no raw text becomes SQL or HTML", () => {
  const forbidden =
    /["']use cache["']|unstable_cache|dangerouslySetInnerHTML|\$queryRawUnsafe|\$executeRawUnsafe|Prisma\.raw\b/;
  for (const file of filesUnder("src", /\.tsx?$/)) expect(forbidden.test(readFileSync(file, "utf8")), file).toBe(false);
});

test("every sentence that an action or a refusal names is there to be said", () => {
  const named = /(?:message: |Refusal\(|error: |\? |\? "[\w.]+" : )"([a-z]\w*(?:\.\w+)+)"/gi;
  const keys = filesUnder("src/features", /\.ts$/)
    .flatMap((file) => [...readFileSync(file, "utf8").matchAll(named)].map(([, key = ""]) => key))
    .filter((key) => !(key in POLICY) && !(key in NOTICES));
  expect(keys.length).toBeGreaterThan(100);
  const said = (locale: Locale, key: string) =>
    key.split(".").reduce<unknown>((at, part) => (at as Record<string, unknown>)?.[part], messagesOf(locale));
  const missing = keys.filter((key) => LOCALES.some((locale) => typeof said(locale, key) !== "string"));
  expect(missing).toEqual([]);
});
