import { expect, type Page } from "@playwright/test";
import ExcelJS from "exceljs";
import { type Context, cellsOf, type Place } from "../src/features/reports/form/cells.ts";
import type { Definition } from "../src/features/reports/form/definition.ts";
import { evaluate } from "../src/features/reports/form/evaluate.ts";
import { plausibleValues, spoil } from "../src/features/reports/form/example.ts";
import { draftForm } from "../src/features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "../src/features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "../src/features/reports/form/forms/school-facts.ts";
import { layOut } from "../src/features/reports/workbook/lay-out.ts";
import { design } from "./designing.ts";
import { cell, fill, openCampaign, paste, savedAll } from "./filling.ts";
import { expectAccessible, type Language, test } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

const REBUILT = [
  { form: MONTHLY_RETURN, language: "en" },
  { form: SCHOOL_FACTS, language: "zh-CN" },
] as const satisfies { form: typeof SCHOOL_FACTS; language: Language }[];

for (const { form, language } of REBUILT) {
  test(`the form ${form.key} is rebuilt from nothing in the designer, published, and filled in by paste, page and workbook (${language})`, async ({
    as,
  }) => {
    test.setTimeout(420_000);
    const w = wording(language);
    const name = `${form.key} ${Date.now()}`;
    const draft = { ...draftForm(form, language === "en" ? "en" : "zh"), names: { en: name, zh: name } };

    const staff = await as("SECTION_STAFF", language);
    await staff.goto("/reports/forms");
    await startForm(staff, w, { name, period: form.period });

    await design(staff, w, draft);
    await expect(staff.getByText(w("forms.design.sound"))).toBeVisible();
    await staff.getByRole("button", { name: w("forms.design.save"), exact: true }).click();
    await expect(staff.getByText(w("forms.saved"))).toBeVisible();
    await expectAccessible(staff);

    const head = await as("SECTION_HEAD", language);
    await head.goto(staff.url());
    await head.getByRole("button", { name: w("forms.design.publish.button"), exact: true }).click();
    await head.getByRole("dialog").locator('button[type="submit"]').click();
    await expect(head.getByText(w("forms.published"))).toBeVisible();

    const { id, definition } = await editionNamed(name);
    const { key: _, ...built } = definition;
    const { key: __, ...shipped } = form;
    expect(built).toEqual({ ...shipped, names: { en: name, zh: name } });

    await openCampaign(staff, async () => head, w, id, { title: name, period: form.period });
    const clerk = await as("SCHOOL_CLERK", language);
    await clerk.getByRole("link", { name }).click();
    await expect(clerk).toHaveURL(/\/reports\/[0-9a-f-]{36}$/);
    const context = await contextOf(new URL(clerk.url()).pathname.split("/").at(-1) ?? "");
    const values = plausibleValues(form, context, () => 0.4);
    const typed = cellsOf(form, context).filter((place) => place.typed);
    const last = typed.at(-1)?.section;
    const way = ({ section }: Place) => {
      if (section === last) return "workbook";
      return section.kind === "table" || section === typed[0]?.section ? "paste" : "page";
    };
    const { paste: pasted = [], page: byPage = [], workbook = [] } = Object.groupBy(typed, way);
    await expect(cell(clerk, workbook[0]?.address ?? "")).toBeEditable();
    await fillByPaste(clerk, pasted, values);
    for (const { address } of byPage) await enter(clerk, address, values[address] ?? "");
    await savedAll(clerk, w);
    await fillByWorkbook(clerk, w, workbook, values, { form, context, language });
    await savedAll(clerk, w);
    const shown = async () =>
      Promise.all(
        typed.map(async ({ address }) => [address, (await cell(clerk, address).inputValue()).replaceAll(",", "")]),
      );
    const wanted = typed.map(({ address }) => [address, values[address] ?? ""]);
    await expect.poll(shown).toEqual(wanted);
    await expectAccessible(clerk);
    await everyRuleSpeaks(clerk, { form, context, language }, values);
  });
}

