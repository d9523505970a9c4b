// The last minute before a deadline against the production build: `npm run bench:deadline`, or `-- --schools 500 --window 10`.
import { loadavg } from "node:os";
import { parseArgs } from "node:util";
import { type Run, runNight } from "./deadline/run.ts";
import { columns, line } from "./deadline/table.ts";
import { buildIfChanged, generateClient, step } from "./steps.ts";
import { end, guarded } from "./stopping.ts";

const { schools, window } = parseArgs({
  options: { schools: { type: "string", default: "10000" }, window: { type: "string", default: "60" } },
}).values;

await guarded(async () => {
  const size = { schools: Number(schools), windowMs: Number(window) * 1000 };
  if (!Number.isInteger(size.schools) || size.schools < 1 || !(size.windowMs > 0))
    throw new Error("Usage: npm run bench:deadline [-- --schools <number> --window <seconds>]");
  await step("Preparing the database client", generateClient);
  await step("Building", buildIfChanged);
  const runs: [string, Run][] = [
    ["spread evenly", { ...size, spread: "evenly" }],
    ["a third in the last sixth", { ...size, spread: "late" }],
    ["the application killed", { ...size, spread: "evenly", killed: "application" }],
    ["PostgreSQL killed", { ...size, spread: "evenly", killed: "PostgreSQL" }],
  ];
  const lines: string[] = [];
  for (const [name, run] of runs) {
    const load = loadavg()[0] ?? 0;
    const result = await step(name, () => runNight(".data/bench/deadline", run));
    lines.push(line(name, result, load));
  }
  console.log(`\n${[...columns, ...lines].join("\n")}`);
  await end(0);
});
