import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page } from "@playwright/test";
import { simpleParser } from "mailparser";
import { address, choose, expectAccessible, type Language, test } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

/** E-mail that the portal has handed over so far, to this address. */
async function lettersTo(email: string) {
  const folder = process.env.JOURNEY_OUTBOX ?? "";
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".eml")) : [];
  const letters = await Promise.all(files.map((name) => simpleParser(readFileSync(path.join(folder, name)))));
  return letters.filter(({ to }) => [to].flat().some((one) => one?.text.includes(email)));
}

const bell = (page: Page, w: ReturnType<typeof wording>) =>
  page.getByRole("link", { name: w("notices.title") }).first();

/** Asks for the page again until it says so; the worker takes a moment. */
async function until(page: Page, look: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.reload();
    await look();
  }).toPass({ timeout: 60_000 });
}

for (const [language, email] of [
  ["en", "school-clerk.linshui@example.test"],
  ["zh-CN", "school-clerk.qinghe@example.test"],
] satisfies [Language, string][]) {
  test(`the section reminds; a clerk is told in the portal and by e-mail, opens it, and chooses how to be told (${language})`, async ({
    as,
  }) => {
    test.setTimeout(240_000);
    const w = wording(language);
    const tenant = email.split(/[.@]/)[1] ?? "";
    const clerk = await as("SCHOOL_CLERK", language, tenant);
    await clerk.goto("/account");
    await clerk.getByRole("radio", { name: language === "en" ? "English" : "中文" }).check();
    await clerk.locator(`form[aria-label="${w("account.person")}"] button[type="submit"]`).click();
    await expect(clerk.getByText(w("form.saved")).first()).toBeVisible();

    // No quiet hours, so that the journey goes the same way at night.
    await clerk.goto("/notifications/settings");
    await expectAccessible(clerk);
    await clerk.locator('[name="quietFrom"]').fill("7 o'clock");
    await clerk.getByRole("button", { name: w("notices.save") }).click();
    await expect(clerk.getByText(w("notices.error.time")).first()).toBeVisible();
    await clerk.locator('[name="quietFrom"]').fill("07:00");
    await clerk.locator('[name="quietTo"]').fill("07:00");
    await clerk.getByRole("button", { name: w("notices.save") }).click();
    await expect(clerk.getByText(w("form.saved")).first()).toBeVisible();
    await clerk.reload();
    await expect(clerk.locator('[name="quietTo"]')).toHaveValue("07:00");

    await clerk.goto("/notifications");
    const readAll = clerk.getByRole("button", { name: w("notices.readAll") });
    if (await readAll.isVisible()) {
      await readAll.click();
      await expect(readAll).toBeHidden();
    }

    const staff = await as("SECTION_STAFF", language, tenant);
    await staff.goto("/reports");
    await staff.locator("main table tbody a").first().click();
    await staff.getByRole("button", { name: w("campaigns.remind.button"), exact: true }).click();
    const dialog = staff.getByRole("dialog");
    await expectAccessible(staff);
    await dialog.locator('button[type="submit"]').click();
    await expect(staff.getByText(w("campaigns.done.reminded")).first()).toBeVisible();
    await staff.getByRole("button", { name: w("campaigns.remind.button"), exact: true }).click();
    await staff.getByRole("dialog").locator('button[type="submit"]').click();
    await expect(staff.getByText(w("campaigns.refused.remindedToday")).first()).toBeVisible();

    await until(clerk, () => expect(clerk.locator(".bell-count")).toHaveText(/^\d/, { timeout: 2000 }));
    await bell(clerk, w).click();
    await expect(clerk).toHaveURL(/\/notifications$/);
    await expectAccessible(clerk);
    const unread = clerk.locator(".notices [data-unread]");
    const asked = unread.filter({ hasText: language === "en" ? "reminds you" : "提醒：" });
    await expect(asked).toHaveCount(1);
    const said = (await asked.getByRole("link").textContent()) ?? "";
    await expect
      .poll(async () => (await lettersTo(email)).map(({ subject }) => subject), { timeout: 60_000 })
      .toContain(said);
    const letter = (await lettersTo(email)).find(({ subject }) => subject === said);
    const link = (await asked.getByRole("link").getAttribute("href")) ?? "";
    expect(letter?.text).toContain(link);

    await asked.getByRole("link").click();
    await expect(clerk).toHaveURL(new RegExp(`${link}$`));
    await clerk.goto("/notifications?show=unread");
    await expect(clerk.getByText(said)).toBeHidden();
  });
}

