import { expect, test } from "vitest";
import {
  approveRequest,
  rejectRequest,
  requestMerger,
  requestNewSchool,
  requestSplit,
  withdrawRequest,
} from "#features/schools/change-actions.ts";
import { changeList } from "#features/schools/change-list.ts";
import { findChange, listChanges } from "#features/schools/change-queries.ts";
import { findMergerTask, namedIn } from "#features/schools/merger-plan.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, auditOf, inTenant } from "#support/factories.ts";
import { aKey, aRegistered, factsNow, type Registered, versionOf } from "./register.ts";

const swallow = (run: Promise<FormState>) =>
  run.catch((error: { digest?: string }): FormState => ({ message: error.digest ?? String(error) }));

async function cast() {
  const school = await aRegistered();
  const { tenantId, districtId } = school;
  const officer = await signIn("DISTRICT_OFFICER", { tenantId, districtId });
  const staff = await signIn("SECTION_STAFF", { tenantId });
  return { school, officer, staff };
}

const requests = (at: { tenantId: string }) =>
  inTenant(at, (db) => db.changeRequest.findMany({ orderBy: { requestedAt: "asc" } }));

let serial = 0;
const aNewCode = () => `2198${String(++serial).padStart(6, "0")}`;

const when = () => ({ _key: aKey(), effectiveOn: "2026-09-01", reason: "新建小区配套" });
const newSchool = (districtId: string) => ({
  ...when(),
  districtId,
  nameZh: "清河新城小学",
  code: "",
  ownership: "PUBLIC",
  stages: "PRIMARY",
  phone: "000-1234",
});

const decide = (id: string | undefined, over: Record<string, string> = {}) =>
  fields({ id: id ?? "", _version: 1, ...over });

const linksOf = (school: Registered) =>
  inTenant(school, (db) => db.schoolLink.findMany({ where: { successorId: school.schoolId } }));

test("a district asks for a new school in its own district; the section gives the code when it approves", async () => {
  const { school, officer, staff } = await cast();
  const south = await aDistrict(school, "South");
  become(officer);
  const form = newSchool(south.districtId);
  expect((await swallow(requestNewSchool({}, fields(form)))).message).toContain("/schools/changes/");
  const [request] = await requests(school);
  expect(request).toMatchObject({ kind: "CREATE", owner: "SECTION", schoolId: null, districtId: school.districtId });
  const seen = await withSession(officer.digest, (db) => listChanges(db, changeList.parse({ kind: "CREATE" })));
  expect(seen.rows).toMatchObject([{ nameZh: "清河新城小学", code: "", kind: "CREATE" }]);

  become(staff);
  expect((await approveRequest({}, decide(request?.id))).errors).toMatchObject({ code: [expect.any(String)] });
  expect((await approveRequest({}, decide(request?.id, { code: "nonsense" }))).errors).toMatchObject({
    code: [expect.any(String)],
  });
  expect((await approveRequest({}, decide(request?.id, { code: school.code }))).errors).toMatchObject({
    code: [expect.any(String)],
  });
  expect((await requests(school))[0]).toMatchObject({ status: "PENDING", version: 1 });

  const code = aNewCode();
  expect(await approveRequest({}, decide(request?.id, { code }))).toMatchObject({ done: true });
  const [approved] = await requests(school);
  expect(approved).toMatchObject({ status: "APPROVED", schoolId: expect.any(String) });
  const made = { ...school, schoolId: approved?.schoolId ?? "" };
  expect(await factsNow(made)).toMatchObject({
    code,
    nameZh: "清河新城小学",
    status: "OPEN",
    districtId: school.districtId,
    validFrom: new Date("2026-09-01"),
  });
  expect((await auditOf(school, request?.id ?? "")).map(({ capability }) => capability)).toEqual([
    "change.propose",
    "change.approve",
  ]);
});

