import { expect, test } from "vitest";
import { acceptAtDistrict, acceptReport } from "#features/reports/actions.ts";
import { cellsOf } from "#features/reports/form/cells.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { besidePeers, peersOf } from "#features/reports/peers.ts";
import { withSession } from "#server/db.ts";
import { become, type SignedIn } from "#support/actor.ts";
import { aSchool, inTenant } from "#support/factories.ts";
import { aSchool as factsOf } from "./form/schools.ts";
import { aCollection, assignmentOf, aTeam, fill, mustView, open, send, step } from "./world.ts";

const PLACES = cellsOf(SCHOOL_FACTS, { facts: factsOf(["primary"]) }).filter(({ address }) =>
  ["D1", "E1", "F7"].includes(address),
);

test("what is usual is a school of this size; only what lies far outside the middle half is marked", () => {
  const usual = [
    { address: "D1", count: 20, quartiles: ["0.05", "0.06", "0.07"], scaled: true },
    { address: "E1", count: 20, quartiles: ["900", "1000.25", "1100"], scaled: false },
    { address: "F7", count: 20, quartiles: ["0", "0", "0"], scaled: false },
  ] as const;
  const beside = (values: Record<string, string>) =>
    besidePeers(
      PLACES,
      values,
      usual.map((one) => ({ ...one, quartiles: [...one.quartiles] })),
      500,
    );
  expect(beside({ D1: "30", E1: "1000", F7: "3" })).toEqual({
    count: 20,
    values: { D1: "30", E1: "1000.3", F7: "0" },
    far: [],
  });
  // D1: 25 to 35 for 500 pupils, ten wide: far from 66 on, and below -5.
  expect(beside({ D1: "65" }).far).toEqual([]);
  expect(beside({ D1: "66" }).far).toEqual(["D1"]);
  expect(beside({ E1: "1701" }).far).toEqual(["E1"]);
  expect(beside({ E1: "299" }).far).toEqual(["E1"]);
  expect(beside({ F7: "4" }).far).toEqual(["F7"]);
  expect(beside({}).far).toEqual([]);
});

test("a report stands beside those of the same stages that were sent, as far as its reader sees them", async () => {
  const { city, district, school, section, officer } = await aCollection();
  const others = await Promise.all(Array.from({ length: 5 }, () => aSchool(district)));
  const junior = await aSchool(district, { stages: ["JUNIOR"] });
  become(section);
  const campaignId = await open(city);
  const look = async (person: SignedIn, id: string) => {
    const report = await mustView(person, id);
    return withSession(person.digest, (db) => peersOf(db, report));
  };
  const own = await assignmentOf(school, campaignId);
  const values = await fill(await aTeam(school), own);
  for (const one of [...others.slice(0, 4), junior]) {
    const [team, id] = [await aTeam(one), await assignmentOf(one, campaignId)];
    await fill(team, id);
    await send(team, id);
  }
  expect(await look(officer, own)).toBeNull();
  const [last] = others.slice(4);
  if (!last) throw new Error("no school");
  const [team, id] = [await aTeam(last), await assignmentOf(last, campaignId)];
  await fill(team, id);
  await send(team, id);
  await acceptAtDistrict({}, await step(officer, id));
  await acceptReport({}, await step(section, id));
  for (const person of [officer, section]) {
    const peers = await look(person, own);
    expect(peers?.count).toBe(5);
    expect(Object.keys(peers?.values ?? {})).toEqual(expect.arrayContaining(["D1", "B2@g1", "F7"]));
    expect(peers?.values["B2@g7"]).toBeUndefined();
  }
  await inTenant(city, (db) =>
    db.cellValue.updateMany({
      where: { cell: "F7", submission: { assignmentId: own } },
      data: { value: "999999", version: { increment: 1 }, updatedById: section.personId },
    }),
  );
  expect((await look(section, own))?.far).toContain("F7");
  expect(values.F7).not.toBe("999999");
});
