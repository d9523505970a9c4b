import ExcelJS from "exceljs";
import { expect, test } from "vitest";
import { GET } from "#app/api/reports/campaigns/[id]/roll-up/form/route.ts";
import { acceptAtDistrict, acceptReport } from "#features/reports/actions.ts";
import { figureAt, type RolledUp, rollUpOf } from "#features/reports/roll-up.ts";
import { addAdjustment, publishRollUp } from "#features/reports/roll-up-actions.ts";
import { layOut } from "#features/reports/workbook/lay-out.ts";
import { rollUpForm } from "#features/reports/workbook/roll-up-form.ts";
import { withSession } from "#server/db.ts";
import { wordsFor } from "#server/words.ts";
import { become, browser, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool } from "#support/factories.ts";
import {
  aCollection,
  assignmentOf,
  aTeam,
  fill,
  key,
  landing,
  mustView,
  open,
  publication,
  send,
  step,
} from "../world.ts";

const LOCALE = "en";

/** What the route answers whoever is signed in, as a workbook; null where it says that there is none. */
async function fetched(campaignId: string, query: string): Promise<ExcelJS.Workbook | null> {
  browser.locale = LOCALE;
  const request = new Request(`http://localhost/api/reports/campaigns/${campaignId}/roll-up/form?${query}`);
  const response = await GET(request, { params: Promise.resolve({ id: campaignId }) });
  if (response.status === 404) return null;
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(await response.arrayBuffer());
  return workbook;
}

async function today(person: SignedIn, campaignId: string): Promise<RolledUp> {
  const found = await withSession(person.digest, (db) => rollUpOf(db, campaignId, { kind: "provisional" }));
  if (!found) throw new Error("no roll-up");
  return found;
}

/** Two districts, one of them with a counted report of a school of two stages, with a line beside it. */
async function aRollUp() {
  const { city, district, section, officer, campaignId: _other } = await aCollection();
  const school = await aSchool(district, { stages: ["PRIMARY", "JUNIOR"] });
  const south = await aDistrict(city);
  await aSchool(south);
  become(section);
  const campaignId = await open(city, { titleEn: "Again", titleZh: "再次" });
  const assignmentId = await assignmentOf(school, campaignId);
  const team = await aTeam(school);
  await fill(team, assignmentId);
  await send(team, assignmentId);
  await acceptAtDistrict({}, await step(officer, assignmentId));
  await acceptReport({}, await step(section, assignmentId));
  const { assignment } = await mustView(section, assignmentId);
  become(section);
  const line = {
    school: `${assignmentId}.${assignment.version}`,
    cell: "B2@total",
    amount: "-3",
    reason: "Twice.",
    _key: key(),
  };
  const { done, ...said } = await addAdjustment({}, fields(line));
  if (!done) throw new Error(JSON.stringify(said));
  return { section, officer, campaignId, district, south };
}

/** Whether every cell of the form holds the figure of the group, at its place in the form's own layout. */
function checkFigures(workbook: ExcelJS.Workbook, rolledUp: RolledUp, group: string): number {
  const stages = ["primary", "junior"] as const;
  const { refs } = layOut(rolledUp.definition, { facts: { stages, primaryGrades: 6 } }, "en");
  let figures = 0;
  for (const { address } of rolledUp.cells) {
    const ref = refs.get(address);
    const value = figureAt(rolledUp, group, address).value;
    const cell =
      ref &&
      workbook
        .getWorksheet(ref.sheet)
        ?.getRow(ref.row + 1)
        .getCell(ref.column + 1);
    expect(cell?.value, address).toBe(value === undefined ? "—" : Number(value));
    if (value !== undefined) figures += 1;
  }
  return figures;
}

test("a roll-up is written as the form, with the figures of one group, what they rest on, and comments on adjusted cells", async () => {
  const { section, officer, campaignId, district, south } = await aRollUp();
  const rolledUp = await today(section, campaignId);
  become(section);
  const whole = await fetched(campaignId, "");
  if (!whole) throw new Error("no file");
  expect(checkFigures(whole, rolledUp, "all")).toBeGreaterThan(100);
  expect(whole.worksheets.map(({ name }) => name)).toEqual([
    "School and pupils",
    "Staff",
    "Premises and equipment",
    "Coverage",
  ]);
  const first = whole.worksheets[0];
  expect(first?.getCell("A1").value).toMatch(/^Again, /);
  expect(first?.getCell("A2").value).toMatch(/1 of 3 schools are counted/);
  const comments: string[] = [];
  for (const sheet of whole.worksheets)
    sheet.eachRow((row) => row.eachCell((cell) => cell.note && comments.push(JSON.stringify(cell.note))));
  expect(comments).toHaveLength(1);
  expect(comments[0]).toMatch(/one adjustment line: -3\. Sum of submissions: \d+/);
  const rests = whole.getWorksheet("Coverage")?.getSheetValues().flat().map(String);
  expect(rests).toContain("Twice.");

  const own = await fetched(campaignId, `by=district&of=${district.districtId}`);
  checkFigures(own ?? whole, rolledUp, `district:${district.districtId}`);
  const none = await fetched(campaignId, `by=district&of=${south.districtId}`);
  if (!none) throw new Error("no file of a district without figures");
  expect(checkFigures(none, rolledUp, `district:${south.districtId}`)).toBe(0);
  checkFigures((await fetched(campaignId, "by=stage&of=junior")) ?? whole, rolledUp, "stage:junior");
  expect(await fetched(campaignId, "by=district&of=elsewhere")).toBeNull();
  // A published one says so, and stays as it was; districts have it too.
  const form = await publication(section, campaignId);
  become(section);
  await landing(() => publishRollUp({}, fields(form)));
  become(officer);
  const published = await fetched(campaignId, "snapshot=1");
  if (!published) throw new Error("no file of the snapshot");
  checkFigures(published, rolledUp, "all");
  expect(published.worksheets[0]?.getCell("A3").value).toMatch(/^Published as No\. 1 .*SHA-256 [0-9a-f]{64}/);
  expect(await fetched(campaignId, "snapshot=2")).toBeNull();
  become(await signIn("SCHOOL_HEAD", await aSchool(south)));
  expect(await fetched(campaignId, "snapshot=1")).toBeNull();
}, 90_000);

test("a figure that Excel would round is written as text, and a school's own rows are left to their total", async () => {
  const { section, campaignId } = await aRollUp();
  const rolledUp = await today(section, campaignId);
  const long = "1234567890123456";
  const figures = new Map([["all", new Map([["E1", { value: long, schools: 1 }]])]]);
  const definition = structuredClone(rolledUp.definition);
  const table = definition.sheets[0]?.sections[1];
  if (table?.kind !== "table") throw new Error("another layout");
  table.rows = { kind: "own", of: "class", most: 40 };
  const bytes = await rollUpForm(
    { ...rolledUp, definition, figures, adjustments: new Map() },
    { key: "all", title: "x", kindMeans: "", origin: "" },
    LOCALE,
    (text, values) => wordsFor(LOCALE, text, values),
    new Date(0),
  );
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
  const texts = workbook.worksheets.flatMap((sheet) =>
    sheet
      .getSheetValues()
      .flat()
      .filter((value) => value != null),
  );
  expect(texts).toContain(long);
  expect(texts).not.toContain("Class 1");
  expect(texts).toContain("Total");
}, 60_000);