test("a form leaves for a phone and is taken in again, and a drawn one is taken in too", async ({ as }) => {
  const w = wording("en");
  const staff = await as("SECTION_STAFF", "en");
  await staff.goto("/reports/forms");
  await staff
    .locator("tr", { hasText: MONTHLY_RETURN.names.en })
    .getByRole("link", { name: w("forms.list.edition", { number: 1 }) })
    .click();
  const download = staff.waitForEvent("download");
  await staff.getByRole("link", { name: w("forms.taken.export") }).click();
  const exported = await (await download).path();
  await staff.goto("/reports/forms");
  await startForm(staff, w, { name: `Taken in ${Date.now()}`, period: "month" });
  await staff.locator('input[type="file"]').setInputFiles(exported);
  await expect(staff.getByText(w("forms.taken.done", { count: 2 }))).toBeVisible();
  await expect(staff.getByText(w("forms.design.sound"))).toBeVisible();
  const book = new ExcelJS.Workbook();
  book
    .addWorksheet("Sport")
    .addRows([["Sport grounds"], ["Running track (m)", null], ["Is it open to the public?", null]]);
  await staff.locator('input[type="file"]').setInputFiles({
    name: "layout.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  });
  await expect(staff.getByText(w("forms.taken.done", { count: 1 }))).toBeVisible();
  await expect(staff.locator('input[value="Running track"]')).toBeVisible();
  await staff.getByRole("button", { name: w("forms.design.save"), exact: true }).click();
  await expect(staff.getByText(w("forms.saved"))).toBeVisible();
  await expectAccessible(staff);
  await staff.getByRole("button", { name: w("forms.design.undo") }).click();
  await expect(staff.locator('input[value="Running track"]')).toHaveCount(0);
});

test("what was not saved is offered before anything is typed over it, and what is too long is named and kept", async ({
  as,
}) => {
  const w = wording("en");
  const staff = await as("SECTION_STAFF", "en");
  await staff.goto("/reports/forms");
  await startForm(staff, w, { name: `Kept ${Date.now()}`, period: "year" });
  const name = staff.getByRole("textbox", { name: w("forms.design.nameEn") }).first();
  const long = "x".repeat(1001);
  await name.fill(long);
  await expect(staff.getByText(w("forms.problem.beyond.text", { most: 1000 }))).toBeVisible();
  await expect(staff.getByText(w("forms.design.beyond", { count: 1 }))).toBeVisible();
  await expect(staff.getByRole("button", { name: w("forms.design.save"), exact: true })).toBeDisabled();
  await expectAccessible(staff);

  await staff.reload();
  await expect(staff.getByText(w("forms.design.found"))).toBeVisible();
  await expect(staff.locator("div[inert] input").first()).toBeVisible();
  await expectAccessible(staff);
  await staff.reload(); // the offer stands until it is answered
  await staff.getByRole("button", { name: w("forms.design.takeFound") }).click();
  await expect(name).toHaveValue(long);
  await name.fill("Kept for good");
  await staff.reload();
  await staff.getByRole("button", { name: w("forms.design.leaveFound") }).click();
  await expect(name).toHaveValue("");
  await staff.getByRole("button", { name: w("forms.design.redo") }).click();
  await expect(name).toHaveValue("Kept for good");
  await staff.getByRole("button", { name: w("forms.design.undo") }).click();
  await staff.reload();
  await expect(staff.getByRole("button", { name: w("forms.design.save"), exact: true })).toBeVisible();
  await expect(staff.getByText(w("forms.design.found"))).toHaveCount(0);
});

async function startForm(
  staff: Page,
  w: ReturnType<typeof wording>,
  { name, period }: { name: string; period: "year" | "month" },
): Promise<void> {
  await staff.getByRole("button", { name: w("forms.start.title") }).click();
  await staff.locator('[name="nameZh"]').fill(name);
  await staff.locator('[name="period"]').selectOption(period);
  await staff.getByRole("button", { name: w("forms.start.button"), exact: true }).click();
  await expect(staff.getByRole("heading", { name })).toBeVisible();
}

/** A column of items, or a whole table, as one block. */
async function fillByPaste(page: Page, places: Place[], values: Record<string, string>): Promise<void> {
  for (const own of Map.groupBy(places, ({ section }) => section).values()) {
    const lines = Map.groupBy(own, ({ row, address }) => row?.key ?? address);
    const block = [...lines.values()].map((line) => line.map(({ address }) => values[address] ?? "").join("\t"));
    await paste(page, own[0]?.address ?? "", block.join("\r\n"));
  }
}

/** Types a value, or chooses it. */
async function enter(page: Page, address: string, value: string): Promise<void> {
  const control = cell(page, address);
  if ((await control.evaluate((element) => element.tagName)) === "SELECT") await control.selectOption(value);
  else await fill(page, address, value);
}

type Filled = { form: Definition; context: Context; language: Language };

/** Downloads the workbook, fills some cells in as another program would, and brings it back. */
async function fillByWorkbook(
  page: Page,
  w: ReturnType<typeof wording>,
  places: Place[],
  values: Record<string, string>,
  { form, context, language }: Filled,
): Promise<void> {
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: w("fill.workbook.download") }).click();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(await (await download).path());
  const { refs } = layOut(form, context, language === "en" ? "en" : "zh");
  for (const { address, cell: item } of places) {
    const [ref, value = ""] = [refs.get(address), values[address]];
    const target = ref && book.getWorksheet(ref.sheet)?.getCell(ref.row + 1, ref.column + 1);
    if (!target) throw new Error(`${address} is not in the workbook`);
    const word = w(value === "yes" ? "edition.yes" : "edition.no");
    target.value = item.value.type === "yes-no" ? word : item.value.type === "text" ? value : Number(value);
  }
  await page.locator('input[type="file"][accept=".xlsx"]').setInputFiles({
    name: "filled.xlsx",
    mimeType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  });
  await expect(page.getByText(w("fill.workbook.taken", { count: 777 }).split("777").at(-1) ?? "")).toBeVisible();
}

