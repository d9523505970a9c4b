import { expect, test } from "vitest";
import { acceptAtDistrict, acceptReport, lockReport, reopenReport } from "#features/reports/actions.ts";
import { groupsOfLine } from "#features/reports/adjustments.ts";
import { figureAt, findFigure, rollUpOf } from "#features/reports/roll-up.ts";
import { addAdjustment, withdrawAdjustment } from "#features/reports/roll-up-actions.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { aCollection, assignmentOf, aTeam, fill, key, mustView, open, send, step, view } from "./world.ts";

type Collection = Awaited<ReturnType<typeof aCollection>>;

async function must(answer: Promise<FormState>): Promise<void> {
  const { done, ...said } = await answer;
  if (!done) throw new Error(JSON.stringify(said));
}

/** A report that the section has accepted, with the figures it was sent with. */
async function accepted({
  team,
  officer,
  section,
  assignmentId,
}: Pick<Collection, "team" | "officer" | "section" | "assignmentId">) {
  const values = await fill(team, assignmentId);
  await must(send(team, assignmentId));
  await must(acceptAtDistrict({}, await step(officer, assignmentId)));
  await must(acceptReport({}, await step(section, assignmentId)));
  return values;
}

/** What the page of a figure would send. */
async function line(person: SignedIn, assignmentId: string, over: Record<string, string> = {}) {
  const report = await mustView(person, assignmentId);
  become(person);
  const school = `${assignmentId}.${report.assignment.version}`;
  return fields({ school, cell: "B2@total", amount: "3", reason: "Three were counted twice.", _key: key(), ...over });
}

const figure = (person: SignedIn, campaignId: string, kind: "provisional" | "final" = "provisional", by = {}) =>
  withSession(person.digest, (db) => findFigure(db, campaignId, { kind, address: "B2@total", ...by }));
const whole = async (person: SignedIn, campaignId: string) => {
  const rolledUp = await withSession(person.digest, (db) => rollUpOf(db, campaignId, { kind: "provisional" }));
  if (!rolledUp) throw new Error("no roll-up");
  return figureAt(rolledUp, "all", "B2@total");
};

test("a line stands beside the sum of submissions and never in it, until it is withdrawn", async () => {
  const collection = await aCollection();
  const { section, campaignId, assignmentId, team, officer } = collection;
  const sent = (await accepted(collection))["B2@total"] ?? "";
  await must(addAdjustment({}, await line(section, assignmentId, { amount: "−3" })));
  await must(addAdjustment({}, await line(officer, assignmentId, { amount: "１0" })));
  const together = String(BigInt(sent) + 7n);
  expect(await whole(section, campaignId)).toEqual({
    sum: sent,
    schools: 1,
    adjusted: { amount: "7", lines: 2 },
    value: together,
  });
  for (const by of [
    {},
    { by: "stage" as const, of: "primary" },
    { by: "district" as const, of: collection.district.districtId },
  ]) {
    const found = await figure(section, campaignId, "provisional", by);
    expect(found).toMatchObject({ total: sent, adjusted: { amount: "7", lines: 2 } });
    expect(found?.contributions.map(({ value }) => value)).toEqual([sent]);
    expect(found?.lines.map(({ amount }) => amount)).toEqual(["-3", "10"]);
  }
  const elsewhere = await figure(section, campaignId, "provisional", { by: "stage", of: "junior" });
  expect(elsewhere?.lines).toEqual([]);
  // The school sees who has added what beside its report, and its report stays as it was sent.
  const seen = await mustView(team.clerk, assignmentId);
  expect(seen.adjustments.map(({ amount, authorRole }) => [amount, authorRole])).toEqual([
    ["-3", "SECTION_HEAD"],
    ["10", "DISTRICT_OFFICER"],
  ]);
  expect(seen.values["B2@total"]).toBe(sent);
  // Each level withdraws its own lines.
  const [ofSection, ofDistrict] = seen.adjustments;
  become(officer);
  const another = await withdrawAdjustment({}, fields({ adjustmentId: ofSection?.id ?? "", reason: "Not ours" }));
  expect(another.done).toBeUndefined();
  await must(withdrawAdjustment({}, fields({ adjustmentId: ofDistrict?.id ?? "", reason: "Counted after all" })));
  expect((await withdrawAdjustment({}, fields({ adjustmentId: ofDistrict?.id ?? "", reason: "Again" }))).stale).toBe(
    true,
  );
  expect(await whole(section, campaignId)).toMatchObject({ sum: sent, adjusted: { amount: "-3", lines: 1 } });
  expect((await figure(section, campaignId))?.lines).toHaveLength(2);
}, 60_000);

test("a line stays where the figure would leave its bounds without it", async () => {
  const collection = await aCollection();
  const { section, assignmentId, team, officer } = collection;
  const sent = Number((await accepted(collection))["B2@total"]);
  await must(addAdjustment({}, await line(officer, assignmentId, { amount: "5" })));
  await must(addAdjustment({}, await line(section, assignmentId, { amount: String(-sent - 2) })));
  const [ofDistrict, ofSection] = (await mustView(team.clerk, assignmentId)).adjustments;
  const without = (id = "") => withdrawAdjustment({}, fields({ adjustmentId: id, reason: "Not ours" }));
  become(officer);
  expect((await without(ofDistrict?.id)).message).toContain("would be -2");
  become(section);
  await must(without(ofSection?.id));
  become(officer);
  await must(without(ofDistrict?.id));
});

