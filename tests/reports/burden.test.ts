import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { closeCampaign, openCampaign, waiveHeld } from "#features/reports/actions.ts";
import { listLedger, timeOf, totalOf } from "#features/reports/burden-ledger.ts";
import { previewCampaign } from "#features/reports/campaign-choices.ts";
import { burdenOf } from "#features/reports/form/burden.ts";
import { LEAST_REPORTS, measuredPaces, paceOf } from "#features/reports/pace.ts";
import { CampaignInput } from "#features/reports/schema.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, auditOf, inTenant } from "#support/factories.ts";
import {
  aCity,
  aCollection,
  assignmentOf,
  type City,
  campaignFields,
  fill,
  formOf,
  key,
  landing,
  open,
  send,
} from "./world.ts";

type Over = Record<string, string | string[]>;

const preview = (person: SignedIn, city: City, over: Over = {}) =>
  withSession(person.digest, (db) => previewCampaign(db, CampaignInput.parse(campaignFields(city, over))));

const waiving = (city: City, over: Over = {}) =>
  waiveHeld({}, fields({ ...campaignFields(city, over), reason: "The ministry wants it by class." }));

const entryOf = (city: City, campaignId: string) =>
  inTenant(city, (db) => db.burdenEntry.findFirstOrThrow({ where: { campaignId } }));

test("the preview says what is then frozen: cells of each school, filled and asked", async () => {
  const city = await aCity();
  const district = await aDistrict(city);
  const primary = await aSchool(district);
  await aSchool(district, { stages: ["PRIMARY", "JUNIOR"] });
  const staff = await signIn("SECTION_STAFF", city);
  const { burden, pace, schools } = await preview(staff, city);
  expect(pace).toEqual({ paceMs: null, basis: null, reports: 0 });
  const campaignId = await open(city);
  expect(await entryOf(city, campaignId)).toMatchObject({ schools: schools.length, ...burden, ...pace });
  const assignments = await inTenant(city, (db) => db.assignment.findMany({ where: { campaignId } }));
  expect(assignments.reduce((sum, { asked }) => sum + (asked ?? 0), 0)).toBe(burden.asked);
  const { definition, context } = await formOf(primary, await assignmentOf(primary, campaignId));
  expect(assignments.find(({ schoolId }) => schoolId === primary.schoolId)).toMatchObject(
    burdenOf(definition, context),
  );
});

test("what was reckoned at the opening stays, whoever writes", async () => {
  const { city, campaignId } = await aCollection();
  const change = (write: Parameters<typeof inTenant>[1]) => expect(inTenant(city, write)).rejects.toThrow();
  await change((db) => db.burdenEntry.updateMany({ where: { campaignId }, data: { asked: 1 } }));
  await change((db) =>
    db.assignment.updateMany({ where: { campaignId }, data: { asked: 1, version: { increment: 1 } } }),
  );
});

test("what is held is asked again only with a head's waiver, which serves once", async () => {
  const { city, section, campaignId } = await aCollection();
  const staff = await signIn("SECTION_STAFF", city);
  const { held } = await preview(staff, city);
  expect(held).toHaveLength(46);
  expect(held[0]?.by).toEqual([
    expect.objectContaining({ kind: "campaign", id: campaignId, titleEn: "School facts 2026", schools: 1 }),
  ]);
  const opening = () => openCampaign({}, fields(campaignFields(city)));
  expect(await opening()).toMatchObject({ message: expect.stringContaining("held already") });
  expect(await waiving(city)).toMatchObject({ message: expect.stringContaining("role") });
  become(section);
  expect(await waiving(city)).toMatchObject({ done: true });
  expect(await waiving(city)).toMatchObject({ message: expect.stringContaining("waived already") });
  become(staff);
  expect((await preview(staff, city)).waiver).toMatchObject({ reason: "The ministry wants it by class." });
  expect((await preview(staff, city, { stages: "PRIMARY" })).waiver).toBeUndefined();
  const second = (await landing(opening)).split("/").at(-1);
  const waivers = await inTenant(city, (db) => db.waiver.findMany());
  expect(waivers).toMatchObject([{ campaignId: second, held, grantedByName: expect.any(String) }]);
  expect(await auditOf(city, waivers[0]?.id ?? "")).toMatchObject([
    {
      capability: "campaign.waive",
      reason: "The ministry wants it by class.",
      personId: section.personId,
      detail: { cells: held.length },
    },
  ]);
  expect(await opening()).toMatchObject({ message: expect.stringContaining("held already") });
});

