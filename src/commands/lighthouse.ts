// Measures home, list and form with Lighthouse, on a desktop and as on a phone, signed in, on the demo's cities:
// `npm run lighthouse`. Ends with 1 where performance, accessibility or best practice is below 95. Wants a machine that
// does nothing else.
import { createServer } from "node:net";
import { chromium } from "@playwright/test";
import lighthouse, { desktopConfig, type Flags } from "lighthouse";
import setUp from "../../e2e/global-setup.ts";
import { addressOf, PLACES } from "../../e2e/places.ts";
import { closeOwner, cookieOf } from "../../e2e/sessions.ts";
import { BROWSER_ARGS, findBrowser } from "./browser.ts";
import { buildIfChanged, generateClient, step } from "./steps.ts";
import { end, guarded } from "./stopping.ts";

const CITY = "qinghe";
const LEAST = 95;
const CATEGORIES = ["performance", "accessibility", "best-practices"] as const;
const SUBJECTS = [
  { name: "home", route: "/", as: "SECTION_STAFF" },
  { name: "list", route: "/schools", as: "SECTION_STAFF" },
  { name: "form", route: "/schools/new", as: "SECTION_STAFF" },
  { name: "report", route: "/reports/[id]", as: "SCHOOL_CLERK" },
] as const;

type Row = { page: string; on: string } & Record<(typeof CATEGORIES)[number], number>;

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((ready) => probe.listen(0, "127.0.0.1", ready));
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  if (address === null || typeof address === "string") throw new Error("no port is free");
  return address.port;
}

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
  const result = await lighthouse(url, flags, desktop ? desktopConfig : undefined);
  const score = (category: string) => Math.round((result?.lhr.categories[category]?.score ?? 0) * 100);
  return {
    page: name,
    on: desktop ? "desktop" : "mobile",
    performance: score("performance"),
    accessibility: score("accessibility"),
    "best-practices": score("best-practices"),
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
