import { expect, type Page } from "@playwright/test";
import { readTable } from "../src/lib/tabular/read.ts";
import { expectAccessible, type Language, test } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

const headers = (page: Page) => page.locator(".data-table").last().locator("thead th").allInnerTexts();
const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);

for (const language of ["en", "zh-CN"] as const satisfies Language[]) {
  const w = wording(language);

  test(`columns are chosen and ordered by keyboard, stand in the address and in the file (${language})`, async ({
    as,
  }) => {
    const page = await as("SECTION_STAFF", language);
    await page.goto("/schools?stage=SENIOR");
    const usual = await headers(page);
    const panel = page.locator(".column-panel");
    await page.getByText(w("list.columns.open"), { exact: true }).focus();
    await page.keyboard.press("Enter");
    await expect(panel).toBeVisible();
    await expectAccessible(page);
    await panel.getByLabel(w("schools.field.pupils"), { exact: true }).check();
    await panel.getByLabel(w("schools.field.code"), { exact: true }).uncheck();
    const up = panel.getByRole("button", { name: w("list.columns.moveUp", { column: w("schools.field.stages") }) });
    await up.focus();
    await page.keyboard.press("Enter");
    await expect(up).toBeFocused();
    await expect(panel.locator("output")).toHaveText(
      w("list.columns.moved", { column: w("schools.field.stages"), place: 2, count: 19 }),
    );
    await panel.getByLabel(w("list.density.compact")).check();
    await panel.getByRole("button", { name: w("list.columns.show") }).click();
    await expect(page).toHaveURL(/col=name&col=stages&col=district.*col=pupils.*density=compact/);
    const shown = await headers(page);
    expect(shown.map((text) => text.trim())).toEqual(
      ["name", "stages", "districtId", "ownership", "settlement", "status", "pupils"].map((one) =>
        w(`schools.field.${one}`),
      ),
    );
    await expect(page.locator('[data-density="compact"] .data-table')).toBeVisible();
    const rows = await page.locator(".data-table tbody tr").count();
    for (const format of ["xlsx", "csv"] as const) {
      await page.getByText(w("list.export.open"), { exact: true }).click();
      const link = page.getByRole("link", { name: w(`list.export.${format}`) });
      const file = await page.request.get((await link.getAttribute("href")) ?? "");
      const table = await readTable(new Uint8Array(await file.body()));
      expect(table.rows).toHaveLength(rows);
      expect(table.header.filter((one) => shown.map((text) => text.trim()).includes(one))).toHaveLength(shown.length);
      await page.keyboard.press("Escape");
    }
    await page.getByText(w("list.columns.open"), { exact: true }).click();
    await panel.getByRole("link", { name: w("list.columns.usual") }).click();
    await expect(page).toHaveURL(/\/schools\?stage=SENIOR$/);
    expect(await headers(page)).toEqual(usual);
    await page.getByText(w("list.columns.open"), { exact: true }).click();
    await panel.getByLabel("50", { exact: true }).check();
    await panel.getByRole("button", { name: w("list.columns.show") }).click();
    await expect(page).toHaveURL(/\/schools\?size=50&stage=SENIOR$|\/schools\?stage=SENIOR&size=50$/);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText(w("list.columns.open"), { exact: true }).click();
    expect(await fits(page)).toBe(true);
    await expectAccessible(page);
  });

  test(`a view is saved, opens first, is shared, and says what of it is no more (${language})`, async ({ as }) => {
    const staff = await as("SECTION_STAFF", language);
    const name = language === "en" ? "Rural primary" : "乡村小学名单";
    await staff.goto("/schools?settlement=RURAL&stage=PRIMARY&col=name&col=phone");
    const count = await staff.locator(".table-line > p").innerText();
    await staff.getByRole("link", { name: w("views.save") }).click();
    await expectAccessible(staff);
    await staff.getByLabel(w("views.name")).fill(name);
    await staff.getByLabel(w("views.opensFirst")).check();
    await staff.getByRole("button", { name: w("views.new.save") }).click();
    await expect(staff.getByText(w("views.done.saved"))).toBeVisible();
    const views = staff.getByRole("navigation", { name: w("views.label") });
    await expect(views.getByRole("link", { name })).toHaveAttribute("aria-current", "page");
    await staff.goto("/schools");
    await expect(staff).toHaveURL(/settlement=RURAL.*view=/);
    await expect(staff.locator(".table-line > p")).toHaveText(count);
    await views.getByRole("link", { name: w("views.all"), exact: true }).click();
    await expect(staff).toHaveURL(/\/schools\?view=all$/);
    await views.getByRole("link", { name }).click();
    await staff.getByRole("link", { name: w("views.change") }).click();
    await expectAccessible(staff);
    await staff.getByRole("button", { name: w("views.page.notFirst") }).click();
    await expect(staff.getByRole("button", { name: w("views.page.makeFirst") })).toBeVisible();
    await staff.getByRole("button", { name: w("views.page.doShare") }).click();
    await expect(staff.getByRole("button", { name: w("views.page.unshare") })).toBeVisible();

    const head = await as("SCHOOL_HEAD", language);
    await head.goto("/schools");
    await head
      .getByRole("navigation", { name: w("views.label") })
      .getByRole("link", { name })
      .click();
    await expect(head).toHaveURL(/settlement=RURAL/);
    await expectAccessible(head);
    // A district that is no more, in a view that somebody kept.
    await asOwnerOf("qinghe", (client) =>
      client.query(
        `update "SavedView" set query = query || '&district=00000000-0000-4000-8000-000000000000&col=gone', version = version + 1 where name = $1`,
        [name],
      ),
    );
    await head.goto("/schools");
    await head
      .getByRole("navigation", { name: w("views.label") })
      .getByRole("link", { name })
      .click();
    const parts = ["col", "district"].map((part) => w(`views.part.${part}`)).join(language === "en" ? ", " : "、");
    await expect(head.getByText(w("views.leftOut", { parts }))).toBeVisible();
    await expect(head.locator(".table-line > p")).toHaveText(count);

    await staff.reload();
    await staff.getByRole("button", { name: w("views.page.remove"), exact: true }).click();
    await staff
      .getByRole("dialog")
      .getByRole("button", { name: w("views.page.remove"), exact: true })
      .click();
    await expect(staff).not.toHaveURL(/\/views\//);
    await head.goto("/schools");
    await expect(head.getByRole("link", { name })).toHaveCount(0);
  });

  test(`many reports are accepted after a preview, and roles ended (${language})`, async ({ as }) => {
    const section = await as("SECTION_HEAD", language);
    await section.goto("/reports");
    const { rows } = await asOwnerOf("qinghe", (client) =>
      client.query<{ id: string; name: string; code: string }>(
        `select c.id, a.code, a."nameZh" as name from "Campaign" c join "Assignment" a on a."campaignId" = c.id
          where c.status = 'OPEN' and a.status = 'DISTRICT_ACCEPTED' order by c.id, a.code limit 2`,
      ),
    );
    const [first, second] = rows;
    if (!first || !second) throw new Error("no two reports are with the section");
    const board = `/reports/campaigns/${first.id}`;
    await section.goto(`${board}?standing=section`);
    await expectAccessible(section);
    await section.getByRole("checkbox", { name: first.code }).check();
    await section.getByRole("button", { name: w("campaigns.together.choose.accept") }).click();
    await expect(section.getByRole("button", { name: w("campaigns.together.do.accept", { count: 1 }) })).toBeVisible();
    await expectAccessible(section);
    await section.getByRole("button", { name: w("campaigns.together.do.accept", { count: 1 }) }).click();
    await expect(section).toHaveURL(/standing=section/);
    await expect(section.getByText(w("campaigns.done.accept"))).toBeVisible();
    await expect(section.getByRole("checkbox", { name: first.code })).toHaveCount(0);
    await section.goto(`${board}?q=${first.code}`);
    await section.getByLabel(w("campaigns.together.all", { count: 1 })).check();
    await section.getByRole("button", { name: w("campaigns.together.choose.accept") }).click();
    await expect(section.getByText(w("campaigns.together.why.done"))).toBeVisible();
    await expect(section.getByText(w("campaigns.together.none"))).toBeVisible();
    await section.setViewportSize({ width: 390, height: 844 });
    expect(await fits(section)).toBe(true);

    const admin = await as("SYSTEM_ADMIN", language);
    await admin.goto("/settings/people?role=AWARD_EXPERT&state=present");
    await admin.locator(".data-table tbody .tick").first().check();
    await admin.getByRole("button", { name: w("members.endMany.choose") }).click();
    await expectAccessible(admin);
    await admin.getByRole("button", { name: w("members.endMany.do", { count: 1 }) }).click();
    await expect(admin.getByText(w("members.endMany.done"))).toBeVisible();
    await expect(admin).toHaveURL(/role=AWARD_EXPERT/);
  });
}

test("before scripts have loaded the columns' form shows, moves and keeps the filters", async ({ browser, as }) => {
  const w = wording("en");
  const staff = await as("SECTION_STAFF");
  const context = await browser.newContext({
    baseURL: new URL(staff.url()).origin,
    javaScriptEnabled: false,
    storageState: await staff.context().storageState(),
  });
  const page = await context.newPage();
  await page.goto("/schools?stage=SENIOR&sort=-code");
  await page.getByText(w("list.columns.open"), { exact: true }).click();
  await page.getByRole("button", { name: w("list.columns.moveDown", { column: w("schools.field.code") }) }).click();
  await expect(page).toHaveURL(/stage=SENIOR/);
  const texts = (await headers(page)).map((text) => text.trim());
  expect(texts.slice(0, 3)).toEqual(["name", "districtId", "code"].map((one) => w(`schools.field.${one}`)));
  await context.close();
});

test("a printed list has its head, its filters in words and no frame; it fits on its sheets", async ({ as }) => {
  const page = await as("SECTION_STAFF");
  await page.goto("/schools?stage=SENIOR&col=name&col=code&col=head&col=phone&col=address&col=pupils");
  await page.emulateMedia({ media: "print" });
  await expect(page.locator(".print-head")).toBeVisible();
  await expect(page.locator(".print-head")).toContainText("Qinghe");
  await expect(page.locator(".filter-chips")).toBeVisible();
  for (const hidden of [".shell-nav", ".shell-bar", ".filter-form", ".views", ".table-line .menu"])
    await expect(page.locator(hidden).first(), hidden).toBeHidden();
  await page.setViewportSize({ width: 690, height: 1000 });
  expect(await fits(page)).toBe(true);
  expect((await page.pdf({ preferCSSPageSize: true })).byteLength).toBeGreaterThan(5_000);
});
