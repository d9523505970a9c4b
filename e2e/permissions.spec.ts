import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { address } from "./people.ts";
import { addressOf, PLACES } from "./places.ts";
import { cookieOf } from "./sessions.ts";

type Table = Record<string, string>;
type Manifest = { node: Record<string, { filename: string; exportedName: string }> };

const TABLE: Table = JSON.parse(readFileSync("tests/structure/permissions.json", "utf8"));
const { node: built }: Manifest = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
const routes = Object.keys(JSON.parse(readFileSync(".next/server/app-paths-manifest.json", "utf8"))).map((path) => {
  const kind = path.endsWith("/page") ? "page" : "route";
  return {
    kind,
    route: path.replace(/\/\([^)]+\)/g, "").replace(/\/(page|route)$/, "") || "/",
    open: !path.startsWith("/(portal)") && !path.startsWith("/api/reports"),
  };
});

const ROLES: Record<string, string> = {
  SA: "SYSTEM_ADMIN",
  SH: "SECTION_HEAD",
  SS: "SECTION_STAFF",
  DO: "DISTRICT_OFFICER",
  HD: "SCHOOL_HEAD",
  CK: "SCHOOL_CLERK",
  IN: "INSPECTOR",
  EX: "AWARD_EXPERT",
  LG: "LEGAL_REVIEWER",
  OP: "OPERATOR",
};

/** Open to anybody by design; the reasons stand in tests/structure/surface.ts. */
const OPEN_FILES = ["src/app/preferences-action.ts", "src/features/accounts/door-actions.ts"];
/** Act on the session that sends them, or only pass on to an action of the table. */
const OWN_SESSION = ["leave", "chooseSchoolYear"];

const NOT_ALLOWED = "Your role does not allow this here.";
const SIGNED_OUT = "You have been signed out.";

const actions = Object.entries(built)
  .filter(([, { filename, exportedName }]) => !OPEN_FILES.includes(filename) && !OWN_SESSION.includes(exportedName))
  .map(([id, { filename, exportedName }]) => ({ id, key: `action ${filename}#${exportedName}` }));

/** Sends an action as a browser would, to a page that never shows its form, with nothing filled in. */
async function send(id: string, cookie: string): Promise<string> {
  const body = new FormData();
  body.set("_1_nothing", "");
  body.set("0", '[{},"$K1"]');
  const headers = { cookie, "next-action": id, origin: address(), accept: "text/x-component" };
  const response = await fetch(`${address()}/sign-in`, { method: "POST", headers, body, redirect: "manual" });
  return `${response.status} ${await response.text()}`;
}

test("the build holds exactly the actions, pages and routes that the reviewed table names", () => {
  const named = Object.keys(TABLE);
  expect(actions.map(({ key }) => key).filter((key) => !named.includes(key))).toEqual([]);
  const pages = routes
    .filter(({ kind, open, route }) => kind === "page" && !open && !route.startsWith("/_"))
    .map(({ route }) => `page ${route}`);
  expect(pages.filter((page) => !named.includes(page))).toEqual([]);
  expect(named.filter((key) => key.startsWith("page ") && !pages.includes(key))).toEqual([]);
});

test("each action answers each role as the table says, by direct post", async () => {
  const wrong: string[] = [];
  for (const [short, role] of Object.entries(ROLES)) {
    const cookie = await cookieOf(role, short === "OP" ? null : "qinghe");
    for (const { id, key } of actions) {
      const answer = await send(id, cookie);
      const refused = answer.includes(NOT_ALLOWED);
      const allowed = TABLE[key]?.split(" ").includes(short) ?? false;
      if (answer.startsWith("5") || refused === allowed) wrong.push(`${key} as ${short}: ${answer.slice(0, 200)}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("nobody, a closed account and a forged cookie get nothing from any action", async () => {
  const closed = await cookieOf("SECTION_HEAD", "qinghe", true);
  for (const cookie of ["locale=en", closed, "jijiao-session=forged; locale=en"]) {
    for (const { id, key } of actions) expect(await send(id, cookie), key).toContain(SIGNED_OUT);
  }
});

const signedIn = PLACES.filter((place) => place.as !== null);

/** What is wrong with how the pages answer one role. */
async function wrongPages(short: string, role: string): Promise<string[]> {
  const cookie = await cookieOf(role, short === "OP" ? null : "qinghe");
  const wrong: string[] = [];
  for (const place of signedIn) {
    const url = await addressOf(place, "qinghe");
    if (url === null) continue;
    const { status } = await fetch(address() + url, { headers: { cookie }, redirect: "manual" });
    const allowed = TABLE[`page ${place.route}`]?.split(" ").includes(short);
    // A page that the role may open can still lie outside its reach: then it is not there either.
    const expected = allowed ? (place.params ? [200, 404] : [200]) : [404];
    if (!expected.includes(status)) wrong.push(`${place.route} as ${short}: ${status}`);
  }
  return wrong;
}

test("each page is there for each role as the table says, and not there for the others", async () => {
  const wrong: string[] = [];
  for (const [short, role] of Object.entries(ROLES)) wrong.push(...(await wrongPages(short, role)));
  expect(wrong).toEqual([]);
});

test("each page asks whoever is signed out to sign in", async () => {
  for (const place of signedIn) {
    const url = (await addressOf(place, "qinghe")) ?? "/";
    const { status, headers } = await fetch(address() + url, { headers: { cookie: "locale=en" }, redirect: "manual" });
    expect([status, headers.get("location")], place.route).toEqual([307, expect.stringMatching(/\/sign-in$/)]);
  }
});

test("every signed-in page has a place in the pictures and in these checks", () => {
  const known = new Set(PLACES.map((place) => place.route));
  const missing = routes
    .filter(({ kind, route }) => kind === "page" && !route.startsWith("/_"))
    .map(({ route }) => route);
  expect(missing.filter((route) => !known.has(route))).toEqual([]);
});

test("every page carries its content policy and is kept by no cache", async () => {
  for (const path of ["/sign-in", "/", "/nothing-here", "/c/qinghe"]) {
    const { headers } = await fetch(address() + path, { redirect: "manual" });
    expect(headers.get("content-security-policy"), path).toMatch(
      /script-src 'self' 'nonce-[^']+' 'strict-dynamic';.*object-src 'none';.*frame-ancestors 'none'/,
    );
    expect(headers.get("cache-control"), path).toContain("no-store");
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("x-powered-by"), path).toBeNull();
  }
});
