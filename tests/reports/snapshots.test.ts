import { createHash } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import { acceptAtDistrict, acceptReport, lockReport } from "#features/reports/actions.ts";
import { findSnapshot, listSnapshots } from "#features/reports/publish.ts";
import { rollUpOf } from "#features/reports/roll-up.ts";
import { addAdjustment, publishRollUp } from "#features/reports/roll-up-actions.ts";
import { changesIn } from "#features/reports/snapshot-changes.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { aCity, assignmentOf, aTeam, fill, key, landing, mustView, open, publication, send, step } from "./world.ts";

async function must(answer: Promise<FormState>): Promise<void> {
  const { done, ...said } = await answer;
  if (!done) throw new Error(JSON.stringify(said));
}

/** Two districts with a school each, of which the first one's report is accepted. */
async function twoDistricts() {
  const city = await aCity();
  const [north, south] = [await aDistrict(city), await aDistrict(city)];
  const schools = [await aSchool(north, { stages: ["PRIMARY", "JUNIOR"] }), await aSchool(south)];
  const section = await signIn("SECTION_HEAD", city);
  const campaignId = await open(city);
  const officers = [await signIn("DISTRICT_OFFICER", north), await signIn("DISTRICT_OFFICER", south)];
  const accept = async (index: number) => {
    const [school, officer] = [schools[index], officers[index]];
    if (!school || !officer) throw new Error("no such school");
    const assignmentId = await assignmentOf(school, campaignId);
    const team = await aTeam(school);
    await fill(team, assignmentId);
    await must(send(team, assignmentId));
    await must(acceptAtDistrict({}, await step(officer, assignmentId)));
    await must(acceptReport({}, await step(section, assignmentId)));
    return assignmentId;
  };
  return { city, section, officers, campaignId, schools, accept, first: await accept(0) };
}

async function adjust(person: SignedIn, assignmentId: string, amount: string) {
  const { assignment } = await mustView(person, assignmentId);
  become(person);
  const school = `${assignmentId}.${assignment.version}`;
  await must(addAdjustment({}, fields({ school, cell: "B2@total", amount, reason: "Counted twice.", _key: key() })));
}

async function publish(person: SignedIn, campaignId: string, kind: "provisional" | "final" = "provisional") {
  const form = await publication(person, campaignId, kind);
  become(person);
  return landing(() => publishRollUp({}, fields(form)));
}

const snapshot = async (person: SignedIn, campaignId: string, number: number) => {
  const found = await withSession(person.digest, (db) => findSnapshot(db, campaignId, number));
  if (!found) throw new Error("not published");
  return found;
};
const today = async (person: SignedIn, campaignId: string) => {
  const found = await withSession(person.digest, (db) => rollUpOf(db, campaignId, { kind: "provisional" }));
  if (!found) throw new Error("no roll-up");
  return found;
};

const plain = (groups: ReadonlyMap<string, ReadonlyMap<string, object>>) =>
  Object.fromEntries([...groups].filter(([, of]) => of.size > 0).map(([key, of]) => [key, Object.fromEntries(of)]));

