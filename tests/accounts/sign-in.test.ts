import { randomUUID } from "node:crypto";
import { generate } from "otplib";
import { beforeEach, expect, test, vi } from "vitest";
import { leave } from "#features/accounts/actions.ts";
import { giveCode, setUpCode, signIn, takeUpMembership } from "#features/accounts/door-actions.ts";
import { newKey } from "#features/accounts/one-time-code.ts";
import { withSession } from "#server/db.ts";
import { browser, fields } from "#support/actor.ts";
import { aDistrict, aTenant, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { followCookie, jar } from "./jar.ts";
import { aMembership, aPerson, PASSWORD } from "./people.ts";

vi.mock("#server/cookies.ts", async () => (await import("./jar.ts")).fakeCookies);

beforeEach(() => {
  jar.clear();
  browser.digest = null;
});

const standing = async () =>
  withSession(await followCookie(), async (_db, actor) =>
    actor && typeof actor === "object" ? actor.membershipId : actor,
  );

const getIn = (email: string, password = PASSWORD) => signIn({}, fields({ email, password }));

/** The action leads to another page. */
async function leads(work: Promise<unknown>, to: string): Promise<void> {
  const error = (await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )) as { digest?: string } | null;
  expect(error?.digest).toContain(`;${to};`);
}

test("address and password open a session that carries nothing but its id", async () => {
  const person = await aPerson(await aTenant());
  await leads(getIn(person.email.toUpperCase()), "/");
  expect(await standing()).toBe(person.membershipId);
});

test("a wrong password, an unknown address and a disabled account get one and the same answer", async () => {
  const tenant = await aTenant();
  const known = await aPerson(tenant);
  const disabled = await aPerson(tenant);
  await owner().query('update "Person" set "disabledAt" = now() where id = $1', [disabled.personId]);
  const answers = [
    await getIn(known.email, "something else entirely"),
    await getIn(`${randomUUID()}@example.test`),
    await getIn(disabled.email),
  ];
  for (const answer of answers) {
    expect(answer.message).toMatch(/not right/);
    expect(answer.errors).toBeUndefined();
    expect(Object.keys(answer.values ?? {})).toEqual(["email"]);
  }
  expect(jar.size).toBe(0);
});

test("after ten attempts one has to wait, alike for known and unknown addresses; the right password does not help", async () => {
  const { email } = await aPerson(await aTenant());
  for (const address of [email, `${randomUUID()}@example.test`]) {
    for (let attempt = 0; attempt < 10; attempt += 1)
      expect((await getIn(address, "wrong")).message).toMatch(/not right/);
    expect((await getIn(address)).message).toMatch(/Too many attempts. Try again in \d+ (minutes|seconds)/);
  }
});

test("a stranger's lock does not lock the device that has signed this person in before", async () => {
  const { email, membershipId } = await aPerson(await aTenant());
  await leads(getIn(email), "/");
  const device = new Map(jar);
  jar.clear();
  for (let attempt = 0; attempt < 12; attempt += 1) await getIn(email, "guess");
  expect((await getIn(email)).message).toMatch(/Too many attempts/);
  for (const [name, value] of device) jar.set(name, value);
  await leads(getIn(email), "/");
  expect(await standing()).toBe(membershipId);
});

test("a forged device cookie counts as none", async () => {
  const { email, personId } = await aPerson(await aTenant());
  jar.set(
    "jijiao-device",
    `${Buffer.from(JSON.stringify({ id: "x", people: [personId] })).toString("base64url")}.AAAA`,
  );
  for (let attempt = 0; attempt < 10; attempt += 1) await getIn(email, "guess");
  jar.delete("jijiao-device");
  expect((await getIn(email)).message).toMatch(/Too many attempts/);
});

test("what is malformed is refused beside its field and the password does not come back", async () => {
  expect(await getIn("nobody", "")).toMatchObject({
    errors: { email: [expect.any(String)], password: [expect.any(String)] },
    values: { email: "nobody" },
  });
  expect(await getIn("a@example.test", "x".repeat(129))).toMatchObject({ errors: { password: [expect.any(String)] } });
  expect(await signIn({}, fields({ email: ["a@example.test", "b@example.test"], password: "x" }))).toHaveProperty(
    "errors.email",
  );
  browser.crossSite = true;
  expect(await getIn("a@example.test")).toHaveProperty("message");
  browser.crossSite = false;
});

test("signing out ends the session itself, not only the cookie", async () => {
  const person = await aPerson(await aTenant());
  await leads(getIn(person.email), "/");
  const digest = await followCookie();
  await leads(leave(), "/sign-in/signed-out");
  expect(jar.has("jijiao-session")).toBe(false);
  expect(await withSession(digest, async (_db, actor) => actor)).toBeNull();
});

