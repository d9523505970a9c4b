import { expect, test } from "vitest";
import { changeContact, changeFacts, createSchools, knownSpans } from "#features/schools/record.ts";
import { type Db, withJob } from "#server/db.ts";
import { aDistrict, aTenant, inTenant } from "#support/factories.ts";
import { aNewSchool } from "./a-new-school.ts";

async function aRegister(over: Record<string, unknown> = {}) {
  const district = await aDistrict(await aTenant());
  const school = aNewSchool(district.districtId, over);
  const [id = ""] = await inTenant(district, (db) => createSchools(db, [school]));
  return { ...district, id, code: school.code };
}

const spansOf = async (db: Db, id: string) => (await knownSpans(db, [id])).get(id) ?? [];

test("a change splits the facts at its day; what was known before stays on record", async () => {
  const at = await aRegister();
  const spans = await inTenant(at, async (db) => {
    await changeFacts(db, [
      {
        schoolId: at.id,
        effectiveOn: "2020-09-01",
        facts: { nameZh: "清河新小学", ownership: "PRIVATE" },
        reason: "更名",
      },
    ]);
    return spansOf(db, at.id);
  });
  expect(spans).toMatchObject([
    { validFrom: "2010-09-01", validTo: "2020-09-01", facts: { ownership: "PUBLIC" } },
    { validFrom: "2020-09-01", validTo: null, facts: { nameZh: "清河新小学", ownership: "PRIVATE" }, reason: "更名" },
  ]);
  const all = await inTenant(at, (db) =>
    db.schoolFact.findMany({ where: { schoolId: at.id }, select: { supersededAt: true } }),
  );
  expect(all.filter(({ supersededAt }) => supersededAt !== null)).toHaveLength(1);
});

test("the same change again changes nothing, not even the version", async () => {
  const at = await aRegister();
  const change = { schoolId: at.id, effectiveOn: "2020-09-01", facts: { capacity: 900 }, reason: "扩建" } as const;
  const [first, second, school] = await inTenant(
    at,
    async (db) =>
      [
        await changeFacts(db, [change]),
        await changeFacts(db, [change]),
        await db.school.findFirst({ where: { id: at.id }, select: { version: true } }),
      ] as const,
  );
  expect([first, second, school]).toEqual([[at.id], [], { version: 2 }]);
});

test("a date before the present facts is refused unless it corrects; a correction holds until the fact changed", async () => {
  const at = await aRegister();
  await inTenant(at, (db) =>
    changeFacts(db, [{ schoolId: at.id, effectiveOn: "2020-09-01", facts: { capacity: 900 }, reason: "a" }]),
  );
  const early = {
    schoolId: at.id,
    effectiveOn: "2015-09-01",
    facts: { capacity: 600, boarding: true },
    reason: "b",
  } as const;
  await expect(inTenant(at, (db) => changeFacts(db, [early]))).rejects.toMatchObject({
    key: "schools.error.beforePresent",
    field: "effectiveOn",
  });
  const spans = await inTenant(at, async (db) => {
    await changeFacts(db, [{ ...early, correcting: true }]);
    return spansOf(db, at.id);
  });
  expect(spans.map(({ validFrom, facts: { capacity, boarding } }) => [validFrom, capacity, boarding])).toEqual([
    ["2010-09-01", null, null],
    ["2015-09-01", 600, true],
    ["2020-09-01", 900, true],
  ]);
});

test("a changed code is issued and the old one void for ever, naming the school that had it", async () => {
  const at = await aRegister();
  const code = `2199${String(Math.floor(Math.random() * 1e6)).padStart(6, "0")}`;
  await inTenant(at, (db) =>
    changeFacts(db, [{ schoolId: at.id, effectiveOn: "2020-09-01", facts: { code }, reason: "错码" }]),
  );
  const codes = await inTenant(at, (db) =>
    db.schoolCode.findMany({ where: { schoolId: at.id }, orderBy: { issuedOn: "asc" } }),
  );
  expect(codes).toMatchObject([
    { code: at.code, voidedOn: new Date("2020-09-01") },
    { code, voidedOn: null },
  ]);
  for (const [taken, key] of [
    [at.code, "schools.error.codeVoid"],
    [code, "schools.error.codeUsed"],
  ] as const) {
    await expect(
      inTenant(at, (db) => createSchools(db, [aNewSchool(at.districtId, { code: taken })])),
    ).rejects.toMatchObject({
      key,
      field: "code",
      values: { code: taken, school: expect.stringContaining("清河第") },
    });
  }
  const back = { schoolId: at.id, effectiveOn: "2021-09-01", facts: { code: at.code }, reason: "c" } as const;
  await expect(inTenant(at, (db) => changeFacts(db, [back]))).rejects.toMatchObject({ key: "schools.error.codeVoid" });
});

