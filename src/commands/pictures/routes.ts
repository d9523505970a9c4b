// `npm run pictures [-- <beginnings of routes>]`: photographs every route in both languages and themes, on phone and desktop, empty and full, into one page to be
// looked at: .data/pictures/index.html. Arguments pick routes by their beginning.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Browser, chromium } from "@playwright/test";
import setUp from "../../../e2e/global-setup.ts";
import { be, choose } from "../../../e2e/people.ts";
import { addressOf, PLACES, type Place } from "../../../e2e/places.ts";
import { closeOwner } from "../../../e2e/sessions.ts";
import { BROWSER_ARGS, findBrowser } from "../browser.ts";
import { buildIfChanged, generateClient, step } from "../steps.ts";

const folder = path.resolve(".data/pictures");
const FULL = "qinghe";
const EMPTY = "hong-kong";
const LOOKS = (["zh-CN", "en"] as const).flatMap((language) =>
  (["light", "dark"] as const).map((theme) => ({ language, theme })),
);
const WIDTHS = [1440, 390];

type Picture = { file: string; caption: string; width: number };

/** 'schools-id-tab-history'; places that differ only in what they show are counted. */
function nameOf(place: Place): string {
  const name = `${place.route}${place.query ?? ""}`.replace(/\W+/g, "-").replace(/^-|-$/g, "") || "home";
  const alike = PLACES.filter((one) => one.route === place.route && one.as === place.as && one.query === place.query);
  return alike.length > 1 ? `${name}-${alike.indexOf(place) + 1}` : name;
}

async function photograph(browser: Browser, place: Place, tenant: string): Promise<Picture[]> {
  const url = await addressOf(place, tenant);
  if (url === null) return [];
  const pictures: Picture[] = [];
  for (const { language, theme } of LOOKS) {
    const context = await browser.newContext({ baseURL: process.env.JOURNEY_ADDRESS, reducedMotion: "reduce" });
    const page = await context.newPage();
    await be(context, place.as, tenant);
    await choose(context, language, theme);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: width > 600 ? 900 : 844 });
      await page.goto(url, { waitUntil: "networkidle" });
      const name = [nameOf(place), place.as ?? "anybody", tenant, language, theme, width];
      const file = `${name.join("_")}.png`;
      await page.screenshot({ path: path.join(folder, file), fullPage: true });
      pictures.push({
        file,
        width,
        caption: `${place.route}${place.query ?? ""} · ${place.as ?? "anybody"} · ${tenant} · ${language} · ${theme} · ${width}`,
      });
    }
    await context.close();
  }
  return pictures;
}

const beginnings = process.argv.slice(2);
const wanted = PLACES.filter(
  (place) => !beginnings.length || beginnings.some((start) => place.route.startsWith(start)),
);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
await step("Preparing the database client", generateClient);
await step("Building", buildIfChanged);
const tearDown = await step("Starting the demo cities", setUp);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
const pictures: Picture[] = [];
try {
  for (const place of wanted) {
    await step(`${place.route} as ${place.as ?? "anybody"}`, async () => {
      pictures.push(...(await photograph(browser, place, FULL)));
      if (place.empty) pictures.push(...(await photograph(browser, place, EMPTY)));
    });
  }
} finally {
  await browser.close();
  await closeOwner();
  await tearDown();
}
const figures = pictures.map(
  ({ file, caption, width }) =>
    `<figure><a href="${file}"><img src="${file}" loading="lazy" width="${width > 600 ? 480 : 195}"></a><figcaption>${caption}</figcaption></figure>`,
);
writeFileSync(
  path.join(folder, "index.html"),
  `<!doctype html><meta charset="utf-8"><title>Pictures</title><style>body{font:12px sans-serif;display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;max-width:480px}img{border:1px solid #ccc}</style>${figures.join("\n")}`,
);
console.log(`${pictures.length} pictures: ${path.join(folder, "index.html")}`);
