import { readFileSync } from "node:fs";
import { expect, type Page, test } from "@playwright/test";
import { listOf, SCHOOLS, secondEdition } from "../tests/imports/synthetic.ts";
import { anEmptyCity } from "./cities.ts";
import { address, be, choose, expectAccessible } from "./people.ts";
import { wording } from "./wording.ts";

const w = wording("en");
const REAL = process.env.HK_SCHOOLS_CSV;

async function signedIn(page: Page, slug: string): Promise<void> {
  await be(page.context(), "SECTION_STAFF", slug);
  await choose(page.context(), "en");
}

/** From the file to the check, with what the product suggests; leaves the page at the check. */
async function upToCheck(page: Page, name: string, bytes: Buffer): Promise<void> {
  await page.goto(`${address()}/schools/imports/new`);
  await page.locator('input[type="file"]').setInputFiles({ name, mimeType: "text/csv", buffer: bytes });
  await page.locator('main form:has(input[type="file"]) button[type="submit"]').click();
  await expect(page).toHaveURL(/\/columns$/);
  await page.getByRole("button", { name: w("imports.columns.submit") }).click();
  await expect(page).toHaveURL(/\/values$/);
  await page.locator('main form:has([name="effectiveOn"]) button[type="submit"]').click();
  await expect(page).toHaveURL(/\/schools\/imports\/[0-9a-f-]{36}$/, { timeout: 60_000 });
}

/** How many rows of each outcome the check or the result shows. */
async function expectOutcomes(page: Page, counts: Record<string, number>): Promise<void> {
  for (const [outcome, count] of Object.entries(counts)) {
    const tab = page.getByRole("link", {
      name: new RegExp(`^${w(`imports.outcome.${outcome}`)}\\s*${count.toLocaleString("en")}$`),
    });
    await expect(tab, outcome).toBeVisible();
  }
}

async function apply(page: Page): Promise<void> {
  const [start] = w("imports.apply.submit", { count: 2 }).split("2");
  await page.getByRole("button", { name: new RegExp(`^${start}`) }).click();
  await expect(page.getByRole("link", { name: w("imports.result.schools") })).toBeVisible({ timeout: 110_000 });
}

async function expectSchools(page: Page, count: number): Promise<void> {
  await page.goto(`${address()}/schools`);
  await expect(page.getByText(new RegExp(`^${count.toLocaleString("en")}\\b`)).first()).toBeVisible();
}

test("a small list goes into an empty city; its second edition shows exactly its differences; a third time nothing is left to do", async ({
  page,
}) => {
  await signedIn(page, await anEmptyCity("SECTION_STAFF"));
  await page.goto(`${address()}/schools/imports/new`);
  await expectAccessible(page);
  await page
    .locator('input[type="file"]')
    .setInputFiles({ name: "broken.xlsx", mimeType: "application/zip", buffer: Buffer.from("PK\u0003\u0004 cut off") });
  await page.locator('main form:has(input[type="file"]) button[type="submit"]').click();
  await expect(page.getByText(w("imports.refusal.corrupt")).first()).toBeVisible();

  await upToCheck(page, "first.csv", Buffer.from(listOf(SCHOOLS)));
  await expectOutcomes(page, { NEW: SCHOOLS.length });
  await expectAccessible(page);
  await apply(page);
  await expectAccessible(page);
  await expectSchools(page, SCHOOLS.length);

  const second = Buffer.from(listOf(secondEdition()));
  await upToCheck(page, "second.csv", second);
  await expectOutcomes(page, { NEW: 1, CHANGED: 1, SAME: SCHOOLS.length - 2, GONE: 1 });
  await expect(page.getByText("MADE UP MEMORIAL SCHOOL").first()).toBeVisible();
  const download = page.waitForEvent("download");
  await page.locator("details:has(a[href*='rows.csv']) > summary").first().click();
  await page.locator("a[href*='rows.csv']").first().click();
  expect((await download).suggestedFilename()).toMatch(/\.csv$/);
  await apply(page);
  await expectSchools(page, SCHOOLS.length + 1);

  await upToCheck(page, "second again.csv", second);
  await expectOutcomes(page, { SAME: SCHOOLS.length });
  await expectSchools(page, SCHOOLS.length + 1);

  await page.goto(`${address()}/schools/imports`);
  await page.getByRole("link", { name: w("imports.mappings.title") }).click();
  const row = page.getByRole("row", { name: /first/ });
  await row.getByRole("button", { name: w("imports.mappings.show") }).click();
  await expect(page.getByRole("dialog").getByText(w("imports.field.code"), { exact: true })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await row.getByRole("button", { name: w("imports.mappings.rename") }).click();
  await page.getByRole("dialog").locator('[name="name"]').fill("Autumn list");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: w("imports.mappings.save") })
    .click();
  const renamed = page.getByRole("row", { name: /Autumn list/ });
  await renamed.getByRole("button", { name: w("imports.mappings.remove") }).click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: w("imports.mappings.remove") })
    .click();
  await expect(page.getByText(w("imports.mappings.noneTitle"))).toBeVisible();
});

test("the list of Hong Kong, 3,641 rows (HK_SCHOOLS_CSV), goes into an empty city; a changed edition shows exactly its differences", async ({
  page,
}) => {
  test.skip(!REAL, "HK_SCHOOLS_CSV names no file on this machine");
  test.setTimeout(400_000);
  await signedIn(page, await anEmptyCity("SECTION_STAFF"));
  const first = readFileSync(REAL ?? "", "utf8");
  await upToCheck(page, "hk-schools.csv", Buffer.from(first));
  await expectOutcomes(page, { NEW: 3641 });
  await apply(page);
  await expectSchools(page, 3641);

  const lines = first.split("\r\n");
  const [header = "", one = "", _gone, ...rest] = lines;
  const changed = one.replace("HOLY FAMILY CANOSSIAN SCHOOL", "HOLY FAMILY SCHOOL");
  expect(changed).not.toBe(one);
  const added = one.replace("512060000223", "999999000123").replace("HOLY FAMILY CANOSSIAN SCHOOL", "A NEW SCHOOL");
  await upToCheck(page, "hk-schools-2.csv", Buffer.from([header, changed, added, ...rest].join("\r\n")));
  await expectOutcomes(page, { NEW: 1, CHANGED: 1, SAME: 3639, GONE: 1 });
});
