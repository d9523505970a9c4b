import { randomUUID } from "node:crypto";
import { POST } from "#app/api/reports/cells/route.ts";
import { openCampaign, signAndSubmit } from "#features/reports/actions.ts";
import { contextOf, definitionOf } from "#features/reports/edition.ts";
import type { Context } from "#features/reports/form/cells.ts";
import type { Definition } from "#features/reports/form/definition.ts";
import { evaluate } from "#features/reports/form/evaluate.ts";
import { plausibleValues } from "#features/reports/form/example.ts";
import { installTemplates } from "#features/reports/install-templates.ts";
import type { RollUpKind } from "#features/reports/lifecycle.ts";
import { seenIn } from "#features/reports/publish.ts";
import { findReport } from "#features/reports/queries.ts";
import { rollUpOf } from "#features/reports/roll-up.ts";
import type { SavedCells } from "#features/reports/save-cells.ts";
import { WaiveInput } from "#features/reports/schema.ts";
import { waive } from "#features/reports/waive.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { type ASchool, aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { seeded } from "./form/schools.ts";

export type City = { tenantId: string; yearId: string; lastYearId: string; facts: string; monthly: string };

/** A tenant with two school years and both forms. */
export async function aCity(over: Parameters<typeof aTenant>[0] = {}): Promise<City> {
  const { tenantId } = await aTenant(over);
  return inTenant({ tenantId }, async (db) => {
    await installTemplates(db);
    const year = (start: number) =>
      db.schoolYear.create({
        data: {
          nameEn: `${start}/${start + 1}`,
          nameZh: `${start}—${start + 1}学年`,
          startsOn: new Date(`${start}-09-01`),
          endsOn: new Date(`${start + 1}-08-31`),
        },
        select: { id: true },
      });
    const [last, now] = [await year(2025), await year(2026)];
    const edition = async (key: string) =>
      (await db.templateVersion.findFirstOrThrow({ where: { template: { key } }, select: { id: true } })).id;
    return {
      tenantId,
      yearId: now.id,
      lastYearId: last.id,
      facts: await edition("school-facts"),
      monthly: await edition("monthly-return"),
    };
  });
}

export const key = () => randomUUID();

/** What the campaign's form would send; the deadline lies far ahead. */
export function campaignFields(city: City, over: Record<string, string | string[]> = {}) {
  return {
    templateVersionId: city.facts,
    schoolYearId: city.yearId,
    titleEn: "School facts 2026",
    titleZh: "2026年学校基本情况",
    refersTo: "2026-09-01",
    dueDate: "2036-09-20",
    dueTime: "24:00",
    _key: key(),
    ...over,
  };
}

/** The redirect after success is thrown by Next. */
export async function landing(run: () => Promise<FormState>): Promise<string> {
  try {
    throw new Error(`refused: ${JSON.stringify(await run())}`);
  } catch (error) {
    const digest = (error as { digest?: string }).digest;
    if (!digest?.startsWith("NEXT_REDIRECT")) throw error;
    return digest.split(";")[2] ?? "";
  }
}

/** The section's leave to ask again what is held, where such a campaign needs any. */
export async function waiveAll(city: City, over: Record<string, string | string[]> = {}): Promise<void> {
  const input = WaiveInput.parse({ ...campaignFields(city, over), reason: "For the test." });
  await inTenant(city, (db) => waive(db, { name: "Head" }, input)).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
  });
}

/** Opens a campaign as whoever is signed in, with the leave it needs. */
export async function open(city: City, over: Record<string, string | string[]> = {}): Promise<string> {
  await waiveAll(city, over);
  const address = await landing(() => openCampaign({}, fields(campaignFields(city, over))));
  return address.split("/").at(-1) ?? "";
}

/** Moves a campaign's deadline as no door would, to let reports be late. */
export async function moveDeadline(city: { tenantId: string }, campaignId: string, dueAt: Date): Promise<void> {
  await inTenant(city, (db) =>
    db.campaign.updateMany({ where: { id: campaignId }, data: { dueAt, version: { increment: 1 } } }),
  );
}

export async function assignmentOf(school: ASchool, campaignId: string): Promise<string> {
  const { id } = await inTenant(school, (db) =>
    db.assignment.findFirstOrThrow({ where: { campaignId, schoolId: school.schoolId }, select: { id: true } }),
  );
  return id;
}

