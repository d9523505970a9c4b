import { expect } from "@playwright/test";
import { CLIENT, startProvider } from "../tests/support/identity-provider.ts";
import { address, choose, expectAccessible, test } from "./people.ts";
import { signInOf } from "./places.ts";
import { wording } from "./wording.ts";

const LABEL = { en: "Sign in with the bureau account", "zh-CN": "使用教育局统一账号登录" };

test("an administrator names the city's provider; a colleague signs in through it and out again", async ({
  as,
  browser,
}) => {
  const w = wording("en");
  const idp = await startProvider({
    redirectUris: [`${address()}/sign-in/with/qinghe/callback`],
    afterSignOut: [`${address()}/sign-in`],
  });
  const colleague = signInOf("SECTION_STAFF");
  idp.people.set("colleague", { email: colleague.email, email_verified: true });
  idp.people.set("stranger", { email: "stranger@example.test", email_verified: true });

  const admin = await as("SYSTEM_ADMIN", "en");
  await admin.goto("/settings/sign-in");
  await expectAccessible(admin);
  await admin.locator('[name="issuer"]').fill(idp.issuer);
  await admin.locator('[name="clientId"]').fill(CLIENT.clientId);
  await admin.locator('[name="clientSecret"]').fill(CLIENT.clientSecret);
  await admin.locator('[name="labelZh"]').fill(LABEL["zh-CN"]);
  await admin.locator('[name="labelEn"]').fill(LABEL.en);
  await admin.getByRole("button", { name: w("providers.save"), exact: true }).click();
  await expect(admin.getByText(w("providers.saved"))).toBeVisible();
  await expect(admin.locator('[name="clientSecret"]')).toHaveValue("");
  await admin.getByRole("link", { name: w("providers.try") }).click();
  await expect(admin.getByText(w("providers.answers"))).toBeVisible();
  await expectAccessible(admin);

  const context = await browser.newContext({ baseURL: address() });
  await choose(context, "zh-CN");
  const page = await context.newPage();
  const go = async (account: string) => {
    await page.getByRole("link", { name: LABEL["zh-CN"] }).click();
    await expect(page).toHaveURL(new RegExp(`^${idp.issuer}`));
    await page.locator('[name="login"]').fill(account);
    await page.getByRole("button").click();
  };
  const z = wording("zh-CN");
  await page.goto("/c/qinghe");
  await page.getByRole("link", { name: z("publicList.signIn"), exact: true }).click();
  await expect(page.locator('[name="password"]')).toBeVisible();
  await expectAccessible(page);
  await go("");
  await expect(page.getByText(z("signIn.provider.problems.cancelled"))).toBeVisible();
  await expectAccessible(page);
  await go("colleague");
  await expect(page).toHaveURL(`${address()}/`);
  await expect(page.getByText(colleague.name).first()).toBeVisible();
  await page.goto("/account");
  await expect(page.getByText(z("account.bound"))).toBeVisible();
  await expect(page.locator('[name="newPassword"]')).toHaveCount(0);
  await expectAccessible(page);
  await page.locator("summary, button").filter({ hasText: colleague.name }).first().click();
  await page.getByRole("button", { name: z("app.signOut") }).click();
  await expect(page).toHaveURL(new RegExp(`^${idp.issuer}/session/end`));
  await page.getByRole("button", { name: /Yes/ }).click();
  await expect(page).toHaveURL(`${address()}/sign-in`);
  await go("stranger");
  await expect(page.getByText(z("signIn.provider.problems.unknown"))).toBeVisible();
  await context.close();

  await admin.getByRole("button", { name: w("providers.remove"), exact: true }).click();
  await admin.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(admin.getByText(w("providers.removed"))).toBeVisible();
  await idp.close();
});
