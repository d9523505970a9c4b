import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { type Capability, POLICY, type PortalRole } from "#server/policy.ts";
import type { Submit } from "./answer.ts";

/** Short names of the roles, as the systems' specification uses them. */
export const SHORT: Record<PortalRole, string> = {
  SYSTEM_ADMIN: "SA",
  SECTION_HEAD: "SH",
  SECTION_STAFF: "SS",
  DISTRICT_OFFICER: "DO",
  SCHOOL_HEAD: "HD",
  SCHOOL_CLERK: "CK",
  INSPECTOR: "IN",
  AWARD_EXPERT: "EX",
  LEGAL_REVIEWER: "LG",
  OPERATOR: "OP",
};

export function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("generated"))
    .sort();
}

/** Actions that nobody has to be signed in for, and why that is safe. */
export const OPEN_ACTIONS: Record<string, string> = {
  "src/app/preferences-action.ts":
    "keeps language and display in the browser's own cookies, and the language on the account that is signed in",
  "src/features/accounts/door-actions.ts": "the door itself: sign-in, one-time code, password by link",
};

/** Bare functions among the actions of a signed-in person: they only call one that went through the door. */
export const PLAIN_FORMS: Record<string, string[]> = {
  "src/features/accounts/actions.ts": ["chooseSchoolYear", "leave"],
};

/** Routes that answer without a sign-in, and why that is safe. */
export const OPEN_ROUTES: Record<string, string> = {
  "src/app/api/health/route.ts": "says only whether the service works",
  "src/app/api/metrics/route.ts": "asks for a token of its own, and holds numbers alone",
  "src/app/api/auth/[...nextauth]/route.ts": "next-auth's own handler",
  "src/app/(open)/c/[tenant]/schools.csv/route.ts": "the public list of schools",
  "src/app/(open)/c/[tenant]/emblem/[id]/route.ts": "the picture that stands for a city",
  "src/app/(open)/sign-in/with/[city]/route.ts": "leads to a city's sign-in provider",
  "src/app/(open)/sign-in/with/[city]/callback/route.ts": "where that provider sends people back to",
  "src/app/(open)/sign-in/signed-out/route.ts": "the page after signing out",
};

/** Every exported server action with its capability, by file. */
export async function actionsOfSource(): Promise<
  { file: string; name: string; capability: string | undefined; action: Submit }[]
> {
  const found = [];
  for (const file of filesUnder("src", /\.tsx?$/)) {
    if (!/^\s*["']use server["']/m.test(readFileSync(file, "utf8")) || file in OPEN_ACTIONS) continue;
    const exported: Record<string, unknown> = await import(path.resolve(file));
    for (const [name, value] of Object.entries(exported)) {
      if (PLAIN_FORMS[file]?.includes(name)) continue;
      const action = value as Submit;
      found.push({ file, name, capability: action.capability as string | undefined, action });
    }
  }
  return found;
}

/** Every handler of a route with its capability. */
export async function handlersOfSource(): Promise<{ file: string; method: string; capability: string | undefined }[]> {
  const found = [];
  for (const file of filesUnder("src/app", /^route\.tsx?$/)) {
    if (file in OPEN_ROUTES) continue;
    const exported: Record<string, unknown> = await import(path.resolve(file));
    for (const [method, value] of Object.entries(exported)) {
      if (/^[A-Z]+$/.test(method))
        found.push({ file, method, capability: (value as { capability?: string }).capability });
    }
  }
  return found;
}

/** Every signed-in page with the capability that it reads under. */
export function pagesOfSource(): { file: string; route: string; reads: string[] }[] {
  return filesUnder("src/app/(portal)", /^page\.tsx$/).map((file) => ({
    file,
    route: routeOf(file),
    reads: [...readFileSync(file, "utf8").matchAll(/\bread\(\s*"([\w.]+)"/g)].map((match) => match[1] ?? ""),
  }));
}

export function routeOf(file: string): string {
  const route = file
    .replace(/^src\/app/, "")
    .replace(/\/\([^)]+\)/g, "")
    .replace(/\/(page|route)\.tsx?$/, "");
  return route || "/";
}

export function rolesOf(capability: string | undefined): string {
  const roles: readonly PortalRole[] = POLICY[capability as Capability] ?? [];
  return Object.entries(SHORT)
    .filter(([role]) => roles.includes(role as PortalRole))
    .map(([, short]) => short)
    .join(" ");
}
