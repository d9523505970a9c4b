import { expect } from "@playwright/test";
import { expectAccessible, type Language, test } from "./people.ts";
import { wording } from "./wording.ts";

for (const [language, role, page, anchor, slug] of [
  ["zh-CN", "SECTION_STAFF", "/schools", "schools", "section-staff"],
  ["en", "SCHOOL_CLERK", "/reports", "fill", "school-clerk"],
  ["en", "SYSTEM_ADMIN", "/settings/people", "people", "system-admin"],
  ["zh-CN", "DISTRICT_OFFICER", "/schools/changes", "decide", "district-officer"],
] satisfies [Language, string, string, string, string][]) {
  test(`help opens beside ${page} at its place in the guide of ${role} (${language})`, async ({ as }) => {
    const w = wording(language);
    const reader = await as(role, language);
    await reader.goto(page);
    const [help] = await Promise.all([
      reader.context().waitForEvent("page"),
      reader.getByRole("link", { name: w("guide.help") }).click(),
    ]);
    await expect(help).toHaveURL(new RegExp(`/help/${slug}#${anchor}$`));
    await expect(help.locator(`#${anchor}`)).toBeInViewport();
    await expectAccessible(help);
    await help.setViewportSize({ width: 390, height: 844 });
    expect(await help.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    expect(
      await help.evaluate(() =>
        [...document.images].every((image) => image.alt !== "" || image.closest("[aria-hidden]") !== null),
      ),
    ).toBe(true);
    await help.getByRole("button", { name: w("app.personMenu") }).click();
    await expect(help.getByRole("link", { name: w("guide.help") })).toBeVisible();
    await help.goto("/help");
    await expect(help.getByRole("heading", { level: 1 })).toHaveText(w("guide.title"));
    await expectAccessible(help);
  });
}
