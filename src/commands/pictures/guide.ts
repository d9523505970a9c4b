// Takes the pictures of the users' guide from the demo's cities, in both languages, into public/guide.
import { mkdirSync, rmSync } from "node:fs";
import path from "node:path";
import { chromium, type Page } from "@playwright/test";
import sharp from "sharp";
import setUp from "../../../e2e/global-setup.ts";
import { be, choose } from "../../../e2e/people.ts";
import { addressOf, PLACES, type Place } from "../../../e2e/places.ts";
import { closeOwner } from "../../../e2e/sessions.ts";
import { BROWSER_ARGS, findBrowser } from "../browser.ts";
import { buildIfChanged, generateClient, step } from "../steps.ts";

const CITY = "qinghe";
const SIZE = { width: 1200, height: 750 };

type Picture = { name: string; as: string; route: string; prepare?: (page: Page) => Promise<void> };

/** The part of the page that begins here stands at the top of the picture. */
const from = (selector: string) => async (page: Page) => {
  await page
    .locator(selector)
    .first()
    .evaluate((element) => element.scrollIntoView({ block: "start" }));
  await page.mouse.wheel(0, -90);
};

const AUTUMN = Buffer.from(
  "\ufeff学校标识码,学校名称,英文名称,区县,学段,办学性质\n2199100801,河阳区滨江小学,Heyang Riverside Primary School,河阳区,小学,教育部门办\n1199100802,安澜市晨光幼儿园,Anlan Morning Light Kindergarten,安澜市,幼儿园,民办\n",
);

const PICTURES: Picture[] = [
  { name: "week", as: "SECTION_STAFF", route: "/" },
  {
    name: "find",
    as: "SECTION_STAFF",
    route: "/",
    prepare: async (page) => {
      await page.keyboard.press("Control+k");
      await page.locator("dialog input").fill("qhs");
      await page
        .locator('dialog [role="option"]', { hasText: /清河市|Qinghe/ })
        .first()
        .waitFor();
    },
  },
  { name: "schools", as: "SECTION_STAFF", route: "/schools" },
  {
    name: "lists",
    as: "SECTION_STAFF",
    route: "/schools",
    prepare: (page) => page.locator(".table-line summary, .table-line button[popovertarget]").first().click(),
  },
  {
    name: "import",
    as: "SECTION_STAFF",
    route: "/schools/imports/new",
    prepare: async (page) => {
      await page
        .locator('input[type="file"]')
        .setInputFiles({ name: "autumn.csv", mimeType: "text/csv", buffer: AUTUMN });
      await page.locator('main form button[type="submit"]').click();
      await page.waitForURL(/\/columns$/);
      await page.waitForLoadState("networkidle");
    },
  },
  { name: "design", as: "SECTION_HEAD", route: "/reports/forms/design/[templateId]", prepare: from("main table") },
  {
    name: "collect",
    as: "SECTION_STAFF",
    route: "/reports/campaigns/new",
    prepare: async (page) => {
      await page.locator('main a[href*="templateVersionId="]').first().click();
      await page.waitForURL(/templateVersionId=/);
      for (const title of ["titleEn", "titleZh"]) await page.locator(`[name="${title}"]`).fill("2027-01");
      const refersTo = page.locator('[name="refersTo"]');
      await refersTo.fill((await refersTo.getAttribute("type")) === "month" ? "2027-01" : "2027-01-15");
      await page.locator('[name="dueDate"]').fill("2037-01-20");
      await page.locator('[name="dueTime"]').fill("24:00");
      await page.locator('main form button[type="submit"]').first().click();
      await page.waitForLoadState("networkidle");
    },
  },
  { name: "board", as: "SECTION_STAFF", route: "/reports/campaigns/[id]" },
  {
    name: "fill",
    as: "SCHOOL_CLERK",
    route: "/reports/[id]",
    prepare: from("main table"),
  },
  {
    name: "review",
    as: "SECTION_STAFF",
    route: "/reports/[id]",
    prepare: async (page) => {
      await page.goto(`${page.url()}?compare=peers`, { waitUntil: "networkidle" });
      await from("main .tabs")(page);
    },
  },
  {
    name: "roll-up",
    as: "SECTION_STAFF",
    route: "/reports/campaigns/[id]/roll-up",
    prepare: from('[role="tablist"], main h2'),
  },
  { name: "people", as: "SYSTEM_ADMIN", route: "/settings/people" },
  { name: "notices", as: "SCHOOL_HEAD", route: "/notifications/settings" },
];

function placeOf({ route, as }: Picture): Place {
  if (!route.includes("[")) return { route, as };
  const place = PLACES.find((one) => one.route === route && one.as === as && !one.query);
  if (!place) throw new Error(`There is no place ${route} as ${as}.`);
  return place;
}

await step("Preparing the database client", generateClient);
await step("Building", buildIfChanged);
const tearDown = await step("Starting the demo cities", setUp);
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
try {
  for (const language of ["en", "zh-CN"] as const) {
    const folder = path.resolve("public/guide", language);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const picture of PICTURES) {
      await step(`${picture.name} (${language})`, async () => {
        const context = await browser.newContext({
          baseURL: process.env.JOURNEY_ADDRESS,
          viewport: SIZE,
          reducedMotion: "reduce",
        });
        await be(context, picture.as, CITY);
        await choose(context, language);
        const page = await context.newPage();
        const address = await addressOf(placeOf(picture), CITY);
        if (address === null) throw new Error(`The demo city has nothing at ${picture.route}.`);
        await page.goto(address, { waitUntil: "networkidle" });
        await picture.prepare?.(page);
        await sharp(await page.screenshot())
          .webp({ quality: 78 })
          .toFile(path.join(folder, `${picture.name}.webp`));
        await context.close();
      });
    }
  }
} finally {
  await browser.close();
  await closeOwner();
  await tearDown();
}