test("a line counts with the version it was written for, in the roll-ups that count that", async () => {
  const collection = await aCollection();
  const { section, campaignId, assignmentId, team, officer } = collection;
  await accepted(collection);
  await must(addAdjustment({}, await line(section, assignmentId)));
  expect((await figure(section, campaignId, "final"))?.adjusted).toBeUndefined();
  await must(lockReport({}, await step(section, assignmentId)));
  expect((await figure(section, campaignId, "final"))?.adjusted).toEqual({ amount: "3", lines: 1 });
  await must(reopenReport({}, await step(section, assignmentId, { reason: "Look at B2 again." })));
  await must(send(team, assignmentId));
  await must(acceptAtDistrict({}, await step(officer, assignmentId)));
  await must(acceptReport({}, await step(section, assignmentId)));
  const found = await figure(section, campaignId);
  expect(found?.adjusted).toBeUndefined();
  expect(found?.lines.map(({ number, current }) => [number, current])).toEqual([[1, 2]]);
}, 60_000);

test("a line is refused where its figure takes none, leaves its bounds, or is no longer what the page showed", async () => {
  const collection = await aCollection();
  const { section, officer, assignmentId, team, city } = collection;
  const early = await line(section, assignmentId);
  expect((await addAdjustment({}, early)).stale).toBe(true);
  const sent = (await accepted(collection))["B2@total"] ?? "0";
  expect((await addAdjustment({}, early)).stale).toBe(true);
  const below = { amount: String(-(BigInt(sent) + 1n)) };
  for (const over of [below, { amount: "0" }, { amount: "1.5" }, { amount: "many" }]) {
    const { errors } = await addAdjustment({}, await line(section, assignmentId, over));
    expect(Object.keys(errors ?? {}), JSON.stringify(over)).toEqual(["amount"]);
  }
  for (const cell of ["B2@g99", "Z9", "A1"])
    expect((await addAdjustment({}, await line(section, assignmentId, { cell }))).done, cell).toBeUndefined();
  await must(addAdjustment({}, await line(section, assignmentId, { amount: `-${sent}` })));
  expect((await addAdjustment({}, await line(officer, assignmentId, { amount: "-1" }))).errors).toHaveProperty(
    "amount",
  );
  // Another district reaches neither report nor lines; a school writes none, at the door or behind it.
  const stranger = await signIn("DISTRICT_OFFICER", await aDistrict(city));
  expect(await view(stranger, assignmentId)).toBeNull();
  const form = await line(section, assignmentId);
  become(stranger);
  expect((await addAdjustment({}, form)).done).toBeUndefined();
  const insert = withSession(team.head.digest, async (db) => {
    const report = await db.submission.findFirstOrThrow({ where: { assignmentId } });
    await db.adjustment.createMany({
      data: {
        submissionId: report.id,
        schoolId: report.schoolId,
        cell: "B2@total",
        amount: "1",
        reason: "x",
        authorName: "x",
        authorRole: "SCHOOL_HEAD",
      },
    });
  });
  await expect(insert).rejects.toThrow(/row-level security/);
  // What was added is not edited, by nobody.
  for (const data of [{ amount: "9" }, { reason: "y" }, { cell: "B3@total" }])
    await expect(
      inTenant(city, (db) => db.adjustment.updateMany({ data })),
      JSON.stringify(data),
    ).rejects.toThrow(/stays as it was added/);
}, 60_000);

test("a line falls into exactly one group of each kind, as its school's figure does", async () => {
  const row = (stage: "primary" | null) => ({ row: { key: "g3", en: "", zh: "", stage } });
  const school = { districtId: "d", settlement: null, ownership: "PUBLIC" };
  const one = { ...school, stages: ["PRIMARY" as const] };
  const several = { ...school, stages: ["PRIMARY" as const, "JUNIOR" as const] };
  const wide = ["all", "district:d", "settlement:none", "ownership:PUBLIC"];
  expect(groupsOfLine(one, row(null))).toEqual([...wide, "stage:primary"]);
  expect(groupsOfLine(several, row("primary"))).toEqual([...wide, "stage:primary"]);
  expect(groupsOfLine(several, row(null))).toEqual([...wide, "stage:several"]);
  expect(groupsOfLine(several, { row: null })).toEqual([...wide, "stage:several"]);
});

test("figures of all groups take in the lines of schools of several stages once", async () => {
  const { city, district, section, officer } = await aCollection();
  const school = await aSchool(district, { stages: ["PRIMARY", "JUNIOR"] });
  become(section);
  const campaignId = await open(city, { titleEn: "Again", titleZh: "再次" });
  const assignmentId = await assignmentOf(school, campaignId);
  await accepted({ team: await aTeam(school), officer, section, assignmentId });
  for (const cell of ["B2@g3", "B2@g8", "B2@total"])
    await must(addAdjustment({}, await line(section, assignmentId, { cell, amount: "2" })));
  const rolledUp = await withSession(section.digest, (db) => rollUpOf(db, campaignId, { kind: "provisional" }));
  if (!rolledUp) throw new Error("no roll-up");
  const stages = ["primary", "junior", "several"];
  for (const cell of ["B2@g3", "B2@g8", "B2@total"]) {
    const parts = stages.map((stage) => figureAt(rolledUp, `stage:${stage}`, cell).value ?? "0");
    const sum = parts.reduce((total, part) => total + BigInt(part), 0n);
    expect(String(sum), cell).toBe(figureAt(rolledUp, "all", cell).value);
  }
}, 60_000);
