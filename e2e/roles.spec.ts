import { expect } from "@playwright/test";
import { expectAccessible, test } from "./people.ts";
import { signInOf } from "./places.ts";
import { wording } from "./wording.ts";

test("a head on leave lets the clerk act; the clerk changes role by keyboard, and the trail says for whom", async ({
  as,
}) => {
  const [w, z] = [wording("en"), wording("zh-CN")];
  const [headPerson, clerkPerson] = [signInOf("SCHOOL_HEAD"), signInOf("SCHOOL_CLERK")];
  const head = await as("SCHOOL_HEAD", "en");
  await head.goto("/account");
  await head.getByRole("link", { name: w("account.leaveGo") }).click();
  await expectAccessible(head);
  const today = await head.locator('[name="startsOn"]').inputValue();
  await head.locator('[name="colleague"]').fill("nobody@example.test");
  await head.locator('[name="lastOn"]').fill(today);
  await head.getByRole("button", { name: w("delegations.submit"), exact: true }).click();
  await expect(head.getByText(w("delegations.nobody")).first()).toBeVisible();
  await expect(head.locator('[name="lastOn"]')).toHaveValue(today);
  await head.locator('[name="colleague"]').fill(clerkPerson.email);
  await head.getByRole("button", { name: w("delegations.submit"), exact: true }).click();
  await expect(head.getByText(w("delegations.toColleague", { name: clerkPerson.name }))).toBeVisible();
  await expectAccessible(head);

  const clerk = await as("SCHOOL_CLERK", "zh-CN");
  await clerk.setViewportSize({ width: 390, height: 844 });
  const menu = () => clerk.locator("#shell-person");
  const open = async () => {
    await clerk.getByRole("button", { name: clerkPerson.name }).focus();
    await clerk.keyboard.press("Enter");
    await expect(menu()).toBeVisible();
  };
  const roleFor = z("account.roleFor", { role: z("label.role.SCHOOL_HEAD"), name: headPerson.name });

  // What is typed and not saved is asked about before the role changes.
  await clerk.goto("/account/leave");
  await expect(clerk.getByText(z("delegations.toYou", { whom: headPerson.name }))).toBeVisible();
  await expectAccessible(clerk);
  await open();
  await expect(
    menu()
      .getByRole("button", { name: z("label.role.SCHOOL_CLERK") })
      .first(),
  ).toBeDisabled();
  await expectAccessible(clerk);
  await menu().getByRole("button", { name: roleFor }).focus();
  await clerk.keyboard.press("Enter");
  await expect(clerk).toHaveURL(/\/$/);
  await expect(clerk.getByText(roleFor).first()).toBeVisible();
  const school = clerk.locator("#shell-nav a").filter({ hasText: z("app.nav.mySchool") }); // folded away on a phone
  const href = (await school.getAttribute("href")) ?? "";
  await clerk.goto(`${href}/contact`);
  await clerk.locator('[name="phone"]').fill("0411 8888 2026");
  let asked = 0;
  clerk.once("dialog", (dialog) => {
    asked += 1;
    void dialog.dismiss();
  });
  await open();
  await menu()
    .getByRole("button", { name: z("label.role.SCHOOL_CLERK") })
    .first()
    .click();
  await expect.poll(() => asked).toBe(1);
  await expect(clerk.locator('[name="phone"]')).toHaveValue("0411 8888 2026");
  await clerk.keyboard.press("Escape");
  await clerk.locator('main form button[type="submit"]').first().click();
  await expect(clerk).toHaveURL(new RegExp(`${href}$`));

  await head.goto("/audit");
  const whom = w("audit.forWhom", { name: clerkPerson.name, whom: headPerson.name });
  await expect(head.getByText(whom).first()).toBeVisible();
  await head.goto("/account/leave");
  await head
    .getByRole("button", { name: w("delegations.end"), exact: true })
    .first()
    .click();
  await head.getByRole("dialog").locator('button[type="submit"]').click();
  await expect(head.getByText(w("delegations.none"))).toBeVisible();
  await clerk.goto("/schools");
  await expect(clerk).toHaveURL(/no-membership/);
  await expectAccessible(clerk);
  await clerk.locator('main form button[type="submit"]').first().click();
  await expect(clerk).toHaveURL(/\/$/);
});