test("a new school that is asked for is seen by its own district and the section alone", async () => {
  const { school, officer } = await cast();
  become(officer);
  await swallow(requestNewSchool({}, fields(newSchool(school.districtId))));
  const [request] = await requests(school);
  const south = await aDistrict(school, "South");
  const strangers = [
    await signIn("DISTRICT_OFFICER", { tenantId: school.tenantId, districtId: south.districtId }),
    await signIn("SCHOOL_HEAD", { tenantId: school.tenantId, schoolId: school.schoolId }),
    await signIn("SECTION_STAFF", { tenantId: (await aRegistered()).tenantId }),
  ];
  for (const stranger of strangers) {
    expect(await withSession(stranger.digest, (db) => findChange(db, request?.id ?? ""))).toBeNull();
    become(stranger);
    expect((await withdrawRequest({}, decide(request?.id))).done).toBeUndefined();
  }
  become(officer);
  expect(await withdrawRequest({}, decide(request?.id))).toMatchObject({ done: true });
});

async function askMerger(person: SignedIn, into: Registered, others: string, over: Record<string, string> = {}) {
  become(person);
  const form = { ...when(), id: into.schoolId, _version: await versionOf(into), others, ...over };
  return swallow(requestMerger({}, fields(form)));
}

test("a merger is asked for, changes nothing until it is approved, and then is whole", async () => {
  const { school, officer, staff } = await cast();
  const other = await aRegistered({}, school);
  expect((await askMerger(officer, school, other.code)).message).toContain("/schools/changes/");
  expect((await askMerger(officer, school, other.code)).message).toMatch(/already asked/);
  expect(await factsNow(other)).toMatchObject({ status: "OPEN" });
  const [request] = await requests(school);
  const found = await withSession(staff.digest, (db) => findChange(db, request?.id ?? ""));
  expect(found?.asked).toMatchObject({ kind: "MERGE", wanted: { others: [{ id: other.schoolId, code: other.code }] } });
  become(staff);
  expect(await approveRequest({}, decide(request?.id))).toMatchObject({ done: true });
  expect(await factsNow(other)).toMatchObject({ status: "CLOSED" });
  expect(await linksOf(school)).toMatchObject([{ predecessorId: other.schoolId, kind: "MERGER" }]);
  expect(await approveRequest({}, decide(request?.id))).toMatchObject({ message: expect.stringMatching(/changed/) });
});

test("a merger is asked for within the district, with schools that are open, and not with itself", async () => {
  const { school, officer } = await cast();
  const south = await aDistrict(school, "South");
  const far = await aRegistered({}, { ...school, districtId: south.districtId });
  const closed = await aRegistered({ status: "CLOSED" }, school);
  for (const code of [far.code, closed.code, school.code, "2100000000"]) {
    expect((await askMerger(officer, school, code)).errors, code).toMatchObject({ others: [expect.any(String)] });
  }
  expect((await askMerger(officer, far, school.code)).message).toBeTruthy();
  expect((await askMerger(officer, school, far.code, { _version: "7" })).message).toMatch(/changed/);
  expect(await requests(school)).toEqual([]);
});

test("an approval is refused where the schools have gone on meanwhile, and nothing of it stays", async () => {
  const { school, officer, staff } = await cast();
  const other = await aRegistered({}, school);
  await askMerger(officer, school, other.code);
  const [request] = await requests(school);
  await inTenant(school, (db) =>
    db.schoolFact.updateMany({ where: { schoolId: other.schoolId }, data: { status: "CLOSED" } }),
  );
  become(staff);
  expect((await approveRequest({}, decide(request?.id))).done).toBeUndefined();
  expect((await requests(school))[0]).toMatchObject({ status: "PENDING" });
  expect(await linksOf(school)).toEqual([]);
  const no = fields({ id: request?.id ?? "", _version: 1, reason: "已撤销" });
  expect(await rejectRequest({}, no)).toMatchObject({ done: true });
});

