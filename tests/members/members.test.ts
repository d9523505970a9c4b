import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import {
  closeAccount,
  endMembership,
  inviteMember,
  makeInvitationLink,
  makeResetLink,
  moveMembership,
  removeLostCode,
} from "#features/members/actions.ts";
import { listMembers, member } from "#features/members/queries.ts";
import { memberList } from "#features/members/schema.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { withSession } from "#server/db.ts";
import { become, browser, fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { aMembership, aPerson, openSessionOf } from "../accounts/people.ts";

beforeEach(() => {
  browser.digest = null;
});

const someone = () => ({ email: `${randomUUID()}@example.test`, name: "Somebody New" });
const invite = (values: Record<string, string>) => inviteMember({}, fields({ ...someone(), ...values }));

async function aCity() {
  const tenant = await aTenant();
  const [north, south] = [await aDistrict(tenant, "North"), await aDistrict(tenant, "South")];
  return { tenant, north, south, school: await aSchool(north), other: await aSchool(south) };
}

async function membershipsOf(tenant: { tenantId: string }, email: string) {
  return inTenant(tenant, (db) => db.membership.findMany({ where: { person: { email } } }));
}

test("an invitation makes person, role and link, and is on record", async () => {
  const { tenant, school } = await aCity();
  await signIn("SYSTEM_ADMIN", tenant);
  const { email, name } = someone();
  const made = await inviteMember({}, fields({ email, name, role: "SCHOOL_CLERK", school: school.code }));
  expect(made).toMatchObject({ done: true, message: expect.stringMatching(/\/welcome\/[\w-]{43}$/) });
  const [membership] = await membershipsOf(tenant, email);
  expect(membership).toMatchObject({ role: "SCHOOL_CLERK", schoolId: school.schoolId, districtId: null });
  expect(await auditOf(tenant, membership?.id ?? "")).toMatchObject([
    { capability: "member.invite", schoolId: school.schoolId, system: true, detail: { role: "SCHOOL_CLERK" } },
  ]);
  expect((await inviteMember({}, fields({ email, name, role: "SCHOOL_CLERK", school: school.code }))).message).toMatch(
    /already/,
  );
});

test("who may give which role, where", async () => {
  const { tenant, north, south, school, other } = await aCity();
  const cases: [Role, object, Record<string, string>, boolean][] = [
    ["SYSTEM_ADMIN", {}, { role: "SYSTEM_ADMIN" }, true],
    ["SYSTEM_ADMIN", {}, { role: "INSPECTOR" }, false],
    ["SYSTEM_ADMIN", {}, { role: "INSPECTOR", districtId: "whole-city" }, true],
    ["SYSTEM_ADMIN", {}, { role: "DISTRICT_OFFICER", districtId: "whole-city" }, false],
    ["SYSTEM_ADMIN", {}, { role: "DISTRICT_OFFICER" }, false],
    ["SYSTEM_ADMIN", {}, { role: "DISTRICT_OFFICER", districtId: south.districtId }, true],
    ["SYSTEM_ADMIN", {}, { role: "SCHOOL_HEAD" }, false],
    ["SYSTEM_ADMIN", {}, { role: "SCHOOL_HEAD", school: "no such school" }, false],
    ["DISTRICT_OFFICER", { districtId: north.districtId }, { role: "SCHOOL_HEAD", school: school.code }, true],
    ["DISTRICT_OFFICER", { districtId: north.districtId }, { role: "SCHOOL_HEAD", school: other.code }, false],
    [
      "DISTRICT_OFFICER",
      { districtId: north.districtId },
      { role: "DISTRICT_OFFICER", districtId: north.districtId },
      false,
    ],
    ["DISTRICT_OFFICER", { districtId: north.districtId }, { role: "SECTION_HEAD" }, false],
    ["SCHOOL_HEAD", { schoolId: school.schoolId }, { role: "SCHOOL_CLERK" }, true],
    ["SCHOOL_HEAD", { schoolId: school.schoolId }, { role: "SCHOOL_HEAD" }, false],
    ["SECTION_HEAD", {}, { role: "SCHOOL_CLERK", school: school.code }, false],
    ["SCHOOL_CLERK", { schoolId: school.schoolId }, { role: "SCHOOL_CLERK" }, false],
    ["INSPECTOR", { districtId: north.districtId }, { role: "SCHOOL_CLERK", school: school.code }, false],
  ];
  for (const [giver, place, values, allowed] of cases) {
    await signIn(giver, { ...tenant, ...place });
    expect((await invite(values)).done ?? false, `${giver} gives ${JSON.stringify(values)}`).toBe(allowed);
  }
  await signIn("SCHOOL_HEAD", { ...tenant, schoolId: school.schoolId });
  const { email, name } = someone();
  await inviteMember({}, fields({ email, name, role: "SCHOOL_CLERK", school: other.code }));
  expect(await membershipsOf(tenant, email)).toMatchObject([{ schoolId: school.schoolId }]);
});

test("the database itself refuses a rank above its giver's", async () => {
  const { tenant, school } = await aCity();
  const head = await signIn("SCHOOL_HEAD", { ...tenant, schoolId: school.schoolId });
  const give = (role: Role) =>
    withSession(head.digest, (db) =>
      db.membership.createMany({
        data: { personId: head.personId, role, schoolId: school.schoolId, offeredAt: new Date() },
      }),
    );
  await expect(give("SECTION_HEAD")).rejects.toThrow();
  await expect(give("SCHOOL_HEAD")).rejects.toThrow();
  await give("SCHOOL_CLERK");
  const promote = withSession(head.digest, (db) =>
    db.membership.updateMany({
      where: { id: head.membershipId },
      data: { role: "SECTION_HEAD", version: { increment: 1 } },
    }),
  );
  await expect(promote).rejects.toThrow();
});

test("somebody known in another city is just added: nothing is learnt, nothing of theirs is opened or closed", async () => {
  const elsewhere = await aTenant();
  const person = await aPerson(elsewhere, "SECTION_HEAD");
  const { tenant } = await aCity();
  await signIn("SYSTEM_ADMIN", tenant);
  const made = await inviteMember({}, fields({ email: person.email, name: "Somebody Else", role: "SECTION_STAFF" }));
  expect(made).toMatchObject({ done: true, message: expect.stringContaining("/welcome/") });
  expect((await makeResetLink({}, fields({ personId: person.personId }))).message).toMatch(/not yours to reset/);
  expect((await removeLostCode({}, fields({ personId: person.personId }))).message).toMatch(/not yours/);
  await closeAccount({}, fields({ personId: person.personId }));
  const { rows: people } = await owner().query('select "disabledAt" from "Person" where id = $1', [person.personId]);
  expect(people).toEqual([{ disabledAt: null }]);
});

test("a head cannot get into the account of somebody who is more than their clerk", async () => {
  const { tenant, school, north } = await aCity();
  const clerk = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  const both = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  await aMembership(tenant, both.personId, "SECTION_STAFF");
  await signIn("SCHOOL_HEAD", { ...tenant, schoolId: school.schoolId });
  const reset = (personId: string) => makeResetLink({}, fields({ personId }));
  expect(await reset(clerk.personId)).toMatchObject({ done: true });
  expect((await reset(both.personId)).message).toMatch(/not yours/);
  await signIn("DISTRICT_OFFICER", north);
  expect((await reset(both.personId)).message).toMatch(/not yours/);
});

const standing = (digest: Buffer<ArrayBuffer>) => withSession(digest, async (_db, actor) => actor);

test("ending and moving a role take effect at the next request; a stale version changes nothing", async () => {
  const { tenant, north, south } = await aCity();
  await signIn("SYSTEM_ADMIN", tenant);
  const officer = await aPerson(tenant, "DISTRICT_OFFICER", { districtId: north.districtId });
  const session = await openSessionOf(tenant, officer);
  expect(await standing(session.digest)).toMatchObject({ districtId: north.districtId });
  expect(
    await moveMembership({}, fields({ id: officer.membershipId, _version: 7, districtId: south.districtId })),
  ).toMatchObject({ conflict: [{ label: "District", mine: "South", theirs: "North" }] });
  expect(await standing(session.digest)).toMatchObject({ districtId: north.districtId });
  expect(
    await moveMembership({}, fields({ id: officer.membershipId, _version: 1, districtId: south.districtId })),
  ).toMatchObject({ done: true });
  expect(await standing(session.digest)).toBeNull();
  const moved = (await membershipsOf(tenant, officer.email)).find(({ endsOn }) => endsOn === null);
  expect(moved).toMatchObject({ districtId: south.districtId, role: "DISTRICT_OFFICER" });
  const again = await openSessionOf(tenant, { personId: officer.personId, membershipId: moved?.id ?? "" });
  expect(await endMembership({}, fields({ id: moved?.id ?? "", _version: 1 }))).toMatchObject({ done: true });
  expect(await standing(again.digest)).toBeNull();
  expect((await endMembership({}, fields({ id: moved?.id ?? "", _version: 2 }))).done).toBeUndefined();
});

test("closing an account that is used nowhere else disables it; being added again opens it", async () => {
  const { tenant } = await aCity();
  await signIn("SYSTEM_ADMIN", tenant);
  const person = await aPerson(tenant);
  const session = await openSessionOf(tenant, person);
  expect(await closeAccount({}, fields({ personId: person.personId }))).toMatchObject({ done: true });
  expect(await standing(session.digest)).toBeNull();
  const disabled = async () =>
    (await owner().query('select "disabledAt" from "Person" where id = $1', [person.personId])).rows[0].disabledAt;
  expect(await disabled()).not.toBeNull();
  expect(await inviteMember({}, fields({ email: person.email, name: "x", role: "SECTION_STAFF" }))).toMatchObject({
    done: true,
  });
  expect(await disabled()).toBeNull();
});

test("the last administrator stays, and nobody ends or resets themselves", async () => {
  const { tenant } = await aCity();
  const first = await signIn("SYSTEM_ADMIN", tenant);
  expect((await endMembership({}, fields({ id: first.membershipId, _version: 1 }))).message).toMatch(/your own/);
  expect((await makeResetLink({}, fields({ personId: first.personId }))).message).toMatch(/your own/);
  const second = await signIn("SYSTEM_ADMIN", tenant);
  expect(await endMembership({}, fields({ id: first.membershipId, _version: 1 }))).toMatchObject({ done: true });
  const third = await aPerson(tenant, "SYSTEM_ADMIN");
  await inTenant(tenant, (db) =>
    db.membership.updateMany({
      where: { id: second.membershipId },
      data: { startsOn: new Date("2999-01-01"), version: { increment: 1 } },
    }),
  );
  become(await openSessionOf(tenant, third));
  expect((await endMembership({}, fields({ id: second.membershipId, _version: 2 }))).done).toBe(true);
});

test("a lost code and the password are reset by two administrators", async () => {
  const { tenant } = await aCity();
  const person = await aPerson(tenant);
  await owner().query(`update "Credential" set "totpSecret" = 'A', "totpSince" = now() where "personId" = $1`, [
    person.personId,
  ]);
  const one = await signIn("SYSTEM_ADMIN", tenant);
  expect(await removeLostCode({}, fields({ personId: person.personId }))).toMatchObject({ done: true });
  const { rows } = await owner().query('select "totpSince" from "Credential" where "personId" = $1', [person.personId]);
  expect(rows).toEqual([{ totpSince: null }]);
  expect((await makeResetLink({}, fields({ personId: person.personId }))).message).toMatch(/another administrator/);
  await signIn("SYSTEM_ADMIN", tenant);
  expect(await makeResetLink({}, fields({ personId: person.personId }))).toMatchObject({ done: true });
  expect((await removeLostCode({}, fields({ personId: person.personId }))).message).toMatch(/another administrator/);
  expect(await auditOf(tenant, person.personId)).toHaveLength(2);
  become(one);
});

test("ids from another city, of another reach, and made-up ones change nothing", async () => {
  const { tenant, school, other } = await aCity();
  const foreign = await aPerson(await aTenant());
  const far = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: other.schoolId });
  const tries = async (target: { personId: string; membershipId: string }) => [
    await endMembership({}, fields({ id: target.membershipId, _version: 1 })),
    await moveMembership({}, fields({ id: target.membershipId, _version: 1, school: school.code })),
    await makeResetLink({}, fields({ personId: target.personId })),
    await makeInvitationLink({}, fields({ id: target.membershipId })),
    await removeLostCode({}, fields({ personId: target.personId })),
    await closeAccount({}, fields({ personId: target.personId })),
  ];
  const forged = { personId: randomUUID(), membershipId: randomUUID() };
  await signIn("SYSTEM_ADMIN", tenant);
  for (const answer of [...(await tries(foreign)), ...(await tries(forged))]) expect(answer.done).toBeUndefined();
  await signIn("SCHOOL_HEAD", { ...tenant, schoolId: school.schoolId });
  for (const answer of await tries(far)) expect(answer.done).toBeUndefined();
  const untouched = await inTenant(tenant, (db) => db.membership.findFirst({ where: { id: far.membershipId } }));
  expect(untouched).toMatchObject({ endsOn: null, version: 1 });
});

