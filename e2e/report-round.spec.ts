import { expect, type Page } from "@playwright/test";
import { cell, dayFromNow, fill, openPreviewed, savedAll } from "./filling.ts";
import { expectAccessible, type Language, test } from "./people.ts";
import { wording } from "./wording.ts";

const FIGURES = {
  M1: "500",
  M2: "3",
  M3: "1",
  M4: "2",
  M5: "0",
  M6: "0",
  M7: "0",
  M8: "500",
  M9: "0",
  M10: "0",
  M11: "0",
  M12: "20",
  M13: "100",
  M14: "2",
};

/** Whose turn it is, as the head of the page says it. */
async function expectTurn(page: Page, turn: string): Promise<void> {
  await expect(page.getByRole("definition").filter({ hasText: turn })).toBeVisible();
}

/** Presses a button that asks in a dialog what it will do, and confirms it there. */
async function confirm(page: Page, label: string, reason?: string, until?: string): Promise<void> {
  await page.getByRole("button", { name: label, exact: true }).first().click();
  const dialog = page.getByRole("dialog");
  if (until) await dialog.locator('[name="untilDate"]').fill(until);
  if (reason) await dialog.locator('[name="reason"]').fill(reason);
  await dialog.locator('button[type="submit"]').click();
  await expect(dialog).toBeHidden();
}

