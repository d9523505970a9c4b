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
    launchOptions: { executablePath: process.env.BROWSER_PATH ?? "/usr/bin/chromium", args: BROWSER_ARGS },
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    trace: "retain-on-failure",
  },
});
