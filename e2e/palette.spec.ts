import { expect } from "@playwright/test";
import { expectAccessible, type Language, test } from "./people.ts";
import { wording } from "./wording.ts";

for (const language of ["en", "zh-CN"] satisfies Language[]) {
  test(`one key finds a page, a thing to do and a school, and goes there by keyboard alone (${language})`, async ({
    as,
  }) => {
    const w = wording(language);
    const page = await as("SECTION_STAFF", language);
    const field = page.getByRole("combobox", { name: w("palette.label") });
    const option = (name: string | RegExp) => page.getByRole("option", { name });
    await page.keyboard.press("Control+k");
    await expect(field).toBeFocused();
    await expect(option(w("app.nav.schools")).first()).toBeVisible();
    await expectAccessible(page);

    await field.fill("xzxx");
    await expect(option(w("palette.deed.addSchool"))).toHaveAttribute("aria-selected", "true");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/\/schools\/new$/);
    await expect(field).toBeHidden();

    await page.keyboard.press("Control+k");
    await field.pressSequentially("xzxx");
    await page.keyboard.press("Enter"); // before the answer has come
    await expect(page).toHaveURL(/\/schools\/new$/);
    await expect(field).toBeHidden();

    await page.locator('main [name="nameEn"]').fill("Unsaved");
    page.once("dialog", (question) => question.dismiss());
    await page.keyboard.press("Control+k");
    await expect(option(w("app.nav.reports")).first()).toBeVisible();
    await option(w("app.nav.reports")).first().click();
    await expect(page).toHaveURL(/\/schools\/new$/);
    await field.fill("");
    await field.fill("syxx");
    const schools = page.getByRole("group", { name: w("palette.groups.schools") }).getByRole("option");
    await expect(schools.first()).toBeVisible();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowDown");
    const listbox = page.getByRole("listbox", { name: w("palette.label") });
    await expect(listbox.getByRole("option", { selected: true })).toHaveCount(1);
    page.once("dialog", (question) => question.accept());
    await schools.first().click();
    await expect(page).toHaveURL(/\/schools\/[0-9a-f-]{36}$/);

    const button = page.getByRole("button", { name: w("palette.open") }).first();
    await button.click();
    await field.fill("no such thing anywhere");
    await expect(page.getByText(w("palette.none"))).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(field).toBeHidden();
    await expect(button).toBeFocused();
  });
}