export type Cells = { cell: string; value: string; base: number | null }[];

/** What the page sends as people type. */
export async function save(
  assignmentId: string,
  number: number,
  cells: Cells,
): Promise<{ status: number; done?: SavedCells; message?: string }> {
  const request = new Request("http://localhost/api/reports/cells", {
    method: "POST",
    headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
    body: JSON.stringify({ assignmentId, number, cells }),
  });
  const response = await POST(request);
  return { status: response.status, ...(await response.json()) };
}

/** The report's page as this person sees it. */
export function view(person: SignedIn, assignmentId: string, number?: number) {
  return withSession(person.digest, (db, actor) => {
    if (actor === null || typeof actor === "string") throw new Error("nobody");
    return findReport(db, actor, assignmentId, number);
  });
}

export async function mustView(person: SignedIn, assignmentId: string, number?: number) {
  const found = await view(person, assignmentId, number);
  if (!found) throw new Error("not there");
  return found;
}

/** Values for this school that fail no error check and raise no warning, found by trying seeds. */
export function cleanValues(definition: Definition, context: Context): Record<string, string> {
  for (let seed = 1; seed < 500; seed += 1) {
    const values = plausibleValues(definition, context, seeded(seed));
    if (!evaluate(definition, values, context).some(({ severity }) => severity !== "info")) return values;
  }
  throw new Error("no clean filling found");
}

export type Team = { clerk: SignedIn; head: SignedIn };

export async function aTeam(school: ASchool): Promise<Team> {
  return { clerk: await signIn("SCHOOL_CLERK", school), head: await signIn("SCHOOL_HEAD", school) };
}

/** The clerk fills every cell; the figures are returned. */
export async function fill({ clerk }: Team, assignmentId: string): Promise<Record<string, string>> {
  become(clerk);
  const report = await mustView(clerk, assignmentId);
  const values = cleanValues(report.definition, report.context);
  const cells = Object.entries(values).map(([cell, value]) => ({
    cell,
    value,
    base: report.cells[cell]?.version ?? null,
  }));
  const answer = await save(assignmentId, report.submission.number, cells);
  if (!answer.done || Object.keys(answer.done.saved).length !== cells.length)
    throw new Error(JSON.stringify(answer).slice(0, 500));
  return values;
}

/** The fields of a step on this report, as this person's page would send them. */
export async function step(person: SignedIn, assignmentId: string, more: Record<string, string> = {}) {
  become(person);
  const { assignment, revision } = await mustView(person, assignmentId);
  return fields({ assignmentId, _version: assignment.version, revision, _key: key(), ...more });
}

export async function send(team: Team, assignmentId: string): Promise<FormState> {
  return signAndSubmit({}, await step(team.head, assignmentId));
}

/** A district with one primary school that has a clerk and a head, and a campaign of school facts. */
export async function aCollection(over: { fillerMaySign?: boolean } = {}) {
  const city = await aCity(over);
  const district = await aDistrict(city);
  const school = await aSchool(district);
  const section = await signIn("SECTION_HEAD", city);
  const campaignId = await open(city);
  const assignmentId = await assignmentOf(school, campaignId);
  const officer = await signIn("DISTRICT_OFFICER", district);
  return { city, district, school, section, officer, team: await aTeam(school), campaignId, assignmentId };
}

/** The form and context of an assignment, as stored. */
export function formOf(
  school: { tenantId: string },
  assignmentId: string,
): Promise<{ definition: Definition; context: Context }> {
  return inTenant(school, async (db) => {
    const found = await db.assignment.findFirstOrThrow({
      where: { id: assignmentId },
      select: { context: true, campaign: { select: { templateVersionId: true } } },
    });
    return { definition: await definitionOf(db, found.campaign.templateVersionId), context: contextOf(found.context) };
  });
}

/** What the roll-up's page would send to publish what it shows. */
export async function publication(person: SignedIn, campaignId: string, kind: RollUpKind = "provisional") {
  const rolledUp = await withSession(person.digest, (db) => rollUpOf(db, campaignId, { kind }));
  if (!rolledUp) throw new Error("no roll-up");
  return { campaignId, kind, titleEn: "Facts", titleZh: "基本情况", seen: seenIn(rolledUp, kind), _key: key() };
}
