import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { findBrowser } from "../../src/commands/browser.ts";
import { packagedBrowser } from "../../src/commands/packaged-browser.ts";

const { launched, starts } = vi.hoisted(() => ({ launched: [] as string[], starts: new Set<string>() }));

vi.mock("@playwright/test", () => ({
  chromium: {
    executablePath: () => "",
    launch: async ({ executablePath }: { executablePath: string }) => {
      launched.push(path.basename(executablePath));
      if (!starts.has(path.basename(executablePath))) throw new Error("error while loading shared libraries");
      return { newPage: async () => undefined, close: async () => undefined };
    },
  },
}));

let folder: string;
const file = (name: string) => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "browsers-"));
  for (const name of ["named", "first", "second", "packaged"]) {
    writeFileSync(file(name), "");
    chmodSync(file(name), 0o755);
  }
  vi.stubEnv("BROWSER_PATH", undefined);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  launched.length = 0;
  starts.clear();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const found = (packaged: string | null = file("packaged")) =>
  findBrowser({
    candidates: [file("absent"), file("first"), file("second")],
    asRoot: false,
    packaged: () => packaged,
  });

describe("the browser of the journeys", () => {
  test.each([
    [["first", "second", "packaged"], "first", ["first"]],
    [["second", "packaged"], "second", ["first", "second"]],
    [["packaged"], "packaged", ["first", "second", "packaged"]],
  ])("of those that start, %s, it is %s", async (those, one, tried) => {
    for (const name of those) starts.add(name);
    expect(await found()).toBe(file(one));
    expect(launched).toEqual(tried);
  });

  test("the one of BROWSER_PATH goes before all others, and none is looked for in its place", async () => {
    for (const name of ["named", "first"]) starts.add(name);
    vi.stubEnv("BROWSER_PATH", file("named"));
    expect(await found()).toBe(file("named"));
    starts.delete("named");
    await expect(found()).rejects.toThrow("which is no Chromium that starts here");
    expect(launched).toEqual(["named", "named"]);
  });

  test.each([
    ["does not start", "packaged"],
    ["cannot be had", null],
  ])("where the packaged one %s too, the last word is what to install", async (_, packaged) => {
    await expect(found(packaged && file(packaged))).rejects.toThrow(
      "run `npx playwright install chromium`, or install the system's package (Debian: apt-get install chromium), or set BROWSER_PATH",
    );
  });

  test.each(["darwin-arm64", "win32-x64", "linux-arm64"])(
    "none is fetched for %s, which the package is not for",
    (machine) => {
      expect(packagedBrowser(machine)).toBeNull();
    },
  );
});