test("the list shows each role those within its reach, filters, searches and pages", async () => {
  const { tenant, north, school, other } = await aCity();
  const clerk = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  const far = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: other.schoolId });
  const list = (address: Record<string, string> = {}) =>
    withSession(browser.digest ?? Buffer.alloc(32), (db) => listMembers(db, memberList.parse(address), "2026-11-24"));
  const ids = async (address?: Record<string, string>) => (await list(address)).rows.map(({ id }) => id);

  const head = await signIn("SCHOOL_HEAD", { ...tenant, schoolId: school.schoolId });
  expect(new Set(await ids())).toEqual(new Set([clerk.personId, head.personId]));
  expect(await withSession(head.digest, (db) => member(db, far.personId, "2026-11-24"))).toBeNull();
  await signIn("DISTRICT_OFFICER", north);
  expect(await ids()).not.toContain(far.personId);
  await signIn("SYSTEM_ADMIN", tenant);
  expect(await ids({ district: north.districtId, role: "SCHOOL_CLERK" })).toEqual([clerk.personId]);
  expect(await ids({ q: far.email.slice(0, 13) })).toEqual([far.personId]);
  expect(await ids({ state: "ended" })).toEqual([]);
  expect(await ids({ q: "%" })).toEqual([]);

  for (let n = 0; n < 30; n += 1) await aPerson(tenant);
  const first = await list();
  expect(first).toMatchObject({ count: 35, counted: true, previous: undefined });
  const second = await list({ after: first.next ?? "" });
  expect(new Set([...first.rows, ...second.rows].map(({ id }) => id)).size).toBe(35);
  expect(second.next).toBeUndefined();
  expect((await list({ before: second.previous ?? "" })).rows).toEqual(first.rows);
});
