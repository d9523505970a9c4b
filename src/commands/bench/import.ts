import { chromium, type Page } from "@playwright/test";
import { wording } from "../../../e2e/wording.ts";
import { listOf, SCHOOLS } from "../../../tests/imports/synthetic.ts";
import { BROWSER_ARGS, findBrowser } from "../browser.ts";
import { type City, visitor } from "./city.ts";

const ROWS = 3600;
const PATIENCE_MS = 120_000;

/** Seconds from the press of a button until the next page stands. */
export type Importing = { read: number; checked: number; applied: number };

/** A list of 3,600 schools goes into a city that has none, as its staff would bring it in. */
export async function importOf(city: City, origin: string): Promise<Importing> {
  const { rows } = await city.client.query<{ id: string }>(`select id from "Tenant" where slug = 'hong-kong'`);
  const cookie = await visitor({ ...city, tenantId: rows[0]?.id ?? "" }, "SECTION_STAFF");
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGS });
  try {
    const context = await browser.newContext({ baseURL: origin });
    const [session = ""] = cookie.split("; ");
    const [name = "", ...value] = session.split("=");
    await context.addCookies([
      { name, value: value.join("="), url: origin },
      { name: "locale", value: "en", url: origin },
    ]);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    return await through(page);
  } finally {
    await browser.close();
  }
}

function list(): Buffer {
  const [model] = SCHOOLS;
  if (!model) throw new Error("no school");
  const schools = Array.from({ length: ROWS }, (_, index) => {
    const number = String(index + 1).padStart(5, "0");
    return { ...model, code: `9${number}000123`, nameEn: `MADE UP SCHOOL ${number}`, nameZh: `虛構${number}小學` };
  });
  return Buffer.from(listOf(schools));
}

async function through(page: Page): Promise<Importing> {
  const w = wording("en");
  const seconds = async (work: () => Promise<unknown>) => {
    const from = performance.now();
    await work();
    return (performance.now() - from) / 1000;
  };
  await page.goto("/schools/imports/new");
  await page.locator('input[type="file"]').setInputFiles({ name: "bench.csv", mimeType: "text/csv", buffer: list() });
  const read = await seconds(async () => {
    await page.locator('main form:has(input[type="file"]) button[type="submit"]').click();
    await page.waitForURL(/\/columns$/);
  });
  await page.getByRole("button", { name: w("imports.columns.submit") }).click();
  await page.waitForURL(/\/values$/);
  const checked = await seconds(async () => {
    await page.locator('main form:has([name="effectiveOn"]) button[type="submit"]').click();
    await page.waitForURL(/\/schools\/imports\/[0-9a-f-]{36}$/);
  });
  const [start] = w("imports.apply.submit", { count: 2 }).split("2");
  const applied = await seconds(async () => {
    await page.getByRole("button", { name: new RegExp(`^${start}`) }).click();
    await page.getByRole("link", { name: w("imports.result.schools") }).waitFor();
  });
  return { read, checked, applied };
}
