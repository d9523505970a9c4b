import { randomUUID } from "node:crypto";
import { generate } from "otplib";
import { beforeEach, expect, test, vi } from "vitest";
import { readLink } from "#features/accounts/choose-password.ts";
import { choosePasswordByLink, giveCode, signInForOffer, takeUpOffer } from "#features/accounts/door-actions.ts";
import { newKey } from "#features/accounts/one-time-code.ts";
import { ownMemberships } from "#features/accounts/sessions.ts";
import {
  closeAccount,
  endMembership,
  inviteMember,
  makeInvitationLink,
  makeResetLink,
  moveMembership,
} from "#features/members/actions.ts";
import { member } from "#features/members/queries.ts";
import { digestOf } from "#lib/digest.ts";
import type { FormState } from "#lib/form.ts";
import { onOwnAccount, withSession } from "#server/db.ts";
import { become, browser, fields, type SignedIn, signIn, signInOperator } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { followCookie, jar } from "../accounts/jar.ts";
import { aPerson, PASSWORD } from "../accounts/people.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

beforeEach(() => {
  jar.clear();
  browser.digest = null;
});

const NEW = "a lantern under nine bridges";
const tokenOf = (state: FormState) => state.message?.split("/welcome/")[1] ?? "";
const swallow = (run: Promise<FormState>) =>
  run.catch((error: { digest?: string }): FormState => ({ message: error.digest ?? String(error), done: true }));

async function offer(admin: SignedIn, email: string, role = "SECTION_HEAD"): Promise<string> {
  become(admin);
  const form = { email, name: "Somebody", role, districtId: role === "INSPECTOR" ? "whole-city" : "" };
  const token = tokenOf(await inviteMember({}, fields(form)));
  become(null);
  return token;
}

const takeUp = (token: string) => swallow(takeUpOffer({}, fields({ token })));
const rolesHere = async () =>
  withSession(await followCookie(), (db) =>
    onOwnAccount(db, async () => (await ownMemberships(db)).map(({ role }) => role)),
  );

test("a role that is offered opens nothing until its own link is opened by the person it is for", async () => {
  const [tenant, elsewhere] = [await aTenant(), await aTenant()];
  const person = await aPerson(elsewhere, "INSPECTOR");
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const token = await offer(admin, person.email);
  const [offered] = await inTenant(tenant, (db) => db.membership.findMany({ where: { personId: person.personId } }));
  expect(offered?.offeredAt).not.toBeNull();
  expect(await withSession(admin.digest, (db) => member(db, person.personId, "2026-11-25"))).toMatchObject({
    memberships: [{ state: "offered" }],
  });

  expect((await choosePasswordByLink({}, fields({ token, newPassword: NEW }))).message).toMatch(/sign in with it/);
  expect(await swallow(signInForOffer({}, fields({ token, password: "something else entirely" })))).not.toHaveProperty(
    "done",
  );
  const stranger = await signIn("SECTION_STAFF", tenant);
  expect((await takeUp(token)).message).toMatch(/has been used, has expired/);
  become(stranger);

  expect((await swallow(signInForOffer({}, fields({ token, password: PASSWORD })))).message).toContain("/welcome/");
  expect(await rolesHere()).toEqual(["INSPECTOR"]);
  expect((await takeUp(token)).message).toContain(";/;");
  expect(await rolesHere()).toEqual(expect.arrayContaining(["INSPECTOR", "SECTION_HEAD"]));
  expect(await withSession(await followCookie(), async (_db, actor) => actor)).toMatchObject({
    role: "SECTION_HEAD",
    tenant: { id: tenant.tenantId },
  });
  expect((await auditOf(tenant, person.personId)).map(({ capability }) => capability)).toContain("member.takeUp");
  expect((await takeUp(token)).message).toMatch(/has been used, has expired/);
});

