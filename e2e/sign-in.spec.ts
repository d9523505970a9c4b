import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { address, choose, expectAccessible, type Language, test } from "./people.ts";
import { signInOf } from "./places.ts";
import { wording } from "./wording.ts";

for (const language of ["en", "zh-CN"] satisfies Language[]) {
  test(`a wrong password is said in words and the address stays (${language})`, async ({ page }) => {
    const w = wording(language);
    await choose(page.context(), language);
    await page.goto(`${address()}/sign-in`);
    await expectAccessible(page);
    const { email } = signInOf("INSPECTOR");
    await page.locator('[name="email"]').fill(email);
    await page.locator('[name="password"]').fill("not the password at all");
    await page.getByRole("button", { name: w("signIn.submit") }).click();
    await expect(page.getByText(w("signIn.wrong")).first()).toBeVisible();
    await expect(page.locator('[name="email"]')).toHaveValue(email);
    await expectAccessible(page);
  });
}

test("the other language is one press away and is remembered; after signing out, Back shows nothing", async ({
  as,
}) => {
  const page = await as("INSPECTOR", "en");
  await page.getByRole("button", { name: "中文", exact: true }).first().click();
  await expect(page.locator("html")).toHaveAttribute("lang", "zh-CN");
  await page.goto("/schools");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(wording("zh-CN")("schools.list.title"));
  await page
    .locator("summary, button")
    .filter({ hasText: signInOf("INSPECTOR").name })
    .first()
    .click();
  await page.getByRole("button", { name: wording("zh-CN")("app.signOut") }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(wording("zh-CN")("schools.list.title"));
});

test("an invited person chooses a password once, and is refused at the next request after the role ends", async ({
  as,
  browser,
}) => {
  const w = wording("en");
  const name = `Guest ${randomUUID().slice(0, 8)}`;
  const admin = await as("SYSTEM_ADMIN", "en");
  await admin.goto("/settings/people/invite?role=SECTION_STAFF");
  await admin.locator('[name="name"]').fill(name);
  await admin.locator('[name="email"]').fill(`${randomUUID()}@example.test`);
  await admin.getByRole("button", { name: w("members.inviteSubmit") }).click();
  await expect(admin.getByText(w("members.link.INVITATION.title")).first()).toBeVisible();
  const path = /\/welcome\/[\w-]+/.exec(await admin.content())?.[0] ?? "";
  const context = await browser.newContext({ baseURL: address() });
  await choose(context, "en");
  const guest = await context.newPage();
  await guest.goto(path);
  await expectAccessible(guest);
  await guest.locator('[name="newPassword"]').fill("seven quiet herons over the ford");
  await guest.getByRole("button", { name: w("signIn.welcome.submit") }).click();
  await expect(guest.getByRole("navigation").first()).toBeAttached();
  await expect(guest).toHaveURL(`${address()}/`);

  await admin.goto(`/settings/people?q=${encodeURIComponent(name)}`);
  await admin.getByRole("table").getByRole("link", { name }).first().click();
  await admin
    .getByRole("button", { name: w("members.end.do"), exact: true })
    .first()
    .click();
  await admin.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(admin.getByText(w("members.states.ended")).first()).toBeVisible();
  await guest.goto("/schools");
  await expect(guest).toHaveURL(/\/sign-in/);
  await guest.goto(path);
  await expect(guest.getByRole("heading", { level: 1 })).toHaveText(w("signIn.welcome.deadTitle"));
  await context.close();
});
