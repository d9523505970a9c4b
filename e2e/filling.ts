import { expect, type Page } from "@playwright/test";
import type { wording } from "./wording.ts";

/** A day so many days from now, as a date field takes it. */
export function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export const cell = (page: Page, address: string) => page.locator(`[data-cell="${address}"]`);

export async function fill(page: Page, address: string, value: string): Promise<void> {
  await cell(page, address).fill(value);
  await cell(page, address).press("Enter");
}

/** What is typed is kept in the browser until the server holds it; only then does 'saved' mean what was typed last. */
export async function savedAll(page: Page, w: ReturnType<typeof wording>): Promise<void> {
  const kept = () => page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("jijiao.fill.")));
  await expect.poll(kept).toEqual([]);
  const [before] = w("fill.saving.saved", { time: "|" }).split("|");
  await expect(page.getByText(new RegExp(`^(${before}.*\\d|${w("fill.saving.all")})`)).first()).toBeVisible();
}

/** Pastes a block that was copied out of a sheet, beginning at a cell. */
export async function paste(page: Page, address: string, text: string): Promise<void> {
  await cell(page, address).focus();
  await cell(page, address).evaluate((element, block) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", block);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** A campaign of one edition, for every school, due in a week. */
export async function openCampaign(
  staff: Page,
  head: () => Promise<Page>,
  w: ReturnType<typeof wording>,
  edition: string,
  { title, period }: { title: string; period: "year" | "month" },
): Promise<void> {
  await staff.goto(`/reports/campaigns/new?templateVersionId=${edition}`);
  await staff.locator('[name="titleZh"]').fill(title);
  await staff.locator('[name="titleEn"]').fill(title);
  await staff.locator('[name="refersTo"]').fill(dayFromNow(0).slice(0, period === "year" ? 10 : 7));
  await staff.locator('[name="dueDate"]').fill(dayFromNow(7));
  await staff.locator('[name="dueTime"]').fill("24:00");
  await staff.getByRole("button", { name: w("campaigns.new.preview") }).click();
  await openPreviewed(staff, head, w);
}

/** Opens a campaign that is previewed; where another journey has asked for the same, the head waives that first. */
export async function openPreviewed(
  staff: Page,
  head: () => Promise<Page>,
  w: ReturnType<typeof wording>,
): Promise<void> {
  await expect(staff.locator("#preview")).toBeVisible();
  if (await staff.getByText(w("burden.held.ask")).count()) {
    const page = await head();
    await page.goto(staff.url());
    await page.locator("#preview textarea").fill("Journey");
    const [waive] = w("burden.held.waive", { count: 2 }).split("2");
    await page.getByRole("button", { name: waive }).click();
    await expect(page.getByText("Journey")).toBeVisible();
    await staff.reload();
  }
  const [open] = w("campaigns.preview.open", { count: 2 }).split("2");
  await staff.getByRole("button", { name: open }).click();
  await expect(staff).toHaveURL(/\/reports\/campaigns\/[0-9a-f-]{36}$/);
}
