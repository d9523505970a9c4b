import { expect, test } from "vitest";
import {
  addCampus,
  changeCategory,
  closeSchool,
  createSchool,
  editContact,
  editSchool,
  linkSchools,
  markSchoolError,
  mergeIntoSchool,
  proposeClosure,
  rejectSchool,
  reopenSchool,
  splitFromSchool,
} from "#features/schools/actions.ts";
import type { FormState } from "#lib/form.ts";
import { browser, fields, signIn } from "#support/actor.ts";
import { aDistrict, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { schoolText } from "./a-new-school.ts";
import { aKey, aPlace, aRegistered, factsForm, factsNow, type Registered, versionOf } from "./register.ts";

type Values = Record<string, string | string[] | number>;

/** Runs an action that ends by going to another page. */
async function goes(run: Promise<FormState>): Promise<string> {
  const error = await run.then(
    (state) => new Error(JSON.stringify(state)),
    (thrown: unknown) => thrown,
  );
  const digest = (error as { digest?: string }).digest ?? "";
  if (!digest.startsWith("NEXT_REDIRECT")) throw error;
  return digest.split(";")[2] ?? "";
}

async function formOf(at: Registered, over: Values = {}): Promise<FormData> {
  return fields(await factsForm(at, over));
}

test("a school is entered once for one press, on record, and searchable", async () => {
  const at = await aPlace();
  await signIn("SECTION_STAFF", at);
  const { openedOn: _openedOn, ...text } = schoolText(at.districtId);
  const form = fields({ ...(text as Values), effectiveOn: "2026-09-01", _key: aKey() });
  const page = await goes(createSchool({}, form));
  expect(await goes(createSchool({}, form))).toBe(page);
  const id = page.split("/").at(-1) ?? "";
  expect(await inTenant(at, (db) => db.school.count())).toBe(1);
  expect(await auditOf(at, id)).toMatchObject([{ capability: "school.create", role: "SECTION_STAFF" }]);
});

test("a second school of one name in one district is entered only when that is confirmed", async () => {
  const at = await aRegistered({ nameZh: "同名小学" });
  await signIn("SECTION_STAFF", at);
  const { openedOn: _openedOn, ...text } = schoolText(at.districtId, { nameZh: "同名小学", nameEn: "" });
  const enter = (over: Values) =>
    createSchool({}, fields({ ...(text as Values), effectiveOn: "2026-09-01", _key: aKey(), ...over }));
  expect(await enter({})).toMatchObject({ errors: { twin: [expect.stringContaining(at.code)] } });
  expect(await goes(enter({ twin: "on" }))).toContain("/schools/");
});

test("over-long, malformed and missing fields are each named, and what was typed comes back", async () => {
  const at = await aPlace();
  await signIn("SECTION_STAFF", at);
  const form = fields({
    nameZh: "校".repeat(201),
    code: "21",
    stages: "COLLEGE",
    districtId: "x",
    ownership: "",
    settlement: "MOON",
    capacity: "-1",
    creditCode: "91350100M000100Y44",
    status: "CLOSED",
    effectiveOn: "2026-02-30",
    phone: "call me",
    website: "javascript:alert(1)",
    email: "a@b",
    longitude: "181",
    _key: aKey(),
  });
  const state = await createSchool({}, form);
  const named = [
    "nameZh",
    "stages",
    "districtId",
    "ownership",
    "settlement",
    "capacity",
    "creditCode",
    "status",
    "effectiveOn",
    "phone",
    "website",
    "email",
    "longitude",
  ];
  expect(Object.keys(state.errors ?? {}).sort()).toEqual(named.sort());
  expect(state.values).toMatchObject({ capacity: "-1", phone: "call me" });
  const other = await createSchool(
    {},
    fields({
      ...(schoolText(at.districtId, { nameZh: "", nameEn: "\u202egnp" }) as Values),
      effectiveOn: "2026-09-01",
      _key: aKey(),
    }),
  );
  expect(Object.keys(other.errors ?? {})).toEqual(["nameEn"]);
  const nameless = await createSchool(
    {},
    fields({ ...(schoolText(at.districtId, { nameZh: "", nameEn: "" }) as Values), effectiveOn: "x", _key: aKey() }),
  );
  expect(Object.keys(nameless.errors ?? {}).sort()).toEqual(["effectiveOn", "nameZh"]);
  for (const code of ["12", "219900000X", "9999000001", "3199000001"]) {
    const refused = await createSchool(
      {},
      fields({ ...(schoolText(at.districtId, { code }) as Values), effectiveOn: "2026-09-01", _key: aKey() }),
    );
    expect(refused.errors, code).toMatchObject({ code: [expect.any(String)] });
  }
});

test("a void code is refused and says which school had it", async () => {
  const at = await aRegistered({ status: "CLOSED", nameEn: "Old Mill School" });
  await signIn("SECTION_STAFF", at);
  const text = schoolText(at.districtId, { code: at.code }) as Values;
  const state = await createSchool({}, fields({ ...text, effectiveOn: "2026-09-01", _key: aKey() }));
  expect(state.errors?.code).toEqual([expect.stringContaining("Old Mill School")]);
});

test("the section changes facts from a day on; somebody who saw an older version is shown both", async () => {
  const at = await aRegistered();
  const staff = await signIn("SECTION_STAFF", at);
  const stale = await formOf(at, { nameZh: "我的名字", capacity: "300" });
  expect(await goes(editSchool({}, await formOf(at, { nameZh: "新名小学", capacity: "900" })))).toBe(
    `/schools/${at.schoolId}`,
  );
  expect(await factsNow(at)).toMatchObject({
    nameZh: "新名小学",
    capacity: 900,
    status: "OPEN",
    reason: "市教育局批复",
  });
  const state = await editSchool({}, stale);
  expect(state).toMatchObject({ version: 2, values: { nameZh: "我的名字" } });
  expect(state.conflict).toEqual(
    expect.arrayContaining([
      { label: "Chinese name", mine: "我的名字", theirs: "新名小学" },
      { label: "Places", mine: "300", theirs: "900" },
    ]),
  );
  expect(await auditOf(at, at.schoolId)).toMatchObject([
    { capability: "school.edit", personId: staff.personId, reason: "市教育局批复" },
  ]);
});

test("only the section edits facts; a school and its district keep up contact details within their reach", async () => {
  const at = await aRegistered();
  const neighbour = await aRegistered({}, at);
  const foreign = await aRegistered();
  for (const role of ["SCHOOL_CLERK", "DISTRICT_OFFICER"] as const) {
    await signIn(
      role,
      role === "SCHOOL_CLERK"
        ? { tenantId: at.tenantId, schoolId: at.schoolId }
        : { tenantId: at.tenantId, districtId: at.districtId },
    );
    expect(await editSchool({}, await formOf(at, { nameZh: "x" }))).toMatchObject({
      message: expect.stringContaining("role"),
    });
    const phone = role === "SCHOOL_CLERK" ? "0539 111" : "0539 222";
    await goes(editContact({}, fields({ id: at.schoolId, _version: await versionOf(at), phone })));
    expect(
      await inTenant(at, (db) => db.school.findFirst({ where: { id: at.schoolId }, select: { phone: true } })),
    ).toEqual({ phone });
  }
  const cases = [
    ["SCHOOL_CLERK", { tenantId: at.tenantId, schoolId: at.schoolId }, neighbour, "role"],
    ["DISTRICT_OFFICER", { tenantId: at.tenantId, districtId: (await aDistrict(at, "South")).districtId }, at, "role"],
    ["SECTION_STAFF", { tenantId: at.tenantId }, foreign, "nothing here"],
  ] as const;
  for (const [role, reach, target, says] of cases) {
    await signIn(role, reach);
    const state = await editContact({}, fields({ id: target.schoolId, _version: await versionOf(target), phone: "1" }));
    expect(state.message).toContain(says);
    expect(
      await inTenant(target, (db) => db.school.findFirst({ where: { id: target.schoolId, phone: "1" } })),
    ).toBeNull();
  }
  expect(await editContact({}, fields({ id: "0".repeat(36), _version: 1 }))).toMatchObject({
    errors: { id: [expect.any(String)] },
  });
  const campus = await addCampus({}, fields({ schoolId: foreign.schoolId, nameZh: "北校区", _key: aKey() }));
  expect(campus.done).toBeUndefined();
});

test("contact details: a stale version shows both, nothing is lost", async () => {
  const at = await aRegistered();
  await signIn("SCHOOL_CLERK", { tenantId: at.tenantId, schoolId: at.schoolId });
  await goes(editContact({}, fields({ id: at.schoolId, _version: 1, phone: "111", website: "www.example.test" })));
  const state = await editContact(
    {},
    fields({ id: at.schoolId, _version: 1, phone: "222", website: "www.example.test" }),
  );
  expect(state).toMatchObject({ version: 2, conflict: [{ label: "Telephone", mine: "222", theirs: "111" }] });
});

test("a school is proposed to close, closed, and reopened under its own code; each step needs a reason and its state", async () => {
  const at = await aRegistered();
  await signIn("SECTION_HEAD", at);
  const step = async (over: Values = {}) =>
    fields({ id: at.schoolId, _version: await versionOf(at), effectiveOn: "2026-09-01", reason: "r", ...over });
  expect(await closeSchool({}, await step())).toMatchObject({ message: expect.stringContaining("state") });
  expect(await proposeClosure({}, await step({ reason: " " }))).toMatchObject({
    errors: { reason: [expect.any(String)] },
  });
  expect(await proposeClosure({}, await step())).toMatchObject({ done: true });
  expect(await closeSchool({}, await step({ effectiveOn: "2026-08-01" }))).toMatchObject({
    errors: { effectiveOn: [expect.stringContaining("1 September 2026")] },
  });
  expect(await closeSchool({}, await step({ effectiveOn: "2026-10-01" }))).toMatchObject({ done: true });
  expect(await reopenSchool({}, await step({ effectiveOn: "2026-11-01" }))).toMatchObject({ done: true });
  expect(await factsNow(at)).toMatchObject({ status: "OPEN", code: at.code });
  expect(await inTenant(at, (db) => db.schoolCode.findMany({ where: { schoolId: at.schoolId } }))).toMatchObject([
    { voidedOn: null },
  ]);
});

test("a rejected proposal says why; what was created in error never was", async () => {
  const at = await aRegistered({ status: "PROPOSED" });
  const wrong = await aRegistered({}, at);
  await signIn("SECTION_STAFF", at);
  const step = (school: Registered, reason: string) =>
    fields({ id: school.schoolId, _version: 1, effectiveOn: "2026-09-01", reason });
  expect(await rejectSchool({}, step(at, ""))).toMatchObject({ errors: { reason: [expect.any(String)] } });
  expect(await rejectSchool({}, step(at, "选址不符"))).toMatchObject({ done: true });
  expect(await auditOf(at, at.schoolId)).toMatchObject([{ capability: "school.reject", reason: "选址不符" }]);
  expect(await markSchoolError({}, step(wrong, "重复登记"))).toMatchObject({ done: true });
  const known = await inTenant(at, (db) =>
    db.schoolFact.findMany({ where: { schoolId: wrong.schoolId, supersededAt: null } }),
  );
  expect(known).toMatchObject([{ status: "CREATED_IN_ERROR", validFrom: new Date("2010-09-01"), validTo: null }]);
});

test("several become one: the others close, one code goes on, the rest are void", async () => {
  const at = await aRegistered();
  const [one, two] = [await aRegistered({}, at), await aRegistered({ stages: ["PRIMARY", "JUNIOR"] }, at)];
  await signIn("SECTION_STAFF", at);
  const form = async (over: Values) => formOf(at, { others: `${one.code}、${two.code}`, code: one.code, ...over });
  expect(await mergeIntoSchool({}, await form({ others: "2199999999" }))).toMatchObject({
    errors: { others: [expect.stringContaining("2199999999")] },
  });
  expect(await mergeIntoSchool({}, await form({ others: at.code }))).toMatchObject({
    errors: { others: [expect.any(String)] },
  });
  const stranger = await aRegistered({}, at);
  expect(await mergeIntoSchool({}, await form({ code: stranger.code }))).toMatchObject({
    errors: { code: [expect.stringContaining("its own code")] },
  });
  expect(await goes(mergeIntoSchool({}, await form({})))).toContain(at.schoolId);
  expect(browser.said).toContain("merged");
  expect(await factsNow(at)).toMatchObject({ code: one.code, stages: ["PRIMARY", "JUNIOR"], status: "OPEN" });
  for (const ended of [one, two]) expect(await factsNow(ended)).toMatchObject({ status: "CLOSED" });
  const codes = await inTenant(at, (db) =>
    db.schoolCode.findMany({ orderBy: { code: "asc" }, select: { code: true, schoolId: true, voidedOn: true } }),
  );
  expect(codes.map(({ voidedOn }) => voidedOn === null)).toEqual(
    [at.code, one.code, two.code, stranger.code].sort().map((code) => [one.code, stranger.code].includes(code)),
  );
  expect(codes.find(({ code }) => code === one.code)?.schoolId).toBe(at.schoolId);
  const links = await inTenant(at, (db) => db.schoolLink.findMany());
  expect(new Set(links.map(({ predecessorId }) => predecessorId))).toEqual(new Set([one.schoolId, two.schoolId]));
  expect(links).toMatchObject([
    { kind: "MERGER", successorId: at.schoolId },
    { kind: "MERGER", successorId: at.schoolId },
  ]);
});

test("one becomes several, and a succession can be put on record by hand", async () => {
  const at = await aRegistered();
  await signIn("SECTION_STAFF", at);
  const code = schoolText(at.districtId).code as string;
  const page = await goes(splitFromSchool({}, await formOf(at, { code, nameZh: "分设小学", closes: "on" })));
  const successorId = page.split("/")[2]?.split("?")[0];
  expect(await factsNow(at)).toMatchObject({ status: "CLOSED" });
  expect(await inTenant(at, (db) => db.schoolLink.findMany())).toMatchObject([
    { kind: "SPLIT", predecessorId: at.schoolId, successorId },
  ]);
  const link = fields({
    id: at.schoolId,
    direction: "predecessor",
    other: code,
    happenedOn: "2026-09-01",
    reason: "r",
  });
  expect(await linkSchools({}, link)).toMatchObject({ done: true });
  expect(await linkSchools({}, link)).toMatchObject({ message: expect.stringContaining("already") });
});

test("a change of category forces a new code and leaves a link; people go along", async () => {
  const at = await aRegistered();
  const clerk = await signIn("SCHOOL_CLERK", { tenantId: at.tenantId, schoolId: at.schoolId });
  await signIn("SECTION_STAFF", at);
  expect(await editSchool({}, await formOf(at, { stages: ["JUNIOR"] }))).toMatchObject({
    errors: { code: [expect.any(String)] },
  });
  expect(await editSchool({}, await formOf(at, { stages: ["JUNIOR"], code: "3199000777" }))).toMatchObject({
    errors: { code: [expect.stringContaining("category")] },
  });
  expect(await changeCategory({}, await formOf(at, { code: at.code, stages: ["JUNIOR"] }))).toMatchObject({
    errors: { code: [expect.any(String)] },
  });
  const renamed = { code: "3199000777", stages: ["JUNIOR"], nameZh: "清河初级中学" };
  const page = await goes(changeCategory({}, await formOf(at, renamed)));
  const successorId = page.split("/")[2]?.split("?")[0] ?? "";
  await inTenant(at, async (db) => {
    expect(await db.schoolLink.findMany()).toMatchObject([
      { kind: "RECODED", predecessorId: at.schoolId, successorId },
    ]);
    expect(await db.schoolCode.findFirst({ where: { code: at.code } })).toMatchObject({
      voidedOn: new Date("2026-09-01"),
    });
    expect(await db.membership.findMany({ where: { personId: clerk.personId, schoolId: successorId } })).toHaveLength(
      1,
    );
  });
  expect(await factsNow({ ...at, schoolId: successorId })).toMatchObject({
    code: "3199000777",
    nameZh: "清河初级中学",
    stages: ["JUNIOR"],
    status: "OPEN",
  });
});

test("a correction of one fact leaves every other fact of that time as it was", async () => {
  const at = await aRegistered();
  await signIn("SECTION_STAFF", at);
  await goes(editSchool({}, await formOf(at, { nameZh: "新名小学", capacity: "900", effectiveOn: "2026-09-01" })));
  const correction = { ownership: "INCLUSIVE", capacity: "900", correcting: "on", effectiveOn: "2020-09-01" };
  await goes(editSchool({}, await formOf(at, correction)));
  const known = await inTenant(at, (db) =>
    db.schoolFact.findMany({ where: { schoolId: at.schoolId, supersededAt: null }, orderBy: { validFrom: "asc" } }),
  );
  expect(known.map(({ ownership, nameZh, capacity }) => [ownership, nameZh === "新名小学", capacity])).toEqual([
    ["PUBLIC", false, null],
    ["INCLUSIVE", false, null],
    ["INCLUSIVE", true, 900],
  ]);
  const then = known[1]?.nameZh ?? "";
  const asThen = { nameZh: then, capacity: "700", ownership: "INCLUSIVE", shownOn: "2022-01-01" };
  await goes(editSchool({}, await formOf(at, { ...asThen, correcting: "on", effectiveOn: "2022-01-01" })));
  expect(await factsNow(at)).toMatchObject({ nameZh: "新名小学", capacity: 900 });
});

test("a part that becomes a school of its own is given no address or telephone that is not its own", async () => {
  const at = await aRegistered({ addressZh: "河滨路 264 号", phone: "000-1234" });
  await signIn("SECTION_STAFF", at);
  const code = schoolText(at.districtId).code as string;
  const page = await goes(splitFromSchool({}, await formOf(at, { code, nameZh: "分设小学" })));
  const id = page.split("/")[2]?.split("?")[0] ?? "";
  const school = await inTenant(at, (db) => db.school.findFirst({ where: { id } }));
  expect(school).toMatchObject({ addressZh: "", phone: "" });
});

test("another city's district cannot be named in a school", async () => {
  const at = await aRegistered();
  const foreign = await aDistrict(await aTenant());
  await signIn("SECTION_STAFF", at);
  const state = await editSchool({}, await formOf(at, { districtId: foreign.districtId, effectiveOn: "2026-09-01" }));
  expect(state.done).toBeUndefined();
  expect(await factsNow(at)).toMatchObject({ districtId: at.districtId });
});