test("whoever holds an early link to an address gets nothing of what is given to it later", async () => {
  const [here, there] = [await aTenant(), await aTenant()];
  const email = `${randomUUID()}@example.test`;
  const early = await offer(await signIn("SYSTEM_ADMIN", here), email, "INSPECTOR");
  const late = await offer(await signIn("SYSTEM_ADMIN", there), email);
  await swallow(choosePasswordByLink({}, fields({ token: early, newPassword: NEW })));
  expect(await rolesHere()).toEqual(["INSPECTOR"]);
  jar.clear();
  browser.digest = null;
  expect(
    await swallow(choosePasswordByLink({}, fields({ token: late, newPassword: "another lantern, other bridges" }))),
  ).not.toHaveProperty("done");
});

test("a first password by the link takes up its role in the same step, and signing in is on the city's record", async () => {
  const tenant = await aTenant();
  const email = `${randomUUID()}@example.test`;
  const token = await offer(await signIn("SYSTEM_ADMIN", tenant), email);
  expect(await choosePasswordByLink({}, fields({ token, newPassword: "short" }))).toHaveProperty("errors.newPassword");
  expect((await swallow(choosePasswordByLink({}, fields({ token, newPassword: NEW })))).message).toContain(";/;");
  expect(await rolesHere()).toEqual(["SECTION_HEAD"]);
  const { rows } = await owner().query('select id from "Person" where email = $1', [email]);
  expect((await auditOf(tenant, rows[0].id)).map(({ capability }) => capability)).toEqual([
    "member.takeUp",
    "account.passwordByLink",
    "account.signIn",
  ]);
});

test("the one-time code is asked for on the way, and leads back to the offer", async () => {
  const [tenant, elsewhere] = [await aTenant(), await aTenant()];
  const person = await aPerson(elsewhere);
  const { key } = newKey(person.email);
  await owner().query('update "Credential" set "totpSecret" = $1, "totpSince" = now() where "personId" = $2', [
    key,
    person.personId,
  ]);
  const token = await offer(await signIn("SYSTEM_ADMIN", tenant), person.email);
  await swallow(signInForOffer({}, fields({ token, password: PASSWORD })));
  await followCookie();
  expect((await takeUp(token)).message).toMatch(/signed out/);
  const code = await swallow(giveCode({}, fields({ oneTimeCode: await generate({ secret: key }) })));
  expect(code.message).toContain(`/welcome/${token}`);
  await followCookie();
  expect((await takeUp(token)).message).toContain(";/;");
});

test("a new link replaces the one before; an ended offer opens nothing; what is in force has no link", async () => {
  const tenant = await aTenant();
  const [north, south] = [await aDistrict(tenant), await aDistrict(tenant)];
  const person = await aPerson(await aTenant());
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const form = { email: person.email, name: "Somebody", role: "DISTRICT_OFFICER", districtId: north.districtId };
  const first = tokenOf(await inviteMember({}, fields(form)));
  const [offered] = await inTenant(tenant, (db) => db.membership.findMany({ where: { personId: person.personId } }));
  const id = offered?.id ?? "";
  const second = tokenOf(await makeInvitationLink({}, fields({ id })));
  become(null);
  expect(await swallow(signInForOffer({}, fields({ token: first, password: PASSWORD })))).not.toHaveProperty("done");
  await swallow(signInForOffer({}, fields({ token: second, password: PASSWORD })));
  await followCookie();
  expect((await takeUp(second)).message).toContain(";/;");

  become(admin);
  expect((await makeInvitationLink({}, fields({ id }))).message).toMatch(/changed since/);
  expect(await moveMembership({}, fields({ id, _version: 2, districtId: south.districtId }))).toMatchObject({
    done: true,
  });
  await inviteMember({}, fields({ email: person.email, name: "x", role: "SECTION_HEAD" }));
  const open = await inTenant(tenant, (db) =>
    db.membership.findMany({ where: { personId: person.personId, endsOn: null } }),
  );
  expect(open.map(({ role, offeredAt }) => [role, offeredAt === null]).sort()).toEqual([
    ["DISTRICT_OFFICER", true],
    ["SECTION_HEAD", false],
  ]);
  const pending = open.find(({ offeredAt }) => offeredAt !== null);
  const third = tokenOf(await makeInvitationLink({}, fields({ id: pending?.id ?? "" })));
  expect(await endMembership({}, fields({ id: pending?.id ?? "", _version: 1 }))).toMatchObject({ done: true });
  become(null);
  expect(await swallow(signInForOffer({}, fields({ token: third, password: PASSWORD })))).not.toHaveProperty("done");
});

