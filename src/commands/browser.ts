import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { chromium } from "@playwright/test";
import { packagedBrowser } from "./packaged-browser.ts";

/** What headless Chromium needs on a server without display, graphics or open network. */
export const BROWSER_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const DEBIAN = "/usr/bin/chromium";

type Ways = { candidates?: string[]; asRoot?: boolean; packaged?: () => string | null };

/**
 * A Chromium for the journeys that starts here: `BROWSER_PATH`, Playwright's own, the system's, as root Debian's
 * package, installed now, or, for a user who may install none, one that comes in an npm package.
 * @throws Error saying what to install where there is none
 */
export async function findBrowser({
  candidates = [chromium.executablePath(), DEBIAN, "/usr/bin/google-chrome"],
  asRoot = userInfo().uid === 0,
  packaged = packagedBrowser,
}: Ways = {}): Promise<string> {
  const { BROWSER_PATH } = process.env;
  if (BROWSER_PATH) {
    if (await works(BROWSER_PATH)) return BROWSER_PATH;
    throw new Error(`BROWSER_PATH names ${BROWSER_PATH}, which is no Chromium that starts here.`);
  }
  for (const candidate of candidates) {
    if (await works(candidate)) return candidate;
  }
  if (asRoot && existsSync("/usr/bin/apt-get")) {
    console.log("  installing Debian's chromium …");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore", env });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], { stdio: "ignore", env });
    if (await works(DEBIAN)) return DEBIAN;
  }
  const fromPackage = packaged();
  if (fromPackage && (await works(fromPackage))) return fromPackage;
  throw new Error(
    "The browser journeys need Chromium: run `npx playwright install chromium`, or install the system's package (Debian: apt-get install chromium), or set BROWSER_PATH.",
  );
}

/** Whether a browser is there, has all its libraries, and opens a page. */
async function works(executablePath: string): Promise<boolean> {
  if (!existsSync(executablePath)) return false;
  try {
    const browser = await chromium.launch({ executablePath, args: BROWSER_ARGS, timeout: 30_000 });
    await browser.newPage();
    await browser.close();
    return true;
  } catch {
    return false;
  }
}
