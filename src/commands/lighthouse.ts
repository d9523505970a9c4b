// Measures home, list and form with Lighthouse, on a desktop and as on a phone, signed in, on the demo's cities:
// `npm run lighthouse`. Ends with 1 where performance, accessibility or best practice is below 95. Wants a machine that
// does nothing else. Each figure is the median of three runs, for the simulated phone multiplies every hiccup by four.
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig, type Flags } from "lighthouse";
import setUp from "../../e2e/global-setup.ts";
import { addressOf, PLACES } from "../../e2e/places.ts";
import { closeOwner, cookieOf } from "../../e2e/sessions.ts";
import { BROWSER_ARGS, findBrowser } from "./browser.ts";
import { freePort } from "./database/cluster.ts";
import { buildIfChanged, generateClient, step } from "./steps.ts";
import { end, guarded } from "./stopping.ts";

const CITY = "qinghe";
const LEAST = 95;
const RUNS = 3;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const SUBJECTS = [
  { name: "home", route: "/", as: "SECTION_STAFF" },
  { name: "list", route: "/schools", as: "SECTION_STAFF" },
  { name: "form", route: "/schools/new", as: "SECTION_STAFF" },
  { name: "report", route: "/reports/[id]", as: "SCHOOL_CLERK" },
] as const;

type Row = { page: string; on: string } & Record<(typeof CATEGORIES)[number], number>;

async function measured({ name, route, as }: (typeof SUBJECTS)[number], port: number, desktop: boolean): Promise<Row> {
  const place = PLACES.find((one) => one.route === route && one.as === as && !one.query);
  const path = place && (await addressOf(place, CITY));
  if (!path) throw new Error(`The demo city has nothing at ${route}.`);
  const flags: Flags = {
    port,
    logLevel: "error",
    onlyCategories: [...CATEGORIES],
    extraHeaders: { cookie: await cookieOf(as, CITY) },
  };
  const url = new URL(path, process.env.JOURNEY_ADDRESS).href;
  const runs: Awaited<ReturnType<typeof lighthouse>>[] = [];
  for (let run = 0; run < RUNS; run += 1) runs.push(await lighthouse(url, flags, desktop ? desktopConfig : undefined));
  const median = (category: string) => {
    const scores = runs.map((run) => Math.round((run?.lhr.categories[category]?.score ?? 0) * 100));
    return scores.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
  };
  return {
    page: name,
    on: desktop ? "desktop" : "mobile",
    performance: median("performance"),
    accessibility: median("accessibility"),
    "best-practices": median("best-practices"),
  };
}

await guarded(async () => {
  await step("Preparing the database client", generateClient);
  await step("Building", buildIfChanged);
  const tearDown = await step("Starting the demo cities", setUp);
  const port = await freePort();
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...BROWSER_ARGS, `--remote-debugging-port=${port}`],
  });
  const rows: Row[] = [];
  try {
    for (const subject of SUBJECTS)
      for (const desktop of [true, false])
        await step(`${subject.name}, ${desktop ? "desktop" : "mobile"}`, async () => {
          rows.push(await measured(subject, port, desktop));
        });
  } finally {
    await browser.close();
    await closeOwner();
    await tearDown();
  }
  console.table(rows);
  await end(rows.every((row) => CATEGORIES.every((category) => row[category] >= LEAST)) ? 0 : 1);
});