test("disabling an account, ending and moving a membership take effect at the next request", async () => {
  const tenant = await aTenant();
  const north = await aDistrict(tenant);
  const person = await aPerson(tenant, "DISTRICT_OFFICER", { districtId: north.districtId });
  await leads(getIn(person.email), "/");
  expect(await standing()).toBe(person.membershipId);
  await inTenant(tenant, (db) =>
    db.membership.updateMany({
      where: { id: person.membershipId },
      data: { endsOn: new Date("2021-01-01"), version: { increment: 1 } },
    }),
  );
  expect(await standing()).toBe("no-membership");
  const south = await aDistrict(tenant);
  const moved = await aMembership(tenant, person.personId, "DISTRICT_OFFICER", { districtId: south.districtId });
  expect(await takeUpMembership({}, fields({ membershipId: person.membershipId }))).toHaveProperty("message");
  await leads(takeUpMembership({}, fields({ membershipId: moved })), "/");
  expect(await standing()).toBe(moved);
  await owner().query('update "Person" set "disabledAt" = now() where id = $1', [person.personId]);
  expect(await standing()).toBeNull();
});

test("the membership used last is taken up again", async () => {
  const first = await aTenant();
  const second = await aTenant();
  const person = await aPerson(first);
  const other = await aMembership(second, person.personId, "SECTION_HEAD");
  await leads(getIn(person.email), "/");
  const digest = await followCookie();
  await owner().query('update "Session" set "tenantId" = $1, "membershipId" = $2 where id = $3', [
    second.tenantId,
    other,
    digest,
  ]);
  await leads(leave(), "/sign-in/signed-out");
  await leads(getIn(person.email), "/");
  expect(await standing()).toBe(other);
});

async function withCode(personId: string): Promise<string> {
  const { key } = newKey("someone@example.test");
  await owner().query('update "Credential" set "totpSecret" = $1, "totpSince" = now() where "personId" = $2', [
    key,
    personId,
  ]);
  return key;
}

test("a one-time code opens one session once; then only the next one does", async () => {
  const person = await aPerson(await aTenant());
  const secret = await withCode(person.personId);
  await leads(getIn(person.email), "/");
  expect(await standing()).toBe("code");
  const waiting = await followCookie();
  expect(await giveCode({}, fields({ oneTimeCode: "000000" }))).toHaveProperty("errors.oneTimeCode");
  const oneTimeCode = await generate({ secret });
  await leads(giveCode({}, fields({ oneTimeCode })), "/");
  expect(await standing()).toBe(person.membershipId);
  expect(await withSession(waiting, async (_db, actor) => actor), "the id changes with the step up").toBeNull();

  await leads(getIn(person.email), "/");
  await followCookie();
  expect(await giveCode({}, fields({ oneTimeCode })), "a replay").toHaveProperty("errors.oneTimeCode");
  const epoch = Math.floor(Date.now() / 1000);
  await leads(giveCode({}, fields({ oneTimeCode: await generate({ secret, epoch: epoch + 30 }) })), "/");
});

test("codes two steps away are refused, and five tries are all there are", async () => {
  const person = await aPerson(await aTenant());
  const secret = await withCode(person.personId);
  await leads(getIn(person.email), "/");
  await followCookie();
  const epoch = Math.floor(Date.now() / 1000);
  for (const away of [-90, 90, 120, -120, 300]) {
    const oneTimeCode = await generate({ secret, epoch: epoch + away });
    expect(await giveCode({}, fields({ oneTimeCode }))).toHaveProperty("errors.oneTimeCode");
  }
  expect((await giveCode({}, fields({ oneTimeCode: await generate({ secret }) }))).message).toMatch(
    /Too many attempts/,
  );
});

test("a city can ask a role for a code: setting it up gives recovery codes, each good once", async () => {
  const tenant = await aTenant();
  await owner().query(`update "Tenant" set "totpRoles" = '{SECTION_STAFF}', version = version + 1 where id = $1`, [
    tenant.tenantId,
  ]);
  const person = await aPerson(tenant);
  await leads(getIn(person.email), "/");
  expect(await standing()).toBe("set-up-code");
  const { key } = newKey(person.email);
  expect(await setUpCode({}, fields({ key, oneTimeCode: "123456" }))).toHaveProperty("errors.oneTimeCode");
  const done = await setUpCode({}, fields({ key, oneTimeCode: await generate({ secret: key }) }));
  const codes = (done.message ?? "").split(" ");
  expect(codes).toHaveLength(10);
  expect(await standing()).toBe(person.membershipId);
  const stored = await owner().query('select "recoveryCodes" from "Credential" where "personId" = $1', [
    person.personId,
  ]);
  expect(stored.rows[0].recoveryCodes.join()).not.toContain(codes[0]);

  for (const expected of ["/", null]) {
    await leads(getIn(person.email), "/");
    await followCookie();
    const attempt = giveCode({}, fields({ oneTimeCode: (codes[0] ?? "").toLowerCase() }));
    if (expected) await leads(attempt, expected);
    else expect(await attempt).toHaveProperty("errors.oneTimeCode");
  }
});