for (const language of ["en", "zh-CN"] satisfies Language[]) {
  test(`whoever is invited by e-mail opens its link, chooses a password and is at work (${language})`, async ({
    as,
    browser,
  }) => {
    const w = wording(language);
    const email = `invited-${language.toLowerCase()}@example.test`;
    const admin = await as("SYSTEM_ADMIN", language, language === "en" ? "hong-kong" : "linshui");
    await admin.goto("/settings/people/invite?role=SECTION_STAFF");
    await admin.locator('[name="name"]').fill("Wong Mei 黄梅");
    await admin.locator('[name="email"]').fill(email);
    await admin.getByRole("checkbox", { name: w("members.byMail") }).check();
    await expectAccessible(admin);
    await admin.getByRole("button", { name: w("members.inviteSubmit"), exact: true }).click();
    await expect(admin.getByText(w("members.mailed"))).toBeVisible();
    await expect(admin).toHaveURL(/\/settings\/people\/[0-9a-f-]{36}$/);
    await expect(admin.getByText("/welcome/")).toBeHidden();
    await expectAccessible(admin);

    await expect.poll(async () => (await lettersTo(email)).length, { timeout: 60_000 }).toBe(1);
    const [letter] = await lettersTo(email);
    const link = /https?:\/\/\S+\/welcome\/[\w-]+/.exec(letter?.text ?? "")?.[0] ?? "";
    const context = await browser.newContext();
    await choose(context, language);
    const page = await context.newPage();
    await page.goto(new URL(new URL(link).pathname, address()).href);
    await page.locator('[name="newPassword"]').fill("ferry lantern orchard violin");
    await page.locator('main form button[type="submit"]').click();
    await expect(page.getByRole("navigation").first()).toBeAttached();
    await expect(page.getByText("Wong Mei 黄梅").first()).toBeAttached();
    await context.close();
  });
}

test("an administrator sees what runs and what failed, and has it done again", async ({ as }) => {
  const w = wording("en");
  const admin = await as("SYSTEM_ADMIN", "en", "linshui");
  await admin.goto("/jobs?status=DONE");
  await expectAccessible(admin);
  await expect(admin.getByText(w("jobs.kind.nightly")).first()).toBeVisible();
  await expect(admin.getByText(w("jobs.noWorker"))).toBeHidden();

  await asOwnerOf("linshui", (db) =>
    db.query(
      `insert into "Job" (id, kind, input, status, attempts, problem, "relayedAt", "startedAt", "finishedAt")
       values (gen_random_uuid(), 'nightly', '{"today":"2026-11-26"}', 'FAILED', 5, '{"message":"jobs.problem.unexpected"}', now(), now(), now())`,
    ),
  );
  await admin.goto("/jobs?status=FAILED");
  const row = admin.getByRole("row").filter({ hasText: w("jobs.kind.nightly") });
  await expect(row).toContainText(w("jobs.problem.unexpected"));
  await expectAccessible(admin);
  await row.getByRole("button", { name: w("jobs.again") }).click();
  await expect(admin.getByText(w("jobs.done.again"))).toBeVisible();
  await admin.goto("/jobs");
  await until(admin, () =>
    expect(
      admin
        .getByRole("row")
        .filter({ hasText: w("jobs.kind.nightly") })
        .first(),
    ).toContainText(w("jobs.status.DONE")),
  );
});
