import { expect, test } from "vitest";
import { GET as exported } from "#app/(portal)/reports/forms/[id]/xlsform/route.ts";
import { POST as taken } from "#app/(portal)/reports/forms/read/route.ts";
import { findEdition } from "#features/reports/edition.ts";
import { put } from "#features/reports/form/draft-edits.ts";
import { draftForm, type FormDraft } from "#features/reports/form/form-draft.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { discardForm, publishForm, saveForm, startEdition, startForm } from "#features/reports/form-actions.ts";
import { findDraft } from "#features/reports/form-queries.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { inTenant } from "#support/factories.ts";
import { aCity, aCollection, type City, key, landing } from "./world.ts";

const DRAFT = draftForm(MONTHLY_RETURN, "en");
const versionOf = async (city: City, templateId: string) =>
  (await inTenant(city, (db) => findDraft(db, templateId, "en")))?.saved.version ?? 0;

async function aDraft(person: SignedIn): Promise<string> {
  become(person);
  return (
    (await landing(() => startForm({}, fields({ nameZh: "月报二", nameEn: "", period: "month", _key: key() }))))
      .split("/")
      .at(-1) ?? ""
  );
}

const keep = async (city: City, person: SignedIn, templateId: string, content: FormDraft, version?: number) => {
  become(person);
  const _version = version ?? (await versionOf(city, templateId));
  return saveForm({}, fields({ templateId, _version, content: JSON.stringify(content) }));
};

test("a form is published by whoever did not save it last, and only while it is sound", async () => {
  const city = await aCity();
  const [staff, head] = [await signIn("SECTION_STAFF", city), await signIn("SECTION_HEAD", city)];
  const templateId = await aDraft(staff);
  const publish = async (person: SignedIn) => {
    become(person);
    return publishForm({}, fields({ templateId, _version: await versionOf(city, templateId), _key: key() }));
  };
  expect((await publish(staff)).message).toContain("does not allow");
  expect((await publish(head)).message).toContain("problem");
  await keep(city, head, templateId, DRAFT);
  expect((await publish(head)).message).toContain("You saved this draft last");
  await keep(city, staff, templateId, { ...DRAFT, names: { en: "", zh: "月报二" } });
  expect(await landing(() => publish(head))).toBe("/reports/forms");
  const [edition] = await inTenant(city, (db) => db.templateVersion.findMany({ where: { templateId } }));
  expect(edition).toMatchObject({ number: 1, publishedByName: head.name });
  expect(await inTenant(city, (db) => db.templateDraft.count({ where: { templateId } }))).toBe(0);
});

test("text that no database or page can take is kept without what hides in it; what is too long is refused whole", async () => {
  const city = await aCity();
  const staff = await signIn("SECTION_STAFF", city);
  const templateId = await aDraft(staff);
  const named = (zh: string): FormDraft => ({ ...DRAFT, names: { en: "", zh } });
  expect((await keep(city, staff, templateId, named("月\u0000报\u202e\ud800二\n行"))).done).toBe(true);
  const kept = async () => (await inTenant(city, (db) => findDraft(db, templateId, "en")))?.content.names.zh;
  expect(await kept()).toBe("月报\ufffd二\n行");
  expect((await keep(city, staff, templateId, named("长".repeat(1001)))).done).toBeUndefined();
  expect(await kept()).toBe("月报\ufffd二\n行");
});

test("who saves over somebody else is shown both states, item by item", async () => {
  const city = await aCity();
  const [one, other] = [await signIn("SECTION_STAFF", city), await signIn("SECTION_HEAD", city)];
  const templateId = await aDraft(one);
  await keep(city, one, templateId, DRAFT);
  const version = await versionOf(city, templateId);
  const at = ["sheets", 0, "sections", 0, "cells", 1];
  await keep(city, other, templateId, put(DRAFT, [...at, "names", "en"], "moved in"), version);
  const mine = put(put(DRAFT, [...at, "required"], false), ["rules", 0, "holds"], "M8 = M1");
  const answer = await keep(city, one, templateId, mine, version);
  expect(answer.version).toBe(version + 1);
  expect(answer.conflict).toEqual([
    { label: "Item M2 · Name in English", mine: "transferred in", theirs: "moved in" },
    { label: "Item M2 · Must be filled in", mine: "No", theirs: "Yes" },
    {
      label: `Check ${DRAFT.rules[0]?.id} · This has to hold`,
      mine: "M8 = M1",
      theirs: "M8 = sum(M1:M3) − sum(M4:M7)",
    },
  ]);
  expect((await keep(city, one, templateId, mine, answer.version)).done).toBe(true);
});

test("a next edition begins with the last one; what is open keeps its own; what is taken back leaves the editions", async () => {
  const { city, section, campaignId } = await aCollection();
  const staff = await signIn("SECTION_STAFF", city);
  const { templateId } = await inTenant(city, (db) =>
    db.templateVersion.findFirstOrThrow({ where: { id: city.facts }, select: { templateId: true } }),
  );
  become(staff);
  const start = () => startEdition({}, fields({ templateId, _key: key() }));
  await landing(start);
  expect(await start()).toMatchObject({ stale: true });
  const found = await inTenant(city, (db) => findDraft(db, templateId, "en"));
  await keep(city, staff, templateId, put(found?.content as FormDraft, ["names", "en"], "School facts, anew"));
  become(section);
  await landing(async () =>
    publishForm({}, fields({ templateId, _version: await versionOf(city, templateId), _key: key() })),
  );
  const editions = await inTenant(city, (db) =>
    db.templateVersion.findMany({
      where: { templateId },
      orderBy: { number: "asc" },
      select: { id: true, number: true },
    }),
  );
  expect(editions.map(({ number }) => number)).toEqual([1, 2]);
  const second = await inTenant(city, (db) => findEdition(db, editions[1]?.id ?? ""));
  expect([second?.previous?.names.en, second?.definition.names.en]).toEqual([
    "School facts at 1 September",
    "School facts, anew",
  ]);
  const campaign = await inTenant(city, (db) => db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
  expect(campaign.templateVersionId).toBe(city.facts);
  become(staff);
  await landing(start);
  await landing(() => discardForm({}, fields({ templateId, _version: 1, _key: key() })));
  expect(await inTenant(city, (db) => db.templateVersion.count({ where: { templateId } }))).toBe(2);
});

test("a form leaves as an XLSForm and is taken in again, for the section alone", async () => {
  const { city, section, team } = await aCollection();
  become(section);
  const at = { params: Promise.resolve({ id: city.monthly }) };
  const file = await exported(new Request("http://localhost/x"), at);
  const bytes = await file.arrayBuffer();
  const take = (body: ArrayBuffer | string) =>
    taken(new Request("http://localhost/x", { method: "POST", body }), { params: Promise.resolve({}) });
  expect(await (await take(bytes)).json()).toEqual({ draft: DRAFT, notes: [] });
  const refused = await take("no workbook");
  expect([refused.status, (await refused.json()).message]).toEqual([409, expect.any(String)]);
  become(team.clerk);
  expect((await exported(new Request("http://localhost/x"), at)).status).toBe(404);
  expect((await take(bytes)).status).toBe(404);
});
