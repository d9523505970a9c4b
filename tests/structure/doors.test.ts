import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { POLICY } from "#server/policy.ts";

function filesUnder(folder: string, ending: RegExp): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => !file.includes("generated"));
}

/** Actions that nobody has to be signed in for, and why that is safe. */
const OPEN_ACTIONS: Record<string, string> = {
  "src/app/preferences-action.ts": "keeps language and display in the browser's own cookies; knows nobody",
  "src/features/accounts/door-actions.ts": "the door itself: sign-in, one-time code, password by link",
};
/** Bare functions among the actions of a signed-in person: they only call one that went through the door. */
const PLAIN_FORMS: Record<string, string[]> = { "src/features/accounts/actions.ts": ["chooseSchoolYear", "leave"] };

test("every action went through the door", async () => {
  for (const file of filesUnder("src", /\.tsx?$/)) {
    if (!/^\s*["']use server["']/m.test(readFileSync(file, "utf8")) || file in OPEN_ACTIONS) continue;
    const exported: Record<string, unknown> = await import(path.resolve(file));
    for (const [name, value] of Object.entries(exported)) {
      if (PLAIN_FORMS[file]?.includes(name)) continue;
      expect(Object.keys(POLICY), `${file} ${name}`).toContain((value as { capability?: string }).capability);
    }
  }
});

const OPEN_ROUTES: Record<string, string> = {
  "src/app/api/health/route.ts": "says only whether the service works",
  "src/app/api/auth/[...nextauth]/route.ts": "next-auth's own handler",
  "src/app/(open)/c/[tenant]/schools.csv/route.ts": "the public list of schools",
};

test("every route handler went through the door", async () => {
  for (const file of filesUnder("src/app", /^route\.tsx?$/)) {
    if (file in OPEN_ROUTES) continue;
    const exported: Record<string, unknown> = await import(path.resolve(file));
    for (const [name, value] of Object.entries(exported)) {
      if (!/^[A-Z]+$/.test(name)) continue;
      expect(Object.keys(POLICY), `${file} ${name}`).toContain((value as { capability?: string }).capability);
    }
  }
});

test("every signed-in page reads through the door, once", () => {
  for (const file of filesUnder("src/app/(portal)", /^page\.tsx$/)) {
    const source = readFileSync(file, "utf8");
    expect(source.match(/\bread\(/g)?.length ?? 0, file).toBe(1);
  }
});

test("no cache keeps what one reader saw for another", () => {
  for (const file of filesUnder("src", /\.tsx?$/)) {
    expect(/["']use cache["']|unstable_cache|dangerouslySetInnerHTML|\$queryRawUnsafe|\$executeRawUnsafe|Prisma\.raw\b/.test(readFileSync(file, "utf8")), file).toBe(false);
  }
});
