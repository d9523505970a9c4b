import { expect } from "@playwright/test";
import { draftForm } from "../src/features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "../src/features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "../src/features/reports/form/forms/school-facts.ts";
import { design } from "./designing.ts";
import { expectAccessible, type Language, test } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

const REBUILT = [
  { form: MONTHLY_RETURN, language: "en" },
  { form: SCHOOL_FACTS, language: "zh-CN" },
] as const satisfies { form: typeof SCHOOL_FACTS; language: Language }[];

for (const { form, language } of REBUILT) {
  test(`the form ${form.key} is rebuilt from nothing in the designer and published (${language})`, async ({ as }) => {
    test.setTimeout(300_000);
    const w = wording(language);
    const name = `${form.key} ${Date.now()}`;
    const draft = { ...draftForm(form, language === "en" ? "en" : "zh"), names: { en: name, zh: name } };

    const staff = await as("SECTION_STAFF", language);
    await staff.goto("/reports/forms");
    await staff.getByRole("button", { name: w("forms.start.title") }).click();
    await staff.locator('[name="nameZh"]').fill(name);
    await staff.locator('[name="period"]').selectOption(form.period);
    await staff.getByRole("button", { name: w("forms.start.button"), exact: true }).click();
    await expect(staff.getByRole("heading", { name })).toBeVisible();

    await design(staff, w, draft);
    await expect(staff.getByText(w("forms.design.sound"))).toBeVisible();
    await expectAccessible(staff);
    await staff.getByRole("button", { name: w("forms.design.save"), exact: true }).click();
    await expect(staff.getByText(w("forms.saved"))).toBeVisible();

    const head = await as("SECTION_HEAD", language);
    await head.goto(staff.url());
    await head.getByRole("button", { name: w("forms.design.publish.button"), exact: true }).click();
    await head.getByRole("dialog").locator('button[type="submit"]').click();
    await expect(head.getByText(w("forms.published"))).toBeVisible();

    const stored = await asOwnerOf("qinghe", (db) =>
      db.query(
        `select v.definition from "TemplateVersion" v join "Template" t on t.id = v."templateId" where t."nameZh" = $1`,
        [name],
      ),
    );
    const { key: _, ...built } = stored.rows[0]?.definition ?? {};
    const { key: __, ...shipped } = form;
    expect(built).toEqual({ ...shipped, names: { en: name, zh: name } });
  });
}
