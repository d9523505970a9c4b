import type { Page } from "@playwright/test";
import type { CellDraft, FormDraft, SectionDraft } from "../src/features/reports/form/form-draft.ts";
import type { wording } from "./wording.ts";

type Words = ReturnType<typeof wording>;
type Place = readonly (string | number)[];

const idOf = (path: Place) => `d-${path.join(".")}`;
const at = (page: Page, path: Place) => page.locator(`[id="${idOf(path)}"]`);

/** Types a text, or chooses an option, where it is not so yet. */
async function put(page: Page, path: Place, value: string): Promise<void> {
  const field = at(page, path);
  if ((await field.inputValue()) === value) return;
  if ((await field.evaluate((element) => element.tagName)) === "SELECT") await field.selectOption(value);
  else await field.fill(value);
}

async function putBoth(page: Page, path: Place, { en, zh }: { en: string; zh: string }): Promise<void> {
  await put(page, [...path, "zh"], zh);
  await put(page, [...path, "en"], en);
}

const press = (page: Page, name: string) =>
  page
    .locator(`button:text-is(${JSON.stringify(name)})`)
    .last()
    .click();

/** Builds a form on the page of its designer, from nothing, as a person would: by pasting, typing and choosing. */
export async function design(page: Page, w: Words, draft: FormDraft): Promise<void> {
  await putBoth(page, ["names"], draft.names);
  for (const [index, sheet] of draft.sheets.entries()) {
    await press(page, w("forms.design.add.sheet"));
    const path = ["sheets", index];
    await putBoth(page, [...path, "names"], sheet.names);
    await put(page, [...path, "key"], sheet.key);
    for (const [nth, section] of sheet.sections.entries()) {
      await press(page, w(`forms.design.add.${section.kind}`));
      await designSection(page, w, [...path, "sections", nth], section);
    }
  }
  await press(page, w("forms.design.tabs.checks"));
  for (const [index, rule] of draft.rules.entries()) await designRule(page, w, ["rules", index], rule);
}

async function designSection(page: Page, w: Words, path: Place, section: SectionDraft): Promise<void> {
  await put(page, [...path, "code"], section.code);
  await putBoth(page, [...path, "names"], section.names);
  await putBoth(page, [...path, "help"], section.help);
  const card = page.locator(`[id="section-${path.join(".")}"]`);
  const isTable = section.kind === "table";
  if (isTable) {
    await put(page, [...path, "rows", "kind"], section.rows.kind);
    if (section.total) await putBoth(page, [...path, "total"], section.total);
  }
  const cells = isTable ? section.columns : section.cells;
  await paste(card.getByPlaceholder(w("forms.design.paste")), w, cells);
  for (const [index, cell] of cells.entries()) {
    await designCell(page, w, [...path, isTable ? "columns" : "cells", index], cell);
  }
}

/** As a block that was copied out of a sheet. */
async function paste(box: ReturnType<Page["locator"]>, w: Words, cells: readonly CellDraft[]): Promise<void> {
  const lines = cells.map(({ code, names, unit, value, measure, required }) =>
    [
      ...[code, names.zh, names.en, unit.zh, unit.en, w(`forms.design.kinds.${value.type}`)],
      ...[w(`forms.design.measures.${measure}`), w(`forms.design.yesNo.${required ? "yes" : "no"}`)],
    ].join("\t"),
  );
  await box.evaluate((element, text) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", text);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, lines.join("\r\n"));
}

/** What an item has beyond its line in the grid, where that is not what a new one has. */
function beyondLine({ value, help, combines, hint, shown }: CellDraft): [Place, string][] {
  const numeric = value.type === "integer" || value.type === "decimal";
  const entries: [Place, string | undefined][] = [
    [["help", "zh"], help.zh],
    [["help", "en"], help.en],
    [["value", "min"], numeric ? value.min : ""],
    [["value", "max"], numeric ? value.max : value.type === "text" ? String(value.max) : ""],
    [["value", "places"], value.type === "decimal" ? String(value.places) : ""],
    [["combines"], combines],
    [["hint"], hint],
    [["shown"], shown],
  ];
  return entries.flatMap(([place, text]) => (text ? [[place, text]] : []));
}

/** What does not stand in the line of an item, in its dialog; left alone where there is nothing of it. */
async function designCell(page: Page, w: Words, path: Place, cell: CellDraft): Promise<void> {
  const { starts = [], stages = [] } = cell;
  const entries = beyondLine(cell);
  if (entries.length + starts.length + stages.length === 0) return;
  await page
    .locator("tr", { has: at(page, [...path, "code"]) })
    .locator(`button:text-is(${JSON.stringify(w("forms.design.more"))})`)
    .click();
  const dialog = page.getByRole("dialog");
  for (const [part, text] of entries) await put(page, [...path, ...part], text);
  for (const one of starts) {
    if (one.from === "last-month") await dialog.getByLabel(w("forms.design.startsMonth")).fill(one.code);
    else await dialog.getByLabel(w("forms.design.startsRegister")).selectOption(one.fact);
  }
  for (const stage of stages) await dialog.getByLabel(w(`label.stage.${stage.toUpperCase()}`), { exact: true }).check();
  await page.keyboard.press("Escape");
}

async function designRule(page: Page, w: Words, path: Place, rule: FormDraft["rules"][number]): Promise<void> {
  await press(page, w("forms.design.add.rule"));
  const card = page.locator("details", { has: at(page, [...path, "id"]) });
  await put(page, [...path, "id"], rule.id);
  await put(page, [...path, "severity"], rule.severity);
  const { scope } = rule;
  await put(page, [...path, "scope", "kind"], scope.kind);
  if ("table" in scope) await put(page, [...path, "scope", "table"], scope.table);
  if ("rows" in scope) await put(page, [...path, "scope", "rows"], scope.rows);
  const codes = "codes" in scope ? scope.codes : "columns" in scope ? scope.columns : null;
  if (codes) {
    const items = card.getByLabel(w("forms.design.items"), { exact: true });
    await items.fill(codes.join(", "));
    await items.press("Tab");
  }
  for (const part of ["when", "holds", "marks"] as const) await put(page, [...path, part], rule[part]);
  for (const part of ["statement", "message", "clause"] as const) await putBoth(page, [...path, part], rule[part]);
  await card.locator("summary").click();
}
