import { randomUUID } from "node:crypto";
import { expect } from "@playwright/test";
import { address, choose, expectAccessible, test } from "./people.ts";
import { wording } from "./wording.ts";

test("joiners are invited and leavers end from one pasted list; their links are shown once, and again changes nothing", async ({
  as,
  browser,
}) => {
  const w = wording("en");
  const [joiner, name] = [`${randomUUID()}@example.test`, `Joiner ${randomUUID().slice(0, 8)}`];
  const admin = await as("SYSTEM_ADMIN", "en");
  await admin.goto("/settings/people");
  await admin.getByRole("link", { name: w("members.lists") }).click();
  await expectAccessible(admin);
  await admin.getByRole("button", { name: w("staffLists.upload") }).click();
  await expect(admin.getByText(w("staffLists.chooseOne")).first()).toBeVisible();
  const list = [
    "Joins or leaves\tName\tE-mail address\tRole\tSchool or district\tLast day",
    `joins\t${name}\t${joiner}\tSection staff\t\t`,
    `joins\tSomebody\tsomebody@example.test\tSchool clerk\tno such school\t`,
    `leaves\t\tnobody-of-this-name@example.test\t\t\t2026-08-31`,
  ].join("\n");
  const send = async () => {
    await admin.locator('[name="pasted"]').fill(list);
    await admin.getByRole("button", { name: w("staffLists.upload") }).click();
    await expect(admin.getByRole("heading", { level: 1 })).toHaveText(w("staffLists.look"));
  };
  await send();
  await expect(admin.getByText(w("staffLists.withProblems", { count: 2 }))).toBeVisible();
  await expect(admin.getByText(w("members.schoolUnknown"))).toBeVisible();
  await expectAccessible(admin);
  await admin.setViewportSize({ width: 390, height: 844 });
  const overflows = () => admin.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await overflows()).toBe(false);
  await admin.getByRole("button", { name: w("staffLists.take", { invited: 1, ended: 0 }) }).click();
  await expect(admin.getByText(w("staffLists.links.lead"))).toBeVisible();
  await expectAccessible(admin);
  expect(await overflows()).toBe(false);
  expect(
    (await admin.context().cookies()).filter(({ value }) => decodeURIComponent(value).includes("/welcome/")),
  ).toEqual([]);
  const downloading = admin.waitForEvent("download");
  await admin.getByRole("link", { name: w("staffLists.links.download") }).click();
  const download = await downloading;
  const content = (await (await download.createReadStream()).toArray()).join("");
  expect(content).toContain(joiner);
  const path = /\/welcome\/[\w-]+/.exec(content)?.[0] ?? "";

  const context = await browser.newContext({ baseURL: address() });
  await choose(context, "en");
  const guest = await context.newPage();
  await guest.goto(path);
  await guest.locator('[name="newPassword"]').fill("seven quiet herons over the ford");
  await guest.getByRole("button", { name: w("signIn.welcome.submit") }).click();
  await expect(guest).toHaveURL(`${address()}/`);
  await context.close();

  await admin.reload();
  await expect(admin.getByText(w("staffLists.applied"))).toBeVisible();
  await expect(admin.getByText(path)).toHaveCount(0);
  await admin.getByRole("link", { name: w("staffLists.another") }).click();
  await send();
  await expect(admin.getByRole("button", { name: /^Invite/ })).toHaveCount(0);
});
