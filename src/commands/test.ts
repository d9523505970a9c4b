// Every check of the product, or one part of it: check (static), unit, e2e. Ends with one line: N passed, N failed.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";
import { findBrowser } from "./browser.ts";
import { build, generateClient, ProgramFailed, run } from "./steps.ts";
import { end, guarded } from "./stopping.ts";

type Tally = { passed: number; failed: number; skipped: string[] };
type Failure = { name: string; message: string };

const PARTS: Record<string, () => Promise<Tally>> = { check: staticChecks, unit: unitTests, e2e: journeys };
const results = path.resolve(".data/test-results");
const bin = (name: string) => path.join("node_modules", name);

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
    const failed = await outcome(name, () => run(program, args));
    if (failed) {
      tally.failed += 1;
      tell({ name, message: failed.message });
    } else tally.passed += 1;
  }
  return tally;
}

type UnitSuite = {
  name: string;
  status: string;
  message?: string;
  assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
};

async function unitTests(): Promise<Tally> {
  const report = path.join(results, "unit.json");
  const vitest = ["run", "--config", "tests/vitest.config.ts", "--reporter=json", `--outputFile=${report}`];
  const crashed = await outcome("rules, actions and queries", () =>
    run(bin("vitest/vitest.mjs"), [...vitest, "--reporter=dot"]),
  );
  const { testResults: suites = [] } = reportIn<{ testResults?: UnitSuite[] }>(report);
  const tests = suites.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map((one) => ({ ...one, name: `${path.relative(".", file)}: ${one.fullName}` })),
  );
  const failures: Failure[] = tests
    .filter(({ status }) => status === "failed")
    .map(({ name, failureMessages }) => ({ name, message: failureMessages.join("\n") }));
  for (const suite of suites) {
    const untold = suite.status === "failed" && suite.assertionResults.every(({ status }) => status !== "failed");
    if (untold) failures.push({ name: path.relative(".", suite.name), message: suite.message ?? "" });
  }
  return tallied({
    passed: tests.filter(({ status }) => status === "passed").length,
    failures,
    skipped: tests.filter(({ status }) => !["passed", "failed"].includes(status)).map(({ name }) => name),
    crashed,
  });
}

type JourneySuite = { suites?: JourneySuite[]; specs?: JourneySpec[] };
type JourneySpec = {
  title: string;
  file: string;
  tests: { status: string; results: { errors: { message?: string }[] }[] }[];
};

async function journeys(): Promise<Tally> {
  const unbuilt = await outcome("production build", build);
  if (unbuilt) {
    tell({ name: "production build", message: unbuilt.message });
    console.log("The browser journeys were not run: there is no build for them.");
    return { passed: 0, failed: 1, skipped: [] };
  }
  const report = path.join(results, "journeys.json");
  const crashed = await outcome("browser journeys", async () => {
    const settings = { BROWSER_PATH: await findBrowser(), JOURNEY_REPORT: report, SERVER_LOG: serverLog };
    const args = ["test", "--config", "e2e/playwright.config.ts"];
    await run(bin("@playwright/test/cli.js"), args, { env: { ...process.env, ...settings } });
  });
  const { suites = [], errors = [] } = reportIn<{ suites?: JourneySuite[]; errors?: { message?: string }[] }>(report);
  const specs = specsOf(suites);
  const tests = specs.flatMap((spec) => spec.tests.map((test) => ({ ...test, name: `${spec.file}: ${spec.title}` })));
  const failures: Failure[] = [
    ...tests
      .filter(({ status }) => status === "unexpected" || status === "flaky")
      .map(({ name, results: runs }) => ({
        name,
        message: runs.flatMap((one) => one.errors.map(({ message = "" }) => message)).join("\n"),
      })),
    ...errors.map(({ message = "" }) => ({ name: "browser journeys", message })),
  ];
  if (failures.length) console.log(`  what the server said: ${path.relative(".", serverLog)}`);
  return tallied({
    passed: tests.filter(({ status }) => status === "expected").length + 1, // the build
    failures,
    skipped: tests.filter(({ status }) => status === "skipped").map(({ name }) => name),
    crashed,
  });
}

const serverLog = path.join(results, "server.log");

function specsOf(suites: JourneySuite[]): JourneySpec[] {
  return suites.flatMap((suite) => [...(suite.specs ?? []), ...specsOf(suite.suites ?? [])]);
}

/** What a part's report says; nothing where the part died before it wrote one. */
function reportIn<T extends object>(file: string): Partial<T> {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
}

/** A program that ended badly without a failure to show for it has failed as a whole. */
function tallied(part: { passed: number; failures: Failure[]; skipped: string[]; crashed: Error | null }): Tally {
  const { passed, failures, skipped, crashed } = part;
  for (const failure of failures) tell(failure);
  if (crashed && !failures.length) tell({ name: "The run itself", message: crashed.message });
  return { passed, failed: failures.length || (crashed ? 1 : 0), skipped };
}

const MESSAGE_LINES = 42;

function tell({ name, message }: Failure): void {
  const lines = stripVTControlCharacters(message)
    .split("\n")
    .filter((line) => line.trim() && !/^\s+at .*node_modules/.test(line));
  const shown = lines.length > MESSAGE_LINES ? [...lines.slice(0, MESSAGE_LINES), "…"] : lines;
  console.log(`\nFAILED ${name}\n${shown.map((line) => `    ${line}`).join("\n")}\n`);
}

/** Does a piece of work, says how long it took, and keeps the whole output of one that failed. */
async function outcome(name: string, work: () => Promise<unknown>): Promise<Error | null> {
  const started = performance.now();
  const failed = await work().then(
    () => null,
    (error: Error) => error,
  );
  const file = path.join(results, `${name.replace(/\W+/g, "-")}.txt`);
  if (failed instanceof ProgramFailed) writeFileSync(file, failed.output);
  const where = failed instanceof ProgramFailed ? `, failed; all of its output: ${path.relative(".", file)}` : "";
  console.log(`  ${name}: ${((performance.now() - started) / 1000).toFixed(0)} s${where}`);
  return failed;
}

async function tallyOf(work: () => Promise<Tally>): Promise<Tally> {
  try {
    return await work();
  } catch (error) {
    tell({ name: "The run itself", message: (error as Error).message });
    return { passed: 0, failed: 1, skipped: [] };
  }
}

await guarded(async () => {
  const [wanted = "all"] = process.argv.slice(2);
  const parts = wanted === "all" ? Object.keys(PARTS) : [wanted];
  const total: Tally = { passed: 0, failed: 0, skipped: [] };
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  for (const name of parts) {
    const work = PARTS[name];
    if (!work) throw new Error(`There is no part '${name}': ${Object.keys(PARTS).join(", ")}.`);
    console.log(`${name} …`);
    const { passed, failed, skipped } = await tallyOf(async () => {
      await generateClient();
      return work();
    });
    total.passed += passed;
    total.failed += failed;
    total.skipped.push(...skipped);
  }
  for (const name of total.skipped) console.log(`skipped: ${name}`);
  const skipped = total.skipped.length ? `, ${total.skipped.length} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  await end(total.failed || !total.passed ? 1 : 0);
});
