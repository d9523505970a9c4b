import { expect, test } from "vitest";
import { editSchool } from "#features/schools/actions.ts";
import { approveRequest, rejectRequest, requestClosure, withdrawRequest } from "#features/schools/change-actions.ts";
import { changeList } from "#features/schools/change-list.ts";
import { findChange, listChanges } from "#features/schools/change-queries.ts";
import { withSession } from "#server/db.ts";
import { become, fields, signIn } from "#support/actor.ts";
import { aDistrict, auditOf, inTenant } from "#support/factories.ts";
import { ask, cast, requests, swallow } from "./asking.ts";
import { aKey, aRegistered, factsNow, versionOf } from "./register.ts";

test("one request goes to each owner; each decides its own; the register changes from the day asked for", async () => {
  const { school, clerk, officer, staff } = await cast();
  await ask(school, clerk, { capacity: "900", nameZh: "清河实验小学" });
  const [district, section] = await requests(school);
  expect(district).toMatchObject({
    owner: "DISTRICT",
    before: { capacity: null },
    wanted: { capacity: 900 },
    status: "PENDING",
  });
  expect(section).toMatchObject({ owner: "SECTION", wanted: { nameZh: "清河实验小学" } });
  become(officer);
  const decide = (id: string | undefined) => fields({ id: id ?? "", _version: 1 });
  expect(await approveRequest({}, decide(section?.id))).toMatchObject({ message: expect.stringContaining("section") });
  expect(await approveRequest({}, decide(district?.id))).toMatchObject({ done: true });
  expect(await factsNow(school)).toMatchObject({ capacity: 900, validFrom: new Date("2026-09-01") });
  become(staff);
  expect(await approveRequest({}, decide(section?.id))).toMatchObject({ done: true });
  expect(await approveRequest({}, decide(section?.id))).toMatchObject({ message: expect.stringContaining("changed") });
  expect(await factsNow(school)).toMatchObject({ capacity: 900, nameZh: "清河实验小学" });
  expect((await auditOf(school, section?.id ?? "")).at(-1)).toMatchObject({ capability: "change.approve" });
});

test("a rejection needs a reason, and keeps the register as it is", async () => {
  const { school, clerk, staff } = await cast();
  await ask(school, clerk, { ownership: "PRIVATE" });
  const [request] = await requests(school);
  become(staff);
  const form = (reason: string) => fields({ id: request?.id ?? "", _version: 1, reason });
  expect(await rejectRequest({}, form("  "))).toMatchObject({ errors: { reason: [expect.any(String)] } });
  expect(await rejectRequest({}, form("无批复文件"))).toMatchObject({ done: true });
  expect(await requests(school)).toMatchObject([{ status: "REJECTED", decisionReason: "无批复文件" }]);
  expect(await factsNow(school)).toMatchObject({ ownership: "PUBLIC" });
});

test("a district's word on its own fields needs nobody; on others it asks", async () => {
  const { school, officer } = await cast();
  await ask(school, officer, { boarding: "yes", ownership: "PRIVATE" });
  expect(await requests(school)).toMatchObject([
    { owner: "DISTRICT", status: "APPROVED" },
    { owner: "SECTION", status: "PENDING" },
  ]);
  expect(await factsNow(school)).toMatchObject({ boarding: true, ownership: "PUBLIC" });
});

test("a request that the register has overtaken is shown as such and must be confirmed", async () => {
  const { school, clerk, staff } = await cast();
  await ask(school, clerk, { nameZh: "甲小学" });
  const [request] = await requests(school);
  become(staff);
  const facts = await factsNow(school);
  await swallow(
    editSchool(
      {},
      fields({
        id: school.schoolId,
        _version: await versionOf(school),
        _key: aKey(),
        effectiveOn: "2026-09-01",
        reason: "r",
        code: school.code,
        nameZh: "乙小学",
        nameEn: facts?.nameEn ?? "",
        districtId: school.districtId,
        ownership: "PUBLIC",
        stages: "PRIMARY",
        settlement: "URBAN",
      }),
    ),
  );
  const found = await inTenant(school, (db) => findChange(db, request?.id ?? ""));
  expect(found).toMatchObject({ stale: ["nameZh"], now: { nameZh: "乙小学" } });
  const form = (over: object) => fields({ id: request?.id ?? "", _version: 1, ...over });
  expect(await approveRequest({}, form({}))).toMatchObject({ errors: { confirmed: [expect.any(String)] } });
  expect(await approveRequest({}, form({ confirmed: "on" }))).toMatchObject({ done: true });
  expect(await factsNow(school)).toMatchObject({ nameZh: "甲小学" });
});

