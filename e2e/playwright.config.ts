import { defineConfig } from "@playwright/test";
import { BROWSER_ARGS } from "../src/commands/browser.ts";

export default defineConfig({
  testDir: ".",
  outputDir: "../.data/test-results/journeys",
  globalSetup: "./global-setup.ts",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  reporter: [["line"], ["json", { outputFile: process.env.JOURNEY_REPORT ?? "../.data/test-results/journeys.json" }]],
  use: {
    launchOptions: {
      executablePath: process.env.BROWSER_PATH ?? "/usr/bin/chromium",
      args: BROWSER_ARGS,
      // Where the machine has no language of its own, Chromium calls a file with a Chinese name "download".
      env: { ...process.env, LC_ALL: "C.UTF-8" },
    },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
  },
});