test("a split is asked for; approved, the new school stands in the same district with a link", async () => {
  const { school, officer, staff } = await cast();
  become(officer);
  const form = { ...newSchool(school.districtId), id: school.schoolId, _version: await versionOf(school) };
  expect((await swallow(requestSplit({}, fields(form)))).message).toContain("/schools/changes/");
  const [request] = await requests(school);
  become(staff);
  const code = aNewCode();
  expect(await approveRequest({}, decide(request?.id, { code }))).toMatchObject({ done: true });
  const link = await inTenant(school, (db) => db.schoolLink.findFirst({ where: { predecessorId: school.schoolId } }));
  expect(link).toMatchObject({ kind: "SPLIT" });
  expect(await factsNow({ ...school, schoolId: link?.successorId ?? "" })).toMatchObject({
    code,
    districtId: school.districtId,
    status: "OPEN",
  });
  expect(await factsNow(school)).toMatchObject({ status: "OPEN" });
});

test("a merger is looked at before it is made: codes and names are found, what is under way is counted", async () => {
  const { school, officer, staff } = await cast();
  const other = await aRegistered({ nameZh: "城关小学" }, school);
  const twins = [await aRegistered({ nameZh: "同名小学" }, school), await aRegistered({ nameZh: "同名小学" }, school)];
  await signIn("SCHOOL_CLERK", { tenantId: school.tenantId, schoolId: other.schoolId });
  const look = (person: SignedIn, named: string) =>
    withSession(person.digest, async (db, actor) => {
      if (actor === null || typeof actor === "string") throw new Error("nobody");
      return (
        await findMergerTask(db, actor, { id: school.schoolId, named: namedIn({ others: named }), locale: "zh-CN" })
      )?.plan;
    });
  expect(await look(staff, `城关小学\n${twins[0]?.code} ${school.code}`)).toMatchObject({
    into: { id: school.schoolId },
    others: expect.arrayContaining([expect.objectContaining({ id: other.schoolId, people: 1, requests: 0 })]),
    unknown: [],
    ambiguous: [],
  });
  expect(await look(staff, "同名小学，没有的小学")).toMatchObject({
    others: [],
    unknown: ["没有的小学"],
    ambiguous: ["同名小学"],
  });
  expect(await look(officer, "'; drop table x --\u0000")).toMatchObject({ others: [] });
});

test("what was approved for a day to come stays in its district's sight, and a second school of one name is asked about", async () => {
  const { school, officer, staff } = await cast();
  become(officer);
  const future = { ...newSchool(school.districtId), effectiveOn: "2036-09-01" };
  await swallow(requestNewSchool({}, fields(future)));
  const [request] = await requests(school);
  become(staff);
  expect(await approveRequest({}, decide(request?.id, { code: aNewCode() }))).toMatchObject({ done: true });
  const seen = await withSession(officer.digest, (db) => listChanges(db, changeList.parse({ mine: "recent" })));
  expect(seen.rows).toMatchObject([{ id: request?.id, status: "APPROVED" }]);
  become(officer);
  const again = newSchool(school.districtId);
  expect((await swallow(requestNewSchool({}, fields(again)))).errors).toMatchObject({ twin: [expect.any(String)] });
  expect((await swallow(requestNewSchool({}, fields({ ...again, twin: "on" })))).message).toContain(
    "/schools/changes/",
  );
});

test("a merger asks for a code of one of its schools, and is not made with a school that has moved away", async () => {
  const { school, officer, staff } = await cast();
  const other = await aRegistered({}, school);
  expect((await askMerger(officer, school, other.code, { code: aNewCode() })).errors).toMatchObject({
    code: [expect.any(String)],
  });
  await askMerger(officer, school, other.code, { code: other.code });
  const south = await aDistrict(school, "South");
  await inTenant(school, (db) =>
    db.schoolFact.updateMany({ where: { schoolId: other.schoolId }, data: { districtId: south.districtId } }),
  );
  const [request] = await requests(school);
  become(staff);
  expect((await approveRequest({}, decide(request?.id))).message).toContain("another district");
  expect((await requests(school))[0]).toMatchObject({ status: "PENDING" });
});