for (const language of ["en", "zh-CN"] satisfies Language[]) {
  test(`a report is asked for, filled in, signed, returned, corrected, accepted and rolled up (${language})`, async ({
    as,
  }) => {
    test.setTimeout(240_000);
    const w = wording(language);
    const title = `Round ${language} ${Date.now()}`;

    const staff = await as("SECTION_STAFF", language);
    await expectAccessible(staff);
    await staff.goto("/reports/campaigns/new");
    await expectAccessible(staff);
    await staff
      .getByRole("link", { name: /monthly|月报/i })
      .first()
      .click();
    await staff.locator('[name="titleEn"]').fill(title);
    await staff.locator('[name="titleZh"]').fill(title);
    await staff.locator('[name="refersTo"]').fill(dayFromNow(0).slice(0, 7));
    await staff.locator('[name="dueDate"]').fill(dayFromNow(7));
    await staff.locator('[name="dueTime"]').fill("24:00");
    await expectAccessible(staff);
    await staff.getByRole("button", { name: w("campaigns.new.preview") }).click();
    await expect(staff.locator("#preview")).toBeVisible();
    await expectAccessible(staff);
    await openPreviewed(staff, () => as("SECTION_HEAD", language), w);
    await expect(staff.getByRole("heading", { level: 1 })).toContainText(title);
    await expectAccessible(staff);
    const board = staff.url();

    const clerk = await as("SCHOOL_CLERK", language);
    await clerk.getByRole("link", { name: title }).click();
    await expect(clerk).toHaveURL(/\/reports\/[0-9a-f-]{36}$/);
    await expect(cell(clerk, "M1")).toBeEditable();
    const report = new URL(clerk.url()).pathname;
    await clerk.getByRole("link", { name: w("fill.page.whatIsAsked") }).click();
    await expect(clerk.getByText(/^M8 = (sum|求和)\(M1:M3\) − (sum|求和)\(M4:M7\)$/)).toBeVisible();
    await expectAccessible(clerk);
    await clerk.goto(report);
    await expect(cell(clerk, "M1")).toBeEditable();
    for (const [address, value] of Object.entries(FIGURES)) await fill(clerk, address, value);
    await cell(clerk, "M15").selectOption("yes");
    await savedAll(clerk, w);
    await expect(cell(clerk, "M8")).toHaveAttribute("aria-invalid", "true");
    await expectAccessible(clerk);
    await clerk.reload();
    await expect(cell(clerk, "M8")).toHaveValue("500");
    await fill(clerk, "M8", "502");
    await expect(cell(clerk, "M8")).not.toHaveAttribute("aria-invalid", "true");
    await savedAll(clerk, w);
    await clerk
      .getByRole("button", { name: w("fill.reason.give") })
      .first()
      .click();
    await clerk.getByRole("textbox", { name: w("fill.reason.label") }).fill("Two pupils travelled with their parents");
    await clerk.getByRole("button", { name: w("fill.reason.save") }).click();
    await expect(clerk.getByText(w("fill.problems.explained", { count: 1 }))).toBeVisible();
    await expect(clerk.getByRole("button", { name: w("fill.send.both") })).toHaveCount(0);

    const head = await as("SCHOOL_HEAD", language);
    await head.getByRole("link", { name: title }).click();
    await expect(head).toHaveURL(new RegExp(`${report}$`));
    await expectAccessible(head);
    await confirm(head, w("extensions.ask"), "The clerk is ill", dayFromNow(9));
    await expect(head.getByRole("button", { name: w("extensions.withdraw") })).toBeVisible();
    await staff.goto(board);
    await staff.getByRole("link", { name: w("campaigns.board.showAsks") }).click();
    await staff.locator(`a[href="${report}"]`).first().click();
    await expect(staff.getByText("The clerk is ill").first()).toBeVisible();
    await expectAccessible(staff);
    await confirm(staff, w("extensions.give"));
    await expect(staff.getByRole("button", { name: w("extensions.refuse") })).toHaveCount(0);
    await head.reload();
    await expect(head.getByRole("button", { name: w("extensions.ask") })).toBeVisible();

    await head.getByRole("button", { name: w("fill.send.both") }).click();
    const receipt = head.getByRole("dialog", { name: w("fill.receipt.title") });
    await expect(receipt).toContainText(w("reports.done.submitted"));
    await expectAccessible(head);
    await receipt.getByRole("button", { name: w("fill.receipt.show") }).click();
    await expectTurn(head, w("fill.page.turns.SUBMITTED"));
    await expectAccessible(head);

    const officer = await as("DISTRICT_OFFICER", language);
    await expectAccessible(officer);
    await officer.goto(report);
    await expectAccessible(officer);
    await officer.locator("#c-M13").getByRole("button").click();
    await officer
      .getByRole("textbox", { name: w("fill.comments.text") })
      .first()
      .fill("Please check the days of absence");
    await officer
      .getByRole("button", { name: w("fill.comments.add"), exact: true })
      .last()
      .click();
    await expect(officer.getByText("Please check the days of absence").first()).toBeVisible();
    await confirm(officer, w("fill.page.review.return"), "One figure to check");
    await expectTurn(officer, w("fill.page.turns.RETURNED"));

    await clerk.goto("/");
    await clerk.getByRole("link", { name: title }).click();
    await expect(clerk.getByText("One figure to check").first()).toBeVisible();
    await expect(clerk.getByText("Please check the days of absence").first()).toBeVisible();
    await expectAccessible(clerk);
    await clerk.getByText(w("fill.comments.answer"), { exact: true }).click();
    await clerk.getByRole("textbox", { name: w("fill.comments.answerText") }).fill("Two days were counted twice");
    await clerk.getByRole("button", { name: w("fill.comments.save") }).click();
    await expect(clerk.locator(".fill-reply")).toContainText("Two days were counted twice");
    await fill(clerk, "M13", "98");
    await savedAll(clerk, w);

    await head.goto(report);
    await head.getByRole("button", { name: w("fill.send.both") }).click();
    await receipt.getByRole("button", { name: w("fill.receipt.show") }).click();
    await expectTurn(head, w("fill.page.turns.SUBMITTED"));
    await head.goto(`${report}?version=1`);
    await expect(head.getByText(w("fill.page.older", { number: 1 }))).toBeVisible();

    await officer.goto(report);
    await expect(officer.getByText("Two days were counted twice").first()).toBeVisible();
    await confirm(officer, w("fill.page.review.acceptDistrict"));
    await expectTurn(officer, w("fill.page.turns.DISTRICT_ACCEPTED"));

    await staff.goto("/");
    await staff.getByRole("row", { name: title }).getByRole("link", { name: "1", exact: true }).first().click();
    await expect(staff.getByText(w("campaigns.board.count", { count: 1 })).first()).toBeVisible();
    await expectAccessible(staff);
    await staff.goto(report);
    await confirm(staff, w("fill.page.review.accept"));
    await expectTurn(staff, w("fill.page.turns.ACCEPTED"));

    await staff.goto(`${board}/roll-up`);
    await expectAccessible(staff);
    const total = staff.getByRole("link", { name: "502", exact: true }).first();
    await expect(total).toBeVisible();
    await total.click();
    await expect(staff.getByRole("heading", { level: 1 })).toContainText("M8");
    await expect(staff.getByRole("cell", { name: "502" }).first()).toBeVisible();
    await expectAccessible(staff);
    await staff.goto(`${board}/roll-up`);
    const download = staff.waitForEvent("download");
    await staff
      .locator("summary")
      .filter({ hasText: w("rollUp.formFile.menu") })
      .click();
    await staff.getByRole("link", { name: w("rollUp.formFile.table") }).click();
    expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);
  });
}
