import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import { chromium } from "@playwright/test";

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

/**
 * A Chromium for the journeys: Playwright's own, the system's, or, as root, Debian's package, installed now.
 * @throws Error saying what to install where there is none
 */
export async function findBrowser(): Promise<string> {
  for (const candidate of [process.env.BROWSER_PATH, chromium.executablePath(), DEBIAN, "/usr/bin/google-chrome"]) {
    if (candidate && existsSync(candidate)) return candidate;
  }
  if (userInfo().uid === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("  installing Debian's chromium …");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "ignore" });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      stdio: "ignore",
      env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
    });
    if (existsSync(DEBIAN)) return DEBIAN;
  }
  throw new Error(
    "The browser journeys need Chromium: run `npx playwright install chromium`, or install the system's package (Debian: apt-get install chromium), or set BROWSER_PATH.",
  );
}
