import { expect, type Page } from "@playwright/test";
import { INERT } from "../src/lib/inert.ts";
import { aPdf, aPhotograph } from "../tests/files/picture.ts";
import { address, expectAccessible, type Language, test } from "./people.ts";
import { wording } from "./wording.ts";

const PDF = { name: "盖章扫描件.pdf", mimeType: "application/pdf", buffer: aPdf() };

/** The headers that keep what is in a file from running. */
async function expectInert(page: Page, href: string): Promise<Buffer> {
  const answer = await page.request.get(`${address()}${href}`);
  expect(answer.status()).toBe(200);
  expect(answer.headers()).toMatchObject({ "content-security-policy": INERT, "x-content-type-options": "nosniff" });
  return answer.body();
}

for (const [language, tenant] of [
  ["zh-CN", "qinghe"],
  ["en", "linshui"],
] satisfies [Language, string][]) {
  test(`a clerk adds a scan on a phone, is refused what is none, and takes it out; the section reads it (${language})`, async ({
    as,
  }) => {
    const w = wording(language);
    const clerk = await as("SCHOOL_CLERK", language, tenant);
    await clerk.setViewportSize({ width: 390, height: 844 });
    await clerk.goto("/reports");
    await clerk.locator('main a[href^="/reports/"]:not([href*="campaigns"])').first().click();
    await expect(clerk).toHaveURL(/\/reports\/[0-9a-f-]{36}$/);
    const card = clerk.locator("section.card", {
      has: clerk.getByRole("heading", { name: w("files.title"), exact: true }),
    });
    const add = async (file: Parameters<ReturnType<Page["locator"]>["setInputFiles"]>[0]) => {
      await card.locator('input[type="file"]').setInputFiles(file);
      await card.getByRole("button", { name: w("files.add") }).click();
    };
    await add({ name: "form.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html>") });
    await expect(card.getByText(w("files.refused.unknown")).first()).toBeVisible();
    await expectAccessible(clerk);
    await card.locator('input[name="caption"]').fill("Signed and sealed 签字盖章件");
    await add(PDF);
    await expect(card.getByRole("link", { name: PDF.name })).toBeVisible();
    await expect(card.getByText("Signed and sealed 签字盖章件")).toBeVisible();
    await add({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await aPhotograph() });
    const picture = card.getByRole("link", { name: "IMG_1.jpg" });
    await expect(picture).toBeVisible();
    const item = card.getByRole("listitem").filter({ hasText: "IMG_1.jpg" });
    await item.scrollIntoViewIfNeeded();
    await expect(item.locator("img")).toHaveJSProperty("naturalWidth", 40); // turned the way it was held
    await expectAccessible(clerk);
    expect(await clerk.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    const href = (await picture.getAttribute("href")) ?? "";
    expect((await expectInert(clerk, href)).includes("PLANTED-OWNER")).toBe(false);

    const section = await as("SECTION_STAFF", language, tenant);
    await section.goto(new URL(clerk.url()).pathname);
    const [download] = await Promise.all([
      section.waitForEvent("download"),
      section.getByRole("link", { name: PDF.name }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(PDF.name);
    await expect(section.getByRole("button", { name: w("files.remove"), exact: true })).toHaveCount(0);
    const stranger = await as("SECTION_STAFF", language, tenant === "qinghe" ? "linshui" : "qinghe");
    for (const path of [href, `${href}/small`]) {
      await expectInert(section, path);
      expect((await stranger.request.get(`${address()}${path}`)).status()).toBe(404);
      expect((await fetch(`${address()}${path}`)).status).toBe(401); // nobody is signed in
    }

    await item.getByRole("button").click();
    await clerk.getByRole("dialog").locator('button[type="submit"]').click();
    await expect(picture).toBeHidden();
    expect((await clerk.request.get(`${address()}${href}`)).status()).toBe(404);
  });

  test(`the section has a collection made into a workbook, leaves, is told and fetches it (${language})`, async ({
    as,
  }) => {
    const w = wording(language);
    const staff = await as("SECTION_STAFF", language, tenant);
    await staff.goto("/reports");
    const campaign = await staff.locator('main table a[href^="/reports/campaigns/"]').first().getAttribute("href");
    const path = `${new URL(campaign ?? "", address()).pathname}/roll-up`;
    await staff.goto(path);
    await staff.getByRole("button", { name: w("reports.export.make") }).click();
    await expect(staff.getByText(w("reports.export.asked")).first()).toBeVisible();
    await staff.goto("/notifications");
    const told = staff.getByRole("link", { name: w("jobs.kind.report_export") }).first();
    await expect(async () => {
      await staff.reload();
      await expect(told).toBeVisible({ timeout: 2000 });
    }).toPass({ timeout: 60_000 });
    await told.click();
    await expect(staff).toHaveURL(/roll-up\?kind=provisional$/);
    const link = staff.locator('a[href^="/files/exports/"]');
    await expect(link).toBeVisible();
    await expectAccessible(staff);
    const [download] = await Promise.all([staff.waitForEvent("download"), link.click()]);
    expect(download.suggestedFilename()).toMatch(/\.xlsx$/);
    await expectInert(staff, (await link.getAttribute("href")) ?? "");
  });
}

test("a city's emblem stands at the head of its pages, and can be taken away", async ({ as }) => {
  const w = wording("en");
  const admin = await as("SYSTEM_ADMIN", "en", "hong-kong");
  await admin.goto("/settings");
  await admin.locator('input[name="emblem"]').setInputFiles({ ...PDF, name: "emblem.pdf" });
  await admin.getByRole("button", { name: w("tenants.emblemSet") }).click();
  await expect(admin.getByText(w("files.refused.noPicture")).first()).toBeVisible();
  await admin
    .locator('input[name="emblem"]')
    .setInputFiles({ name: "a.jpg", mimeType: "image/jpeg", buffer: await aPhotograph() });
  await admin.getByRole("button", { name: w("tenants.emblemSet") }).click();
  await expect(admin.getByAltText(w("tenants.emblemNow"))).toBeVisible();
  await expectAccessible(admin);
  const mark = admin.locator(".brand-mark img").first();
  await expect(mark).toHaveJSProperty("naturalWidth", 128);
  const src = (await mark.getAttribute("src")) ?? "";
  await expectInert(admin, src);
  const answer = await fetch(`${address()}${src}`); // nobody is signed in
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "public, max-age=31536000, immutable"]);
  await admin.getByRole("button", { name: w("tenants.emblemRemove") }).click();
  await admin.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(mark).toHaveCount(0);
});