test("a snapshot holds what the roll-up showed, and stays so while the roll-up goes on", async () => {
  const { section, officers, campaignId, accept, first } = await twoDistricts();
  await adjust(section, first, "-3");
  const before = await today(section, campaignId);
  expect(await publish(section, campaignId)).toBe(`/reports/campaigns/${campaignId}/published/1`);
  const { rolledUp, row, whole, document } = await snapshot(section, campaignId, 1);
  expect(whole).toBe(true);
  expect(row).toMatchObject({
    number: 1,
    kind: "provisional",
    reported: 1,
    expected: 2,
    publishedByName: expect.stringContaining("section_head"),
  });
  expect(document).toMatchObject({ number: 1, form: { edition: 1, key: "school-facts" } });
  expect(plain(rolledUp.figures)).toEqual(plain(before.figures));
  expect(plain(rolledUp.adjustments)).toEqual(plain(before.adjustments));
  for (const [key, { expected, reported, missing }] of before.coverage) {
    const kept = rolledUp.coverage.get(key);
    expect({ ...kept, missing: kept?.missing.map(({ id }) => id) }, key).toEqual({
      ...{ expected, reported },
      missing: missing.map(({ id }) => id),
    });
  }
  expect(rolledUp.lines.map(({ amount, reason, authorName }) => [amount, reason, authorName])).toEqual(
    before.lines.map(({ amount, reason, authorName }) => [amount, reason, authorName]),
  );
  expect(rolledUp.cells).toEqual(before.cells);
  expect(rolledUp.coverage.get("all")?.missing).toHaveLength(1);

  expect(changesIn(rolledUp, await today(section, campaignId), "all")).toEqual([]);
  await accept(1);
  await adjust(section, first, "1");
  const now = await today(section, campaignId);
  await publish(section, campaignId);
  const second = await snapshot(section, campaignId, 2);
  expect((await snapshot(section, campaignId, 1)).rolledUp).toEqual(rolledUp);
  const changes = changesIn(rolledUp, second.rolledUp, "all");
  expect(changes).toEqual(changesIn(rolledUp, now, "all"));
  const pupils = changes.find(({ cell }) => cell.address === "B2@total");
  const own = now.figures.get(`district:${before.campaign.districts[1]?.districtId}`)?.get("B2@total")?.value ?? "";
  expect(BigInt(pupils?.change ?? "0")).toBe(BigInt(own) + 1n);
  // Of a district without a counted report there was no figure; missing is not nought.
  const south = changesIn(rolledUp, second.rolledUp, `district:${before.campaign.districts[1]?.districtId}`);
  expect(south.find(({ cell }) => cell.address === "B2@total")).toMatchObject({
    before: undefined,
    after: own,
    change: undefined,
  });
  // Every district reads what was published, of the whole city.
  for (const officer of officers) {
    expect((await snapshot(officer, campaignId, 2)).rolledUp.figures).toEqual(second.rolledUp.figures);
    const listed = await withSession(officer.digest, (db) => listSnapshots(db, campaignId));
    expect(listed.map(({ number }) => number)).toEqual([2, 1]);
  }
}, 90_000);

test("figures are published as they were seen, by the head alone, and only where something counts", async () => {
  const { city, section, officers, campaignId, first } = await twoDistricts();
  const early = await publication(section, campaignId);
  await adjust(section, first, "2");
  become(section);
  expect(await publishRollUp({}, fields(early))).toMatchObject({ stale: true });
  for (const person of [await signIn("SECTION_STAFF", city), officers[0]]) {
    if (!person) continue;
    become(person);
    expect((await publishRollUp({}, fields({ ...early, _key: key() }))).done).toBeUndefined();
  }
  const final = await publication(section, campaignId, "final");
  become(section);
  expect((await publishRollUp({}, fields(final))).message).toMatch(/no report is counted/i);
  await must(lockReport({}, await step(section, first)));
  await publish(section, campaignId, "final");
  expect((await snapshot(section, campaignId, 1)).row.kind).toBe("final");
}, 60_000);

test("nobody changes or deletes a snapshot, and its checksum is the database's", async () => {
  const { city, section, officers, campaignId, schools } = await twoDistricts();
  await publish(section, campaignId);
  const { row } = await snapshot(section, campaignId, 1);
  const text = await inTenant(
    city,
    async (db) => (await db.snapshot.findFirstOrThrow({ where: { campaignId } })).document,
  );
  expect(createHash("sha256").update(text).digest("hex")).toBe(row.sha256);
  for (const sql of [
    `update "Snapshot" set document = '{}'`,
    `update "Snapshot" set number = 7`,
    `delete from "Snapshot"`,
  ]) {
    for (const person of [section, ...officers])
      await expect(
        withSession(person.digest, (db) => db.$executeRawUnsafe(sql)),
        sql,
      ).rejects.toThrow(/permission denied/);
    await expect(
      inTenant(city, (db) => db.$executeRawUnsafe(sql)),
      sql,
    ).rejects.toThrow(/permission denied/);
  }
  // Schools read nothing of it.
  const head = await signIn("SCHOOL_HEAD", schools[0] ?? { tenantId: "" });
  expect(await withSession(head.digest, (db) => db.snapshot.count())).toBe(0);
  // A document that was changed behind the portal's back is told from the one that was published.
  const client = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await client.connect();
  await client.query("set session_replication_role = replica");
  await client.query(`update "Snapshot" set document = replace(document, 'Facts', 'Fakes') where "campaignId" = $1`, [
    campaignId,
  ]);
  await client.end();
  expect((await snapshot(section, campaignId, 1)).whole).toBe(false);
}, 60_000);