test("other schools, another day and what nobody answered are not held; figures of the school year are", async () => {
  const { city, district, section, campaignId } = await aCollection();
  become(section);
  const other = await aDistrict(city);
  await aSchool(other);
  expect((await preview(section, city, { districtIds: other.districtId })).held).toEqual([]);
  expect((await preview(section, city, { districtIds: district.districtId })).held).not.toEqual([]);
  const later = await preview(section, city, { refersTo: "2027-03-01" });
  expect(later.held.map(({ code }) => code)).toEqual(["B8", "F2", "F6"]);
  expect((await preview(section, city, { templateVersionId: city.monthly, refersTo: "2026-10" })).held).toEqual([]);
  expect(
    await waiveHeld({}, fields({ ...campaignFields(city, { districtIds: other.districtId }), reason: "No need." })),
  ).toMatchObject({ message: expect.stringContaining("needs no waiver") });
  const { version } = await inTenant(city, (db) => db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
  expect(await closeCampaign({}, fields({ campaignId, _version: version, reason: "A mistake." }))).toMatchObject({
    done: true,
  });
  expect((await preview(section, city)).held).toEqual([]);
});

test("sending a report measures its filling; few measured reports say nothing of a form, enough say it for all", async () => {
  const { city, section, team, campaignId, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
  const [sent] = await inTenant(city, (db) => db.submission.findMany({ where: { assignmentId } }));
  expect(sent).toMatchObject({ fillSeconds: 30, pastedCells: 0 });
  const ask = <T>(query: Parameters<typeof withSession<T>>[1]) => withSession(section.digest, query);
  expect(await ask((db) => paceOf(db, "school-facts"))).toEqual({ paceMs: null, basis: null, reports: 0 });

  const { districtId } = await aDistrict(city);
  const stamped = { campaignId, districtId, code: "", ownership: "PUBLIC", prefilled: 0, status: "SUBMITTED" } as const;
  const paces = [1000, 2000, 3000, 4000, 90_000];
  const measured = async (count: number, pasted: number) => {
    for (const pace of paces.slice(0, count)) {
      const { schoolId } = await aSchool({ tenantId: city.tenantId, districtId });
      await inTenant(city, async (db) => {
        const { id } = await db.assignment.create({ data: { ...stamped, schoolId, asked: 100 }, select: { id: true } });
        const submission = { id: randomUUID(), assignmentId: id, schoolId, number: 1 };
        await db.submission.createMany({ data: { ...submission, fillSeconds: pace / 10, pastedCells: pasted } });
      });
    }
  };
  await measured(LEAST_REPORTS, 50);
  expect((await ask((db) => measuredPaces(db, [campaignId]))).size).toBe(0);
  await measured(LEAST_REPORTS - 1, 49);
  const reports = LEAST_REPORTS;
  expect(await ask((db) => paceOf(db, "school-facts"))).toEqual({ paceMs: 2000, basis: "FORM", reports });
  expect(await ask((db) => paceOf(db, "monthly-return"))).toEqual({ paceMs: 2000, basis: "CITY", reports });
  expect((await ask((db) => measuredPaces(db, [campaignId]))).get(campaignId)).toEqual({ paceMs: 2000, reports });
  become(section);
  const monthly = await open(city, { templateVersionId: city.monthly, refersTo: "2026-10", _key: key() });
  expect(await entryOf(city, monthly)).toMatchObject({ paceMs: 2000, basis: "CITY", reports });
});

test("the ledger adds up what was counted, each place sees its own, and what was not counted is no nought", async () => {
  const { city, school, officer, section, team, campaignId } = await aCollection();
  const away = await signIn("DISTRICT_OFFICER", await aDistrict(city));
  const ledger = (person: SignedIn) => withSession(person.digest, (db) => listLedger(db, city.yearId));
  const { definition, context } = await formOf(school, await assignmentOf(school, campaignId));
  const cost = { reports: 1, ...burdenOf(definition, context) };
  for (const person of [section, officer, team.head]) {
    const rows = await ledger(person);
    expect(rows).toMatchObject([
      {
        id: campaignId,
        ...cost,
        measured: null,
        estimated: null,
        waiver: null,
        groups: [{ group: "primary", ...cost }],
      },
    ]);
    expect(totalOf(rows)).toEqual({ ...cost, campaigns: 1, seconds: null, untimed: 1 });
    expect(totalOf(rows, "primary")).toEqual(totalOf(rows));
    expect(totalOf(rows, "junior")).toMatchObject({ campaigns: 0, asked: null });
  }
  expect(await ledger(away)).toEqual([]);
  expect(await withSession(section.digest, (db) => listLedger(db, city.lastYearId))).toEqual([]);
  const [row] = await ledger(section);
  if (!row) throw new Error("no row");
  const estimated = { paceMs: 10_000, basis: "FORM" as const, reports: 40 };
  expect(timeOf({ measured: null, estimated }, 12)).toEqual({ seconds: 120, from: "estimated" });
  expect(timeOf({ measured: { paceMs: 5000, reports: 9 }, estimated }, 12)).toEqual({ seconds: 60, from: "measured" });
  expect(timeOf({ measured: null, estimated }, null)).toBeNull();
  const uncounted = { ...row, asked: null, prefilled: null, groups: [] };
  expect(totalOf([uncounted])).toMatchObject({ campaigns: 1, asked: null, prefilled: null, untimed: 1 });
  expect(totalOf([uncounted, { ...row, estimated }])).toMatchObject({
    asked: cost.asked,
    seconds: cost.asked * 10,
    untimed: 1,
  });
});
