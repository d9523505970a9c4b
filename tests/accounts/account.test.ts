import { generate } from "otplib";
import { beforeEach, expect, test, vi } from "vitest";
import {
  addCode,
  changePassword,
  chooseSchoolYear,
  editAccount,
  endOtherSessions,
  endSession,
  removeCode,
  switchMembership,
  switchSchoolYear,
} from "#features/accounts/actions.ts";
import { choosePasswordByLink, signIn } from "#features/accounts/door-actions.ts";
import { newKey } from "#features/accounts/one-time-code.ts";
import { ownSecurity } from "#features/accounts/queries.ts";
import { deedOf } from "#features/audit/subject.ts";
import { resetLink } from "#features/members/one-time-link.ts";
import { withSession } from "#server/db.ts";
import { become, browser, fields, signIn as signInAs } from "#support/actor.ts";
import { aTenant, auditOf, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { followCookie, jar } from "./jar.ts";
import { aMembership, aPerson, PASSWORD } from "./people.ts";

vi.mock("#server/cookies.ts", async () => (await import("./jar.ts")).fakeCookies);

beforeEach(() => {
  jar.clear();
  browser.digest = null;
});

const NEW = "a lantern under nine bridges";

async function getIn(email: string, password = PASSWORD) {
  await expect(signIn({}, fields({ email, password }))).rejects.toThrow("NEXT_REDIRECT");
  return followCookie();
}

const actorOf = (digest: Buffer<ArrayBuffer>) => withSession(digest, async (_db, actor) => actor);

test("name and language are changed and put on record", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant);
  const digest = await getIn(person.email);
  expect(await editAccount({}, fields({ name: "  Li Hua ", locale: "en" }))).toMatchObject({ done: true });
  expect(await actorOf(digest)).toMatchObject({ name: "Li Hua", locale: "en" });
  expect(jar.get("locale")).toBe("en");
  expect(await auditOf(tenant, person.personId)).toMatchObject([
    { capability: "account.signIn", system: true },
    { capability: "account.edit", system: true },
  ]);
  expect(await editAccount({}, fields({ name: "", locale: "fr" }))).toMatchObject({
    errors: { name: expect.anything(), locale: expect.anything() },
  });
});

test("a new password needs the present one, is strong, and ends every other session", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant);
  const elsewhere = await getIn(person.email);
  const here = await getIn(person.email);
  const change = (currentPassword: string, newPassword: string) =>
    changePassword({}, fields({ currentPassword, newPassword }));
  expect(await change("not it", NEW)).toHaveProperty("errors.currentPassword");
  expect(await change(PASSWORD, PASSWORD)).toHaveProperty("errors.newPassword");
  expect(await change(PASSWORD, "short")).toHaveProperty("errors.newPassword");
  expect(await change(PASSWORD, "passwordpassword2026")).toHaveProperty("errors.newPassword");
  expect(await change(PASSWORD, NEW)).toMatchObject({ done: true });
  expect((await auditOf(tenant, person.personId)).map((event) => deedOf(event, "en")).at(-1)).toBe(
    "Changed the password",
  );
  expect(await actorOf(elsewhere)).toBeNull();
  expect(await actorOf(here)).toMatchObject({ personId: person.personId });
  expect(await signIn({}, fields({ email: person.email, password: PASSWORD }))).toHaveProperty("message");
  await getIn(person.email, NEW);
});

test("the present password cannot be guessed inside a session", async () => {
  const person = await aPerson(await aTenant());
  await getIn(person.email);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    expect(await changePassword({}, fields({ currentPassword: `guess ${attempt}`, newPassword: NEW }))).toHaveProperty(
      "errors.currentPassword",
    );
  }
  const refused = await changePassword({}, fields({ currentPassword: PASSWORD, newPassword: NEW }));
  expect(refused.message).toMatch(/Too many attempts/);
});

test("a one-time code is turned on with a code of it and off with the password, unless the city asks for it", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant);
  const digest = await getIn(person.email);
  const { key } = newKey(person.email);
  const add = async (oneTimeCode: string) => addCode({}, fields({ key, oneTimeCode, currentPassword: PASSWORD }));
  expect(await add("000000")).toHaveProperty("errors.oneTimeCode");
  expect((await add(await generate({ secret: key }))).message?.split(" ")).toHaveLength(10);
  expect(await withSession(digest, (db) => ownSecurity(db, digest))).toMatchObject({
    recoveryCodes: 10,
    codeSince: expect.any(Date),
  });
  await owner().query(`update "Tenant" set "totpRoles" = '{SECTION_STAFF}', version = version + 1 where id = $1`, [
    tenant.tenantId,
  ]);
  expect((await removeCode({}, fields({ currentPassword: PASSWORD }))).message).toMatch(/city asks/);
  await owner().query(`update "Tenant" set "totpRoles" = '{}', version = version + 1 where id = $1`, [tenant.tenantId]);
  expect(await removeCode({}, fields({ currentPassword: PASSWORD }))).toMatchObject({ done: true });
  expect(await withSession(digest, (db) => ownSecurity(db, digest))).toMatchObject({
    codeSince: null,
    recoveryCodes: 0,
  });
});

