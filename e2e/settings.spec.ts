import { expect, type Page, type Route, test } from "@playwright/test";
import { anEmptyCity } from "./cities.ts";
import { address, be, choose, expectAccessible } from "./people.ts";
import { wording } from "./wording.ts";

const cardOf = (page: Page, title: string) =>
  page
    .locator("section, div.card")
    .filter({ has: page.getByRole("heading", { name: title, exact: true }) })
    .last();

for (const language of ["en", "zh-CN"] as const) {
  const w = wording(language);

  test(`an administrator makes the city its own, and the trail says each change in words (${language})`, async ({
    browser,
  }) => {
    const city = await anEmptyCity("SYSTEM_ADMIN", "SECTION_STAFF");
    const signedIn = async (role: string): Promise<Page> => {
      const context = await browser.newContext({ baseURL: address() });
      await be(context, role, city);
      await choose(context, language);
      return context.newPage();
    };
    const admin = await signedIn("SYSTEM_ADMIN");
    const save = (title: string) => cardOf(admin, title).getByRole("button", { name: w("tenants.save"), exact: true });

    const colour = () =>
      admin.evaluate(() => getComputedStyle(document.querySelector(".btn-primary") as Element).backgroundColor);

    // A colour on which white cannot be read is refused, and stays where it was typed.
    await admin.goto("/settings");
    const usual = await colour();
    await admin.locator('[name="accent"]').fill("#f0e68c");
    await save(w("tenants.city")).click();
    await expect(admin.locator('[aria-invalid="true"][name="accent"]')).toHaveValue("#f0e68c");
    await admin.locator('[name="accent"]').fill("#7a1f3d");
    await save(w("tenants.city")).click();
    await expect(admin.getByText(w("form.saved")).first()).toBeVisible();
    await admin.goto("/settings");
    expect(await colour()).not.toBe(usual);

    await admin.locator('[name="pattern"]').fill("\\d{9}");
    await admin.locator('[name="length"]').fill("9");
    await admin.locator('[name="example"]').fill("123456789");
    await admin.locator('[name="siteLength"]').fill("");
    await save(w("tenants.code.title")).click();
    await expect(cardOf(admin, w("tenants.code.title")).getByText(w("form.saved"))).toBeVisible();

    await admin.goto("/settings/ownerships");
    await admin.locator('[name="code"]').fill("ARMY");
    const adding = admin.getByRole("form", { name: w("tenants.ownerships.add") });
    await adding.locator('[name="nameZh"]').fill("部队办");
    await adding.locator('[name="nameEn"]').fill("Military");
    await adding.locator('[name="group"]').selectOption("PUBLIC");
    await adding.getByRole("button", { name: w("tenants.add"), exact: true }).click();
    const row = admin.getByRole("row", { name: /ARMY/ });
    await row.getByRole("button", { name: w("tenants.edit") }).click();
    const dialog = admin.getByRole("dialog");
    await dialog.locator('[name="nameEn"]').fill("");
    await dialog.getByRole("button", { name: w("tenants.save") }).click();
    await expect(dialog.locator('[aria-invalid="true"]')).toBeVisible();
    await expectAccessible(admin);
    await dialog.locator('[name="nameEn"]').fill("Armed forces");
    await dialog.getByRole("button", { name: w("tenants.save") }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText(language === "en" ? "Armed forces" : "部队办");

    await admin.goto("/settings/school-years");
    const year = admin.getByRole("form", { name: w("calendar.addYear") });
    await year.locator('[name="nameZh"]').fill("2031学年");
    await year.locator('[name="nameEn"]').fill("2031");
    await year.locator('[name="startsOn"]').fill("2031-09-01");
    await year.locator('[name="endsOn"]').fill("2032-08-31");
    await year.getByRole("button", { name: w("calendar.add"), exact: true }).click();
    await expect(admin.getByText(w("calendar.yearAdded")).first()).toBeVisible();

    // A right that is withdrawn is gone at the colleague's next step.
    const staff = await signedIn("SECTION_STAFF");
    await staff.goto("/schools");
    await expect(staff.locator('main a[href="/schools/new"]')).toBeVisible();
    await admin.goto("/settings/rights?role=SECTION_STAFF");
    await admin.getByLabel(w("capability.school_create"), { exact: true }).uncheck();
    await admin.getByRole("button", { name: w("tenants.save"), exact: true }).click();
    await expect(admin.getByText(w("form.saved")).first()).toBeVisible();
    await staff.goto("/schools");
    await expect(staff.locator('main a[href="/schools/new"]')).toHaveCount(0);

    const done = (deed: string) =>
      admin
        .getByRole("rowheader")
        .filter({ hasText: w(`audit.deed.${deed}`) })
        .getByRole("link")
        .first();
    await admin.goto("/audit");
    for (const deed of [
      ...["tenant_edit", "tenant_edit_codeFormat", "ownership_edit_added", "ownership_edit_edited"],
      ...["year_edit_yearAdded", "right_withdraw"],
    ])
      await expect(done(deed), deed).toBeVisible();
    await done("ownership_edit_edited").click();
    await expect(admin.getByText("Armed forces").first()).toBeVisible();
    await expect(admin.getByText("Military").first()).toBeVisible();
    await expectAccessible(admin);
    await admin.goto("/audit");
    await admin.locator("summary", { hasText: w("list.export.open") }).click();
    const download = admin.waitForEvent("download");
    await admin.getByRole("link", { name: w("list.export.csv") }).click();
    const file = await (await download).createReadStream();
    let text = "";
    for await (const part of file) text += part;
    expect(text).toContain(w("audit.deed.tenant_edit_codeFormat"));
    await admin.context().close();
    await staff.context().close();
  });
}

test("where no answer comes, the page and what was typed stay, and pressing again does it once", async ({
  browser,
}) => {
  const w = wording("en");
  const city = await anEmptyCity("SYSTEM_ADMIN");
  const context = await browser.newContext({ baseURL: address() });
  await be(context, "SYSTEM_ADMIN", city);
  await choose(context, "en");
  const page = await context.newPage();
  await page.goto("/settings/ownerships");
  const adding = page.getByRole("form", { name: w("tenants.ownerships.add") });
  await adding.locator('[name="code"]').fill("ARMY");
  await adding.locator('[name="nameZh"]').fill("部队办");
  await adding.locator('[name="nameEn"]').fill("Military");
  await adding.locator('[name="group"]').selectOption("PUBLIC");
  const press = () => adding.getByRole("button", { name: w("tenants.add"), exact: true }).click();
  const isPost = (url: URL) => url.pathname === "/settings/ownerships";
  const answers: ((route: Route) => Promise<void>)[] = [
    (route) => route.abort("connectionrefused"),
    (route) => route.fulfill({ status: 502, contentType: "text/html", body: "<h1>502 Bad Gateway</h1>" }),
    async (route) => {
      await route.fetch(); // done, and the answer lost
      await route.abort("connectionreset");
    },
  ];
  for (const answer of answers) {
    const answered = Promise.withResolvers<void>();
    await page.route(isPost, async (route) => {
      if (route.request().method() !== "POST") return route.continue();
      await answer(route);
      answered.resolve();
    });
    await press();
    await answered.promise;
    await expect(adding).toHaveAttribute("aria-busy", "false");
    await expect(adding.getByText(w("ui.unreachable"))).toBeVisible();
    await expect(adding.locator('[name="nameZh"]')).toHaveValue("部队办");
    await expect(adding.locator('[name="code"]')).toHaveValue("ARMY");
    await page.unroute(isPost);
  }
  await press();
  await expect(page.getByRole("row", { name: /ARMY/ })).toHaveCount(1);
  await context.close();
});