test("a closed school's code is void, and its own again when it is restored", async () => {
  const at = await aRegister();
  const set = (effectiveOn: `${number}-${number}-${number}`, facts: object) =>
    inTenant(at, (db) => changeFacts(db, [{ schoolId: at.id, effectiveOn, facts, reason: "r" }]));
  const codes = () => inTenant(at, (db) => db.schoolCode.findMany({ where: { schoolId: at.id } }));
  await set("2020-09-01", { status: "CLOSED" });
  expect(await codes()).toMatchObject([{ voidedOn: new Date("2020-09-01") }]);
  await expect(set("2021-09-01", { status: "OPEN", code: "2199000000" })).rejects.toMatchObject({
    key: "schools.error.reopenCode",
  });
  await set("2021-09-01", { status: "OPEN" });
  expect(await codes()).toMatchObject([{ code: at.code, voidedOn: null }]);
});

test("another category, and stages the code does not stand for, are refused", async () => {
  const at = await aRegister();
  const set = (facts: object) =>
    inTenant(at, (db) => changeFacts(db, [{ schoolId: at.id, effectiveOn: "2020-09-01", facts, reason: "r" }]));
  await expect(set({ code: "3199000001", stages: ["JUNIOR"] })).rejects.toMatchObject({
    key: "schools.error.category",
  });
  await expect(set({ stages: ["JUNIOR"] })).rejects.toMatchObject({ key: "schools.error.codeStages", field: "code" });
  await set({ stages: ["PRIMARY", "JUNIOR"] });
});

test("contact details change on their own; out of reach and stale are told apart", async () => {
  const at = await aRegister();
  await inTenant(at, async (db) => {
    expect(await changeContact(db, [{ schoolId: at.id, phone: "1234", longitude: "114.00000001" }])).toEqual([at.id]);
    expect(await changeContact(db, [{ schoolId: at.id, phone: "1234" }])).toEqual([]);
    await expect(changeContact(db, [{ schoolId: at.id, version: 1, phone: "5" }])).rejects.toMatchObject({
      key: "error.stale",
    });
    const school = await db.school.findFirst({ where: { id: at.id } });
    expect(school).toMatchObject({ phone: "1234", version: 2 });
    expect(String(school?.longitude)).toBe("114.00000001");
  });
  const elsewhere = await aRegister();
  await expect(inTenant(elsewhere, (db) => changeContact(db, [{ schoolId: at.id, phone: "5" }]))).rejects.toMatchObject(
    { key: "error.notFound" },
  );
});

test("3,641 schools enter and change in one transaction", async () => {
  const at = await aDistrict(await aTenant());
  const schools = Array.from({ length: 3641 }, (_, index) =>
    aNewSchool(at.districtId, {
      nameEn: `STEWARDS POOI KEI MEMORIAL PRIMARY SCHOOL NUMBER ${index}`,
      nameZh: `東華三院第${index}培基紀念小學`,
    }),
  );
  const work = async (db: Db) => {
    const ids = await createSchools(db, schools);
    const changed = await changeFacts(
      db,
      ids.map((schoolId) => ({
        schoolId,
        effectiveOn: "2020-09-01" as const,
        facts: { ownership: "PRIVATE" },
        reason: "r",
      })),
    );
    return [ids.length, changed.length];
  };
  // However busy the machine is: what is shown is that it is one transaction, not how long that takes.
  const count = await withJob({ tenantId: at.tenantId, personId: null }, work, { timeout: 300_000 });
  expect(count).toEqual([3641, 3641]);
}, 300_000);