test("the same is asked once, nothing is not asked, and whoever asked may take it back", async () => {
  const { school, clerk, officer } = await cast();
  expect(await ask(school, clerk, {})).toMatchObject({ message: expect.stringContaining("Nothing") });
  await ask(school, clerk, { nameZh: "甲小学" });
  expect(await ask(school, clerk, { nameZh: "乙小学" })).toMatchObject({
    message: expect.stringContaining("already waits"),
  });
  const [request] = await requests(school);
  const form = fields({ id: request?.id ?? "", _version: 1 });
  become(officer);
  expect(await withdrawRequest({}, form)).toMatchObject({ message: expect.stringContaining("Only the person") });
  become(clerk);
  expect(await withdrawRequest({}, form)).toMatchObject({ done: true });
  expect(await requests(school)).toMatchObject([{ status: "WITHDRAWN" }]);
});

test("a closure is asked for and, once approved, the school is closed and its code void", async () => {
  const { school, officer, staff } = await cast();
  become(officer);
  await swallow(
    requestClosure(
      {},
      fields({ id: school.schoolId, _version: 1, _key: aKey(), effectiveOn: "2026-09-01", reason: "生源不足" }),
    ),
  );
  const [request] = await requests(school);
  expect(request).toMatchObject({ kind: "CLOSE", owner: "SECTION", wanted: { status: "CLOSED" }, status: "PENDING" });
  become(staff);
  expect(await approveRequest({}, fields({ id: request?.id ?? "", _version: 1 }))).toMatchObject({ done: true });
  expect(await factsNow(school)).toMatchObject({ status: "CLOSED" });
});

test("a request about a school that has closed since can only be rejected", async () => {
  const { school, clerk, staff } = await cast();
  await ask(school, clerk, { nameZh: "甲小学" });
  const [request] = await requests(school);
  await inTenant(school, (db) =>
    db.schoolFact.updateMany({ where: { schoolId: school.schoolId }, data: { status: "CLOSED" } }),
  );
  become(staff);
  const form = (over: object) => fields({ id: request?.id ?? "", _version: 1, ...over });
  expect((await approveRequest({}, form({}))).message).toContain("has closed");
  expect(await rejectRequest({}, form({ reason: "已撤销" }))).toMatchObject({ done: true });
});

test("requests stay within reach: another school, another district, another city", async () => {
  const { school, clerk } = await cast();
  await ask(school, clerk, { nameZh: "甲小学" });
  const [request] = await requests(school);
  const sibling = await aRegistered({}, school);
  const south = await aDistrict(school, "South");
  const foreign = await aRegistered();
  const strangers = [
    await signIn("SCHOOL_CLERK", { tenantId: school.tenantId, schoolId: sibling.schoolId }),
    await signIn("DISTRICT_OFFICER", { tenantId: school.tenantId, districtId: south.districtId }),
    await signIn("SECTION_STAFF", { tenantId: foreign.tenantId }),
  ];
  for (const stranger of strangers) {
    const seen = await withSession(stranger.digest, (db) => listChanges(db, changeList.parse({})));
    expect(seen).toMatchObject({ count: 0, rows: [] });
    become(stranger);
    expect((await approveRequest({}, fields({ id: request?.id ?? "", _version: 1 }))).done).toBeUndefined();
    expect((await ask(school, stranger, { nameZh: "外人小学" })).message).toBeTruthy();
  }
  expect(await requests(school)).toMatchObject([{ status: "PENDING", requestedByName: clerk.name }]);
});

test("the queue filters, and pages by key over ties of time", async () => {
  const { school, clerk } = await cast();
  await inTenant(school, (db) =>
    db.changeRequest.createMany({
      data: Array.from({ length: 30 }, (_, at) => ({
        schoolId: school.schoolId,
        districtId: school.districtId,
        kind: "CHANGE" as const,
        owner: "SECTION" as const,
        requestedBy: clerk.personId,
        effectiveOn: new Date("2026-09-01"),
        reason: `${at}`,
        requestedByName: "x",
        requestedAt: new Date("2026-09-01T00:00:00Z"),
      })),
    }),
  );
  await inTenant(school, async (db) => {
    const first = await listChanges(db, changeList.parse({ status: "PENDING", owner: "SECTION" }));
    const second = await listChanges(
      db,
      changeList.parse({ status: "PENDING", owner: "SECTION", after: first.after ?? "" }),
    );
    expect([first.count, first.rows.length, second.rows.length]).toEqual([30, 25, 5]);
    expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(30);
    expect((await listChanges(db, changeList.parse({ owner: "DISTRICT" }))).count).toBe(0);
    expect((await listChanges(db, changeList.parse({ school: school.schoolId }))).count).toBe(30);
  });
});