test("the database puts nothing in force that was not offered and taken up", async () => {
  const tenant = await aTenant();
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const person = await aPerson(await aTenant());
  const directly = withSession(admin.digest, (db) =>
    db.membership.createMany({ data: { personId: person.personId, role: "SECTION_HEAD" } }),
  );
  await expect(directly).rejects.toThrow();
  await offer(admin, person.email);
  const forced = withSession(admin.digest, (db) =>
    db.membership.updateMany({
      where: { personId: person.personId },
      data: { offeredAt: null, version: { increment: 1 } },
    }),
  );
  await expect(forced).rejects.toThrow();
});

const openToken = (token: string) => readLink(digestOf(token));

test("a reset link that was made before a role was taken up opens nothing afterwards", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const clerk = await aPerson(school, "SCHOOL_CLERK", { schoolId: school.schoolId });
  await signIn("SCHOOL_HEAD", { tenantId: school.tenantId, schoolId: school.schoolId });
  const reset = tokenOf(await makeResetLink({}, fields({ personId: clerk.personId })));
  const token = await offer(await signIn("SYSTEM_ADMIN", { tenantId: school.tenantId }), clerk.email);
  expect(await openToken(reset)).toMatchObject({ personId: clerk.personId });
  await swallow(signInForOffer({}, fields({ token, password: PASSWORD })));
  await followCookie();
  expect((await takeUp(token)).message).toContain(";/;");
  expect(await openToken(reset)).toBeNull();
});

test("a link to a role never sets the password of an account that is somebody's already", async () => {
  const tenant = await aTenant();
  const inForce = await aPerson(await aTenant(), "SECTION_HEAD");
  const operator = await signInOperator();
  await owner().query(`delete from "Credential" where "personId" = any($1)`, [[inForce.personId, operator.personId]]);
  const { rows } = await owner().query('select email from "Person" where id = $1', [operator.personId]);
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  for (const email of [inForce.email, rows[0].email as string]) {
    const token = await offer(admin, email);
    expect(await openToken(token)).toMatchObject({ hasPassword: false, unclaimed: false });
    expect(await swallow(choosePasswordByLink({}, fields({ token, newPassword: NEW })))).not.toHaveProperty("done");
  }
});

test("of two who choose a first password at once by two links, one has the account and the other nothing", async () => {
  const [here, there] = [await aTenant(), await aTenant()];
  const email = `${randomUUID()}@example.test`;
  const early = await offer(await signIn("SYSTEM_ADMIN", here), email, "INSPECTOR");
  const late = await offer(await signIn("SYSTEM_ADMIN", there), email);
  const choose = (token: string, newPassword: string) =>
    swallow(choosePasswordByLink({}, fields({ token, newPassword })));
  const both = await Promise.all([choose(early, NEW), choose(late, "another lantern, other bridges")]);
  expect(both.filter(({ done }) => done)).toHaveLength(1);
  const { rows } = await owner().query('select id from "Person" where email = $1', [email]);
  const held = await Promise.all(
    [here, there].map((tenant) =>
      inTenant(tenant, (db) => db.membership.count({ where: { personId: rows[0].id, offeredAt: null } })),
    ),
  );
  expect(held.sort()).toEqual([0, 1]);
});

test("an account that another city has offered something to is not closed by this one", async () => {
  const [here, there] = [await aTenant(), await aTenant()];
  const person = await aPerson(here);
  await offer(await signIn("SYSTEM_ADMIN", there), person.email);
  await signIn("SYSTEM_ADMIN", here);
  expect(await closeAccount({}, fields({ personId: person.personId }))).toMatchObject({ done: true });
  const { rows } = await owner().query('select "disabledAt" from "Person" where id = $1', [person.personId]);
  expect(rows).toEqual([{ disabledAt: null }]);
});
