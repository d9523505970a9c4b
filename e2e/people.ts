import AxeBuilder from "@axe-core/playwright";
import { type BrowserContext, test as base, expect, type Page } from "@playwright/test";
import { type SignIn, signInOf } from "./places.ts";
import { cookieOf } from "./sessions.ts";

export type Language = "zh-CN" | "en";

/** Signs a person in as they would: on the page, with e-mail and password. */
export async function enter(page: Page, person: SignIn, language: Language): Promise<void> {
  await choose(page.context(), language);
  await page.goto(`${address()}/sign-in`);
  await page.locator('input[name="email"]').fill(person.email);
  await page.locator('input[name="password"]').fill(person.password);
  await page.locator('main form button[type="submit"]').click();
  await expect(page.getByRole("navigation").first()).toBeAttached();
  await expect(page).toHaveURL(`${address()}/`);
}

export function address(): string {
  return process.env.JOURNEY_ADDRESS ?? "http://localhost:3000";
}

export async function choose(
  context: BrowserContext,
  language: Language,
  theme: "light" | "dark" = "light",
): Promise<void> {
  await context.addCookies([
    { name: "locale", value: language, url: address() },
    { name: "theme", value: theme, url: address() },
  ]);
}

/** Lets a browser be somebody without passing the sign-in page; null: nobody. */
export async function be(context: BrowserContext, role: string | null, tenant: string): Promise<void> {
  await context.clearCookies();
  if (role === null) return;
  const [session = ""] = (await cookieOf(role, role === "OPERATOR" ? null : tenant)).split(";");
  const [name = "", ...value] = session.split("=");
  await context.addCookies([{ name, value: value.join("="), url: address(), httpOnly: true }]);
}

/** No violation of WCAG 2.2 AA that a machine can find on the page as it stands. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const found = violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")} ${node.failureSummary ?? ""}`),
  );
  expect(found, page.url()).toEqual([]);
}

type People = { as: (role: string, language?: Language, tenant?: string | null) => Promise<Page> };

/** `as(role)` gives a browser of its own in which that person is signed in. Console errors fail the journey. */
export const test = base.extend<People>({
  as: async ({ browser }, use) => {
    const contexts: BrowserContext[] = [];
    const complaints: string[] = [];
    await use(async (role, language = "en", tenant) => {
      const context = await browser.newContext({ baseURL: address(), viewport: { width: 1440, height: 900 } });
      contexts.push(context);
      const page = await context.newPage();
      page.on(
        "console",
        (message) => message.type() === "error" && complaints.push(`${page.url()}: ${message.text()}`),
      );
      page.on("pageerror", (error) => complaints.push(`${page.url()}: ${error.message}`));
      await enter(page, tenant === undefined ? signInOf(role) : signInOf(role, tenant), language);
      return page;
    });
    for (const context of contexts) await context.close();
    expect(complaints.filter((text) => !/status of (404|401|403|409)|ERR_INTERNET_DISCONNECTED/.test(text))).toEqual(
      [],
    );
  },
});