test("one's own other sessions can be ended, nobody else's", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant);
  const stranger = await aPerson(tenant);
  const foreign = await getIn(stranger.email);
  const elsewhere = await getIn(person.email);
  await getIn(person.email);
  const key = (digest: Buffer) => digest.toString("hex").slice(0, 32);
  expect(await endSession({}, fields({ session: key(foreign) }))).not.toHaveProperty("done");
  expect(await actorOf(foreign)).toMatchObject({ personId: stranger.personId });
  expect(await endSession({}, fields({ session: key(elsewhere) }))).toMatchObject({ done: true });
  expect(await actorOf(elsewhere)).toBeNull();
});

test("all of one's other sessions can be ended at once, and nobody else's", async () => {
  const tenant = await aTenant();
  const [person, stranger] = [await aPerson(tenant), await aPerson(tenant)];
  const foreign = await getIn(stranger.email);
  const elsewhere = [await getIn(person.email), await getIn(person.email)];
  const here = await getIn(person.email);
  expect(await endOtherSessions({}, fields({}))).toMatchObject({ done: true });
  for (const digest of elsewhere) expect(await actorOf(digest)).toBeNull();
  expect(await actorOf(here)).toMatchObject({ personId: person.personId });
  expect(await actorOf(foreign)).toMatchObject({ personId: stranger.personId });
  expect(await endOtherSessions({}, fields({}))).toMatchObject({ stale: true });
});

test("memberships are switched under a new id, also into another city; those of others and ended ones are not there", async () => {
  const [first, second] = [await aTenant(), await aTenant()];
  const person = await aPerson(first);
  const other = await aMembership(second, person.personId, "SECTION_HEAD");
  const foreign = await aPerson(second);
  const before = await getIn(person.email);
  expect(await switchMembership({}, fields({ membershipId: foreign.membershipId }))).toHaveProperty("message");
  await expect(switchMembership({}, fields({ membershipId: other }))).rejects.toThrow("NEXT_REDIRECT");
  expect(await actorOf(await followCookie())).toMatchObject({ role: "SECTION_HEAD", tenant: { id: second.tenantId } });
  expect(await actorOf(before)).toBeNull();
  await inTenant(first, (db) =>
    db.membership.updateMany({
      where: { id: person.membershipId },
      data: { endsOn: new Date("2021-01-01"), version: { increment: 1 } },
    }),
  );
  expect(await switchMembership({}, fields({ membershipId: person.membershipId }))).not.toHaveProperty("done");
});

test("the school year is the tenant's own", async () => {
  const [tenant, foreign] = [await aTenant(), await aTenant()];
  const year = (of: { tenantId: string }) =>
    inTenant(of, (db) =>
      db.schoolYear.create({
        data: { nameEn: "2026", nameZh: "2026", startsOn: new Date("2026-09-01"), endsOn: new Date("2027-08-31") },
        select: { id: true },
      }),
    );
  const [mine, theirs] = [await year(tenant), await year(foreign)];
  const { digest } = await signInAs("SECTION_STAFF", tenant);
  expect(await switchSchoolYear({}, fields({ schoolYearId: theirs.id }))).not.toHaveProperty("done");
  await chooseSchoolYear(fields({ schoolYearId: mine.id }));
  expect(await actorOf(digest)).toMatchObject({ schoolYearId: mine.id });
});

async function link(tenant: { tenantId: string }, personId: string): Promise<string> {
  await signInAs("SYSTEM_ADMIN", tenant);
  const url = await withSession(browser.digest ?? Buffer.alloc(32), (db) => resetLink(db, personId));
  become(null);
  return new URL(url).pathname.slice("/welcome/".length);
}

const choose = (token: string, newPassword = NEW) => choosePasswordByLink({}, fields({ token, newPassword }));

test("a reset link works once, ends every session and refuses weak passwords", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant);
  const open = await getIn(person.email);
  const token = await link(tenant, person.personId);
  expect(await choose(token, "123456789012345678")).toHaveProperty("errors.newPassword");
  await expect(choose(token)).rejects.toThrow("NEXT_REDIRECT");
  expect(await actorOf(open)).toBeNull();
  expect(await actorOf(await followCookie())).toMatchObject({ personId: person.personId });
  expect((await choose(token)).message).toMatch(/has been used, has expired/);
  expect((await choose("never-made")).message).toMatch(/has been used, has expired/);
});

test("two at once cannot both use a link, an expired one opens nothing, a newer one replaces it", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant);
  const old = await link(tenant, person.personId);
  const token = await link(tenant, person.personId);
  expect(await choose(old)).toHaveProperty("message");
  const both = await Promise.allSettled([choose(token), choose(token, "another sentence altogether")]);
  expect(both.filter(({ status }) => status === "rejected")).toHaveLength(1);
  const late = await link(tenant, person.personId);
  await owner().query(
    `update "OneTimeToken" set "expiresAt" = now() - interval '1 second' where "personId" = $1 and "usedAt" is null`,
    [person.personId],
  );
  expect(await choose(late)).toHaveProperty("message");
});
