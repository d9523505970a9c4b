// Every check of the product, or one part of it: check (static), unit, e2e. Ends with one line: N passed, N failed.
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { findBrowser } from "./browser.ts";
import { build, generateClient, run } from "./steps.ts";

type Tally = { passed: number; failed: number; skipped: string[] };
type Part = { name: string; work: () => Promise<Tally> };

const bin = (name: string) => path.join("node_modules", name);
const results = path.resolve(".data/test-results");

const STATIC: [string, string, string[]][] = [
  ["route types", bin("next/dist/bin/next"), ["typegen"]],
  ["types", bin("typescript/bin/tsc"), ["--noEmit", "-p", "."]],
  ["lint and format", bin("@biomejs/biome/bin/biome"), ["ci", "--error-on-warnings", "."]],
  ["boundaries", bin("dependency-cruiser/bin/dependency-cruise.mjs"), ["--config", "tests/boundaries.cjs", "src"]],
  ["dead code", bin("knip/bin/knip.js"), ["--config", "tests/knip.json"]],
];

async function staticChecks(): Promise<Tally> {
  const tally: Tally = { passed: 0, failed: 0, skipped: [] };
  for (const [name, program, args] of STATIC) {
    try {
      await timed(name, () => run(program, args));
      tally.passed += 1;
    } catch (error) {
      tally.failed += 1;
      console.error((error as Error).message);
    }
  }
  return tally;
}

async function unitTests(): Promise<Tally> {
  const report = path.join(results, "unit.json");
  await timed("rules, actions and queries", () =>
    run(bin("vitest/vitest.mjs"), [
      "run",
      "--config",
      "tests/vitest.config.ts",
      "--reporter=json",
      `--outputFile=${report}`,
      "--reporter=dot",
    ]),
  ).catch((error: Error) => console.error(error.message));
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [] };
  const { numPassedTests, numFailedTests, numTotalTestSuites, testResults } = JSON.parse(readFileSync(report, "utf8"));
  type Suite = { status: string; assertionResults: { status: string; fullName: string }[] };
  const suites = testResults as Suite[];
  const skipped = suites.flatMap((suite) =>
    suite.assertionResults.filter((one) => one.status === "skipped" || one.status === "pending"),
  );
  const broken = suites.filter(
    (suite) => suite.status === "failed" && suite.assertionResults.every((one) => one.status !== "failed"),
  );
  if (numTotalTestSuites === 0) return { passed: 0, failed: 1, skipped: [] };
  return {
    passed: numPassedTests,
    failed: numFailedTests + broken.length,
    skipped: skipped.map((one) => one.fullName),
  };
}

async function productionBuild(): Promise<Tally> {
  await timed("production build", build);
  return { passed: 1, failed: 0, skipped: [] };
}

async function journeys(): Promise<Tally> {
  const report = path.join(results, "journeys.json");
  const env = { ...process.env, BROWSER_PATH: await findBrowser(), JOURNEY_REPORT: report };
  await timed("browser journeys", () =>
    run(bin("@playwright/test/cli.js"), ["test", "--config", "e2e/playwright.config.ts"], { env }),
  ).catch((error: Error) => console.error(error.message));
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: [] };
  const { stats, errors, suites } = JSON.parse(readFileSync(report, "utf8"));
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: skippedJourneys(suites),
  };
}

type JourneySuite = { suites?: JourneySuite[]; specs?: { title: string; tests: { status: string }[] }[] };

function skippedJourneys(suites: JourneySuite[]): string[] {
  return suites.flatMap((suite) => [
    ...(suite.specs ?? [])
      .filter((spec) => spec.tests.every((test) => test.status === "skipped"))
      .map((spec) => spec.title),
    ...skippedJourneys(suite.suites ?? []),
  ]);
}

async function timed<T>(name: string, work: () => Promise<T>): Promise<T> {
  const started = performance.now();
  try {
    return await work();
  } finally {
    console.log(`  ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
  }
}

const PARTS: Record<string, Part[]> = {
  check: [{ name: "static checks", work: staticChecks }],
  unit: [{ name: "rules, actions and queries", work: unitTests }],
  e2e: [
    { name: "production build", work: productionBuild },
    { name: "browser journeys", work: journeys },
  ],
};

const [wanted = "all"] = process.argv.slice(2);
const parts = wanted === "all" ? Object.values(PARTS).flat() : PARTS[wanted];
if (!parts) throw new Error(`There is no part '${wanted}': ${Object.keys(PARTS).join(", ")}.`);
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });
await generateClient();

const total: Tally = { passed: 0, failed: 0, skipped: [] };
for (const { name, work } of parts) {
  console.log(`${name} …`);
  const tally = await work().catch((error: Error) => {
    console.error(error.message);
    return { passed: 0, failed: 1, skipped: [] };
  });
  total.passed += tally.passed;
  total.failed += tally.failed;
  total.skipped.push(...tally.skipped);
}
for (const name of total.skipped) console.log(`skipped: ${name}`);
const skipped = total.skipped.length ? `, ${total.skipped.length} skipped` : "";
console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
process.exitCode = total.failed || !total.passed ? 1 : 0;