/** Each check of the form is made to fail by typing, is said beside the cells, and is silent again once that is undone. */
async function everyRuleSpeaks(
  page: Page,
  { form, context, language }: Filled,
  values: Record<string, string>,
): Promise<void> {
  const problems = page.locator("#problems");
  const spoken: string[] = [];
  for (const { id } of form.rules) {
    const spoilt = spoil(form, values, id, context, () => 0.4);
    if (!spoilt) continue;
    const changed = Object.keys({ ...values, ...spoilt }).filter((address) => values[address] !== spoilt[address]);
    const finding = evaluate(form, spoilt, context).find(({ ruleId }) => ruleId === id);
    const said = finding?.message[language === "en" ? "en" : "zh"] ?? "";
    for (const address of changed) await enter(page, address, spoilt[address] ?? "");
    await expect(problems, id).toContainText(said);
    for (const address of changed) await enter(page, address, values[address] ?? "");
    await expect(problems, id).not.toContainText(said);
    spoken.push(id);
  }
  // A form that is new has no earlier report to be compared with, and a fact may be none of this school's.
  const silent = form.rules.filter(({ id }) => !spoken.includes(id));
  expect(silent.filter((rule) => !/last-(year|month)|"fact"/.test(JSON.stringify(rule))).map(({ id }) => id)).toEqual(
    [],
  );
}

/** The first edition of a form. */
async function editionNamed(name: string): Promise<{ id: string; definition: Definition }> {
  const { rows } = await asOwnerOf("qinghe", (db) =>
    db.query(
      `select v.id::text, v.definition from "TemplateVersion" v join "Template" t on t.id = v."templateId" where t."nameZh" = $1`,
      [name],
    ),
  );
  return rows[0];
}

async function contextOf(assignmentId: string): Promise<Context> {
  const { rows } = await asOwnerOf("qinghe", (db) =>
    db.query(`select context from "Assignment" where id::text = $1`, [assignmentId]),
  );
  return rows[0].context;
}
