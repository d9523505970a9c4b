import { expect, type Page } from "@playwright/test";
import { readTable } from "../src/lib/tabular/read.ts";
import { expectAccessible, test } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

const w = wording("en");
const NAME_EN = "Heyang Experimental Primary School";
const NAME_ZH = "河阳区实验小学";

async function schoolAddress(): Promise<string> {
  const { rows } = await asOwnerOf("qinghe", (client) =>
    client.query(
      `select "schoolId"::text as id from "SchoolFact" where "supersededAt" is null and "validTo" is null and "nameZh" = $1`,
      [NAME_ZH],
    ),
  );
  return `/schools/${rows[0].id}`;
}

async function search(page: Page, words: string): Promise<void> {
  await page.goto(`/schools?q=${encodeURIComponent(words)}`);
}

test("a school is found by parts of its name in both languages and by its code, and the list says what it exports", async ({
  as,
}) => {
  const staff = await as("SECTION_STAFF");
  for (const words of ["实验小学", "實驗", "heyang exp", "2199100042"]) {
    await search(staff, words);
    await expect(staff.getByRole("link", { name: NAME_EN }).first(), words).toBeVisible();
  }
  await expectAccessible(staff);
  await search(staff, "no such school anywhere");
  await expect(staff.getByRole("link", { name: NAME_EN })).toHaveCount(0);

  await staff.goto("/schools?stage=SENIOR");
  const shown = Number(
    /\d+/.exec(
      (await staff
        .getByText(/^\d+ (schools?|institutions?)/)
        .first()
        .textContent()) ?? "",
    )?.[0],
  );
  expect(shown).toBeGreaterThan(0);
  for (const format of ["xlsx", "csv"]) {
    const response = await staff.request.get(`/schools/export?stage=SENIOR&format=${format}`);
    expect(response.status()).toBe(200);
    expect(response.headers()["content-disposition"]).toContain(`.${format}`);
    expect((await readTable(new Uint8Array(await response.body()))).rows).toHaveLength(shown);
  }
});

test("a head asks for a new name; a rejection needs a reason and reaches the head; an approval holds from its day", async ({
  as,
}) => {
  const school = await schoolAddress();
  const head = await as("SCHOOL_HEAD");
  const staff = await as("SECTION_STAFF");
  for (const [round, wanted] of ["Heyang First Experimental School", "Heyang Model Primary School"].entries()) {
    await head.goto(`${school}/request`);
    await expectAccessible(head);
    await head.locator('[name="nameEn"]').fill(wanted);
    await head.locator('form:has([name="nameEn"]) [name="reason"]').fill(`Reason ${round}`);
    await head.getByRole("button", { name: w("changes.requestDo") }).click();
    await expect(head).not.toHaveURL(/\/request$/);

    await staff.goto("/schools/changes?status=PENDING&owner=SECTION");
    await expectAccessible(staff);
    await staff
      .getByRole("row", { name: new RegExp(`Heyang Experimental|${NAME_ZH}`) })
      .getByRole("link")
      .first()
      .click();
    await expect(staff.getByText(wanted).first()).toBeVisible();
    await expectAccessible(staff);
    if (round === 0) {
      await staff.getByRole("button", { name: w("changes.reject"), exact: true }).click();
      const dialog = staff.getByRole("dialog");
      await dialog.locator('button[type="submit"]').click();
      await expect(dialog).toBeVisible();
      await dialog.getByRole("textbox").fill("The name is taken in this district");
      await dialog.locator('button[type="submit"]').click();
      await expect(staff.getByText(w("label.changeStatus.REJECTED")).first()).toBeVisible();
      await head.goto(staff.url());
      await expect(head.getByText("The name is taken in this district").first()).toBeVisible();
    } else {
      await staff.getByRole("button", { name: w("changes.approve"), exact: true }).click();
      await staff.getByRole("dialog").locator('button[type="submit"]').click();
      await expect(staff.getByText(w("label.changeStatus.APPROVED")).first()).toBeVisible();
      await staff.goto(`${school}?on=2020-09-01`);
      await expect(staff.getByText(NAME_EN).first()).toBeVisible();
    }
  }
});

test("the second of two editors is shown both versions and loses nothing; another city's school is not there", async ({
  as,
}) => {
  const school = await schoolAddress();
  const first = await as("SECTION_STAFF");
  const second = await as("SCHOOL_CLERK");
  for (const page of [first, second]) await page.goto(`${school}/contact`);
  await first.locator('[name="phone"]').fill("0600-1111111");
  await first.locator('main form button[type="submit"]').first().click();
  await expect(first).not.toHaveURL(/\/contact$/);
  await second.locator('[name="phone"]').fill("0600-2222222");
  await second.locator('main form button[type="submit"]').first().click();
  await expect(second.getByText(w("ui.conflict.title"))).toBeVisible();
  await expect(second.getByText("0600-1111111").first()).toBeVisible();
  await expect(second.locator('[name="phone"]')).toHaveValue("0600-2222222");
  await expectAccessible(second);

  const foreign = await asOwnerOf("linshui", (client) => client.query(`select id::text from "School" limit 1`));
  expect((await first.goto(`/schools/${foreign.rows[0].id}`))?.status()).toBe(404);
});
