import { expect, type Page } from "@playwright/test";
import { cell, fill, openCampaign, savedAll } from "./filling.ts";
import { test } from "./people.ts";
import { asOwnerOf } from "./sessions.ts";
import { wording } from "./wording.ts";

const EDITS = 300;
const CELLS = ["D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8", "D9", "D10", "F1", "F2", "F3", "F4", "F6", "F7"];

/** mulberry32: the same edits every time. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

async function editionOf(key: string): Promise<string> {
  const { rows } = await asOwnerOf("qinghe", (db) =>
    db.query(
      `select v.id::text from "TemplateVersion" v join "Template" t on t.id = v."templateId" where t.key = $1 order by v.number desc limit 1`,
      [key],
    ),
  );
  return rows[0]?.id;
}

async function heldIn(assignmentId: string): Promise<Map<string, string>> {
  const { rows } = await asOwnerOf("qinghe", (db) =>
    db.query(
      `select v.cell, v.value from "CellValue" v join "Submission" s on s.id = v."submissionId"
         join "Assignment" a on a.id = s."assignmentId" and a.current = s.number where a.id::text = $1`,
      [assignmentId],
    ),
  );
  return new Map(rows.map((row) => [row.cell, row.value]));
}

/** Chooses between the two figures of each conflict, as the dice fall, until there is none. */
async function settle(page: Page, random: () => number): Promise<void> {
  const alert = page.getByRole("alert").locator("li");
  for (let tries = 0; tries < 60 && (await alert.count()) > 0; tries += 1) {
    const buttons = alert.first().getByRole("button");
    await buttons.nth(random() < 0.5 ? 0 : 1).click();
  }
}

/** Types a figure here and there, on the one page and the other; what was typed in each cell. */
async function editTogether(pages: readonly Page[], random: () => number): Promise<Map<string, Set<string>>> {
  const typed = new Map<string, Set<string>>(CELLS.map((address) => [address, new Set()]));
  for (let edit = 0; edit < EDITS; edit += 1) {
    const page = pages[random() < 0.5 ? 0 : 1];
    const address = CELLS[Math.floor(random() * CELLS.length)] ?? "D1";
    const value = String(Math.floor(random() * 9000));
    typed.get(address)?.add(value);
    if (page) await fill(page, address, value);
    if (page && random() < 0.05) await settle(page, random);
  }
  return typed;
}

test("two people making 300 edits in one report lose no cell, see each other, and end with the same figures", async ({
  as,
}) => {
  test.setTimeout(300_000);
  const w = wording("en");
  const title = `Two clerks ${Date.now()}`;
  const [staff, edition] = [await as("SECTION_STAFF"), await editionOf("school-facts")];
  await openCampaign(staff, () => as("SECTION_HEAD"), w, edition, { title, period: "year" });
  const pages = [await as("SCHOOL_CLERK"), await as("SCHOOL_HEAD")] as const;
  for (const page of pages) {
    await page.getByRole("link", { name: title }).click();
    await expect(cell(page, "D1")).toBeEditable();
  }
  const id = new URL(pages[0].url()).pathname.split("/").at(-1) ?? "";
  const random = seeded(20_260_901);
  const before = await heldIn(id);
  const typed = await editTogether(pages, random);
  // A figure that one of them chose in a conflict may meet one that the other has typed since.
  for (const page of [...pages, ...pages]) {
    const torn = page.getByRole("alert").locator("li");
    const unsaved = () => page.locator('[data-saving]:not([data-saving="saved"])').count();
    await expect
      .poll(async () => {
        await settle(page, random);
        return (await torn.count()) + (await unsaved());
      })
      .toBe(0);
    await savedAll(page, w);
  }

  const held = await heldIn(id);
  for (const [address, values] of typed) expect([...values], address).toContain(held.get(address));
  for (const [address, value] of before) if (!typed.has(address)) expect(held.get(address), address).toBe(value);
  for (const page of pages) {
    await page.reload();
    await expect(cell(page, "D1")).toBeEditable();
    for (const address of CELLS) {
      const shown = (await cell(page, address).inputValue()).replaceAll(",", "");
      expect(shown, address).toBe(held.get(address) ?? "");
    }
    await expect(page.getByText(/is filling in this report too/)).toBeVisible();
  }
});
