import { expect, test } from "@playwright/test";
import { address, choose, expectAccessible } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

const w = wording("zh-CN");

test("anybody finds an open school and its public facts, also without JavaScript; closed ones are not there", async ({
  browser,
}) => {
  const closed = await asOwnerOf("qinghe", (client) =>
    client.query(
      `select "schoolId"::text as id, "nameZh" from "SchoolFact" where "supersededAt" is null and status = 'CLOSED' and "validTo" is null limit 1`,
    ),
  );
  const [gone] = closed.rows;
  const context = await browser.newContext({ baseURL: address(), javaScriptEnabled: false });
  await choose(context, "zh-CN");
  const page = await context.newPage();
  await page.goto("/c/qinghe");
  await page.getByRole("searchbox").or(page.locator('[name="q"]')).first().fill("实验小学");
  await page
    .getByRole("button", { name: w("publicList.apply") })
    .first()
    .click();
  await page.getByRole("link", { name: "河阳区实验小学" }).first().click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("河阳区实验小学");

  await page.goto(`/c/qinghe?q=${encodeURIComponent(gone.nameZh)}`);
  await expect(page.getByRole("link", { name: gone.nameZh, exact: true })).toHaveCount(0);
  expect((await page.goto(`/c/qinghe/schools/${gone.id}`))?.status()).toBe(404);
  expect((await page.goto("/c/no-such-city"))?.status()).toBe(404);
  await context.close();
});

test("the public list downloads as CSV with the open schools and nothing else", async ({ page }) => {
  await choose(page.context(), "zh-CN");
  await page.goto(`${address()}/c/qinghe`);
  await expectAccessible(page);
  const response = await page.request.get(`${address()}/c/qinghe/schools.csv`);
  expect(response.headers()["content-type"]).toContain("text/csv");
  const lines = (await response.text()).trim().split(/\r?\n/);
  const { rows } = await asOwnerOf("qinghe", (client) =>
    client.query(
      `select count(*)::int as n from "SchoolFact" where "supersededAt" is null and status in ('OPEN', 'OPEN_PROPOSED_TO_CLOSE') and "validFrom" <= now() and ("validTo" is null or "validTo" > now())`,
    ),
  );
  expect(lines.length - 1).toBe(rows[0].n);
});
