import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { generate } from "otplib";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { GET as callback } from "#app/(open)/sign-in/with/[city]/callback/route.ts";
import { GET as begin } from "#app/(open)/sign-in/with/[city]/route.ts";
import {
  addCode,
  changePassword,
  editAccount,
  leave,
  removeCode,
  renewRecoveryCodes,
  switchMembership,
} from "#features/accounts/actions.ts";
import { giveCode, setUpCode, takeUpMembership, takeUpOffer } from "#features/accounts/door-actions.ts";
import { newKey } from "#features/accounts/one-time-code.ts";
import { callbackAddress } from "#features/accounts/provider-flow.ts";
import { ownSecurity } from "#features/accounts/queries.ts";
import { ownMemberships } from "#features/accounts/sessions.ts";
import { invitationLink } from "#features/members/one-time-link.ts";
import { saveProvider } from "#features/providers/actions.ts";
import { atDoor, type Db, onOwnAccount, withSession } from "#server/db.ts";
import { browser, fields, signIn } from "#support/actor.ts";
import { type ATenant, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { CLIENT, type IdentityProvider, passThrough, startProvider } from "#support/identity-provider.ts";
import { owner } from "#support/owner.ts";
import { followCookie, jar } from "../accounts/jar.ts";
import { aMembership, aPerson, openSessionOf, PASSWORD } from "../accounts/people.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

let idp: IdentityProvider;

beforeEach(() => {
  jar.clear();
  browser.digest = null;
});
afterEach(() => idp.close());

const SETTINGS = { ...CLIENT, labelEn: "Bureau account", labelZh: "教育局账号", emailClaims: "email", _version: "0" };

/** A city whose administrator has named the provider, and another city that has none. */
async function aCityWithProvider(over: Record<string, string> = { passwords: "on" }): Promise<ATenant> {
  const city = await aTenant();
  idp = await startProvider({ redirectUris: [callbackAddress(city.slug)] });
  await nameProvider(city, idp.issuer, over);
  return city;
}

async function nameProvider(city: ATenant, issuer: string, over: Record<string, string> = {}): Promise<void> {
  await signIn("SYSTEM_ADMIN", city);
  expect(await saveProvider({}, fields({ ...SETTINGS, issuer, ...over }))).toMatchObject({ done: true });
  browser.digest = null;
}

/** The provider knows the person by a subject and vouches for the address. */
function known(email: string, claims: Record<string, unknown> = {}): string {
  const subject = randomUUID();
  idp.people.set(subject, { email, email_verified: true, ...claims });
  return subject;
}

const asked = (city: string) => ({ params: Promise.resolve({ city }) });

async function goTo(city: ATenant): Promise<URL> {
  const answer = await begin(new Request("http://localhost:3000"), asked(city.slug));
  return new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
}

async function comeBack(city: ATenant, address: URL): Promise<string> {
  const answer = await callback(new Request(address), asked(city.slug));
  return answer.headers.get("location") ?? "";
}

/** All the way through; where the portal leads in the end. */
async function through(city: ATenant, login: string, amr?: string): Promise<string> {
  return comeBack(city, await passThrough(idp, await goTo(city), { login, ...(amr && { amr }) }));
}

const problem = (city: ATenant, name: string) => `/sign-in?city=${city.slug}&problem=${name}`;

const standing = async () =>
  withSession(await followCookie(), async (_db, actor) =>
    actor && typeof actor === "object" ? actor.membershipId : actor,
  );

test("a person whose address the provider vouches for is signed in and linked; then the subject is enough", async () => {
  const city = await aCityWithProvider();
  const person = await aPerson(city);
  const subject = known(person.email.toUpperCase());
  const sent = await goTo(city);
  expect(Object.fromEntries(sent.searchParams)).toMatchObject({
    ...{ response_type: "code", scope: "openid email", client_id: CLIENT.clientId, code_challenge_method: "S256" },
    redirect_uri: callbackAddress(city.slug),
  });
  for (const name of ["state", "nonce", "code_challenge"]) expect(sent.searchParams.get(name)).toMatch(/^.{43}$/);
  expect(await comeBack(city, await passThrough(idp, sent, { login: subject }))).toBe("/");
  expect(await standing()).toBe(person.membershipId);
  expect(jar.get("jijiao-city")).toBe(city.slug);
  expect(jar.has("jijiao-provider")).toBe(false);
  expect(await auditOf(city, person.personId)).toMatchObject([
    { capability: "account.signInByProvider", system: true },
  ]);

  idp.people.set(subject, { email: "renamed@example.test", email_verified: false });
  jar.clear();
  expect(await through(city, subject)).toBe("/");
  expect(await standing()).toBe(person.membershipId);
});

test("an address that is unverified, unknown, disabled, gone or only offered a role opens nothing and links nobody", async () => {
  const city = await aCityWithProvider();
  const person = await aPerson(city);
  expect(await through(city, known(person.email, { email_verified: false }))).toBe(problem(city, "unverified"));
  expect(await through(city, known(person.email, { email_verified: "true" }))).toBe(problem(city, "unverified"));
  expect(await through(city, known("ｐerson@example.test"))).toBe(problem(city, "unverified"));
  expect(await through(city, known(`${randomUUID()}@example.test`))).toBe(problem(city, "unknown"));
  const elsewhere = await aPerson(await aTenant());
  expect(await through(city, known(elsewhere.email))).toBe(problem(city, "unknown"));
  await aMembership(city, elsewhere.personId, "SECTION_STAFF", {}, new Date());
  expect(await through(city, known(elsewhere.email))).toBe(problem(city, "unknown"));
  const disabled = await aPerson(city);
  await owner().query('update "Person" set "disabledAt" = now() where id = $1', [disabled.personId]);
  expect(await through(city, known(disabled.email))).toBe(problem(city, "unknown"));
  expect(await inTenant(city, (db) => db.identity.count())).toBe(0);
  expect(jar.has("jijiao-session")).toBe(false);
});

test("an address that has been given to somebody else does not become who had it before", async () => {
  const city = await aCityWithProvider();
  const person = await aPerson(city);
  expect(await through(city, known(person.email))).toBe("/");
  jar.clear();
  expect(await through(city, known(person.email))).toBe(problem(city, "otherwise"));
  expect(jar.has("jijiao-session")).toBe(false);
});

test("a first sign-in that is sent twice at once links once and opens both", async () => {
  const city = await aCityWithProvider();
  const person = await aPerson(city);
  const open = () =>
    atDoor(
      {},
      (db) => db.$queryRaw<{ outcome: string }[]>`
        select outcome from sign_in_by_provider(${city.tenantId}::uuid, ${idp.issuer}, 'subject', ${person.email},
          ${randomBytes(32)}::bytea, '', false, null, 1)`,
    );
  expect((await Promise.all([open(), open()])).flat()).toEqual([{ outcome: "opened" }, { outcome: "opened" }]);
  expect(await inTenant(city, (db) => db.identity.count())).toBe(1);
});

test("a subject opens nothing once the person's role here has ended", async () => {
  const city = await aCityWithProvider();
  const person = await aPerson(city);
  const subject = known(person.email);
  expect(await through(city, subject)).toBe("/");
  await inTenant(city, (db) =>
    db.membership.updateMany({
      where: { id: person.membershipId },
      data: { endsOn: new Date("2021-01-01"), version: { increment: 1 } },
    }),
  );
  expect(await standing()).toBe("no-membership");
  jar.clear();
  expect(await through(city, subject)).toBe(problem(city, "unknown"));
});

describe("what does not fit what was asked is refused:", () => {
  const setUp = async () => {
    const city = await aCityWithProvider();
    return { city, subject: known((await aPerson(city)).email) };
  };

  test("another state, another browser, another city, the same answer twice", async () => {
    const { city, subject } = await setUp();
    const answer = await passThrough(idp, await goTo(city), { login: subject });
    const kept = new Map(jar);
    const changed = new URL(answer);
    changed.searchParams.set("state", "another");
    expect(await comeBack(city, changed)).toBe(problem(city, "refused"));
    expect(await comeBack(city, answer), "the flow is good for one answer").toBe(problem(city, "expired"));
    const other = await aTenant();
    await nameProvider(other, idp.issuer, { passwords: "on" });
    for (const [name, value] of kept) jar.set(name, value);
    expect(await comeBack(other, answer)).toBe(problem(other, "expired"));
    for (const [name, value] of kept) jar.set(name, value);
    expect(await comeBack(city, answer)).toBe("/");
    jar.clear();
    for (const [name, value] of kept) jar.set(name, value);
    expect(await comeBack(city, answer), "a code is good once").toBe(problem(city, "refused"));
  });

  test("a code that was given for another verifier", async () => {
    const { city, subject } = await setUp();
    const mine = await passThrough(idp, await goTo(city), { login: subject });
    const later = await goTo(city);
    const mixed = new URL(mine);
    mixed.searchParams.set("state", later.searchParams.get("state") ?? "");
    expect(await comeBack(city, mixed)).toBe(problem(city, "refused"));
  });

  test("another nonce", async () => {
    const { city, subject } = await setUp();
    const sent = await goTo(city);
    sent.searchParams.set("nonce", "another");
    expect(await comeBack(city, await passThrough(idp, sent, { login: subject }))).toBe(problem(city, "refused"));
  });

  test.each<[string, IdentityProvider["twist"], string]>([
    ["audience", (claims) => ({ claims: { ...claims, aud: "somebody else" } }), "refused"],
    ["issuer", (claims) => ({ claims: { ...claims, iss: "https://id.example.test" } }), "refused"],
    ["key", () => ({ key: generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey }), "refused"],
    ["clock", (claims) => ({ claims: { ...claims, iat: 1, exp: 1000 } }), "clock"],
    ["address", (claims) => ({ claims: { ...claims, email: "a@example.test", email_verified: false } }), "unverified"],
  ])("another %s", async (_name, twist, said) => {
    const { city, subject } = await setUp();
    idp.twist = twist;
    expect(await through(city, subject)).toBe(problem(city, said));
    expect(jar.has("jijiao-session")).toBe(false);
    idp.twist = null;
    expect(await through(city, subject), "as it is it would do").toBe("/");
  });

  test("an issuer that calls itself something else, one that is down, a person who turns back", async () => {
    const { city, subject } = await setUp();
    expect(await through(city, "")).toBe(problem(city, "cancelled"));
    const other = await aTenant();
    await nameProvider(other, idp.issuer.replace("localhost", "127.0.0.1"), { passwords: "on" });
    expect((await goTo(other)).searchParams.get("problem")).toBe("refused");
    const answer = await passThrough(idp, await goTo(city), { login: subject });
    await idp.close();
    expect(await comeBack(city, answer)).toBe(problem(city, "unavailable"));
    const third = await aTenant();
    await nameProvider(third, idp.issuer, { passwords: "on" });
    expect((await goTo(third)).searchParams.get("problem")).toBe("unavailable");
    expect((await goTo(await aTenant())).searchParams.get("problem")).toBe("none");
  });

  test("more attempts than people make", async () => {
    const { city, subject } = await setUp();
    const answer = await passThrough(idp, await goTo(city), { login: subject });
    const kept = new Map(jar);
    for (let attempt = 0; attempt < 30; attempt += 1) await comeBack(city, new URL(callbackAddress(city.slug)));
    for (const [name, value] of kept) jar.set(name, value);
    expect(await comeBack(city, answer)).toBe(problem(city, "wait"));
  });
});

describe("whoever keeps a city's provider is nobody in another city:", () => {
  /** Somebody who works in two cities has been signed in by the provider of the first. */
  async function boundSession() {
    const city = await aCityWithProvider();
    const other = await aTenant();
    const person = await aPerson(city);
    const elsewhere = await aMembership(other, person.personId, "SECTION_HEAD");
    expect(await through(city, known(person.email))).toBe("/");
    const digest = await followCookie();
    return { city, other, person, elsewhere, digest };
  }

  test("the session knows of no membership elsewhere and does not become one", async () => {
    const { other, person, elsewhere, digest } = await boundSession();
    const own = await withSession(digest, (db) => onOwnAccount(db, () => ownMemberships(db)));
    expect(own.map(({ id }) => id)).toEqual([person.membershipId]);
    expect(await switchMembership({}, fields({ membershipId: elsewhere }))).toHaveProperty("message");
    const forced = withSession(digest, (db) =>
      onOwnAccount(db, () =>
        db.session.updateMany({ where: { id: digest }, data: { tenantId: other.tenantId, membershipId: elsewhere } }),
      ),
    );
    await expect(forced).rejects.toThrow(/Session_bound/);
    await expect(
      owner().query('update "Session" set "tenantId" = $1 where id = $2', [other.tenantId, digest]),
    ).rejects.toThrow(/Session_bound/);
    expect(await standing()).toBe(person.membershipId);
  });

  test("it neither lets go of what it is bound to nor makes a session that is not bound", async () => {
    const { person, digest } = await boundSession();
    const asPerson = (work: Parameters<typeof withSession<unknown>>[1]) =>
      withSession(digest, (db, actor) => onOwnAccount(db, () => work(db, actor)));
    await expect(
      asPerson((db) => db.session.updateMany({ where: { id: digest }, data: { boundTenantId: null } })),
    ).rejects.toThrow(/42501|not its holder|row-level/);
    const free = { id: Buffer.from(randomUUID()), personId: person.personId, stage: "OPEN" as const };
    await expect(
      asPerson((db) => db.session.createMany({ data: { ...free, expiresAt: new Date("2099-01-01") } })),
    ).rejects.toThrow(/42501|not its holder|row-level/);
  });

  test("it changes neither password, codes nor name, and neither sees nor ends sessions of the person's own", async () => {
    const { city, person, digest } = await boundSession();
    const own = await openSessionOf(city, person);
    browser.digest = digest;
    const bound = /through the city's own sign-in/;
    const secrets = { currentPassword: PASSWORD, newPassword: "a lantern under nine bridges" };
    const { key } = newKey(person.email);
    expect((await changePassword({}, fields(secrets))).message).toMatch(bound);
    expect((await removeCode({}, fields(secrets))).message).toMatch(bound);
    expect((await renewRecoveryCodes({}, fields(secrets))).message).toMatch(bound);
    const code = { key, oneTimeCode: await generate({ secret: key }), ...secrets };
    expect((await addCode({}, fields(code))).message).toMatch(bound);
    expect((await editAccount({}, fields({ name: "Another", locale: "en" }))).message).toMatch(bound);
    const { rows } = await owner().query('select name from "Person" where id = $1', [person.personId]);
    expect(await editAccount({}, fields({ name: rows[0].name, locale: "en" }))).toMatchObject({ done: true });
    const seen = await withSession(digest, (db) => ownSecurity(db, digest));
    expect(seen.sessions).toHaveLength(1);
    const where = { personId: person.personId };
    const forbidden: ((db: Db) => Promise<unknown>)[] = [
      (db) => db.credential.updateMany({ where, data: { passwordHash: "x" } }),
      (db) => db.credential.updateMany({ where, data: { totpSecret: "x", totpSince: new Date() } }),
      (db) => db.credential.updateMany({ where, data: { recoveryCodes: ["x"] } }),
      (db) => db.person.updateMany({ where: { id: person.personId }, data: { name: "x" } }),
    ];
    for (const work of forbidden) {
      const forced = withSession(digest, (db) => onOwnAccount(db, () => work(db)));
      await expect(forced, String(work)).rejects.toThrow(/42501|the account itself/);
    }
    expect(await withSession(own.digest, async (_db, actor) => actor), "still open").toMatchObject({ bound: false });
  });

  test("it takes up what its own city offers and nothing of another's", async () => {
    const { city, other, person, digest } = await boundSession();
    const link = async (tenant: { tenantId: string }) => {
      const id = await aMembership(tenant, person.personId, "LEGAL_REVIEWER", {}, new Date());
      const made = await inTenant(tenant, async (db) => {
        await db.$queryRaw`select set_config('app.role', 'SYSTEM_ADMIN', true)`;
        return invitationLink(db, person.personId, id);
      });
      return { id, token: new URL(made).pathname.split("/").at(-1) ?? "" };
    };
    const foreign = await link(other);
    browser.digest = digest;
    expect(await takeUpOffer({}, fields({ token: foreign.token }))).toHaveProperty("message");
    const own = await link(city);
    await expect(takeUpOffer({}, fields({ token: own.token }))).rejects.toThrow("NEXT_REDIRECT");
    expect(await standing()).toBe(own.id);
  });
});

describe("one-time codes", () => {
  async function withOwnCode(city: ATenant) {
    const person = await aPerson(city);
    const { key } = newKey(person.email);
    await owner().query('update "Credential" set "totpSecret" = $1, "totpSince" = now() where "personId" = $2', [
      key,
      person.personId,
    ]);
    return { person, key, subject: known(person.email) };
  }

  test("are asked of whoever has one, unless the provider says that it asked for a second factor", async () => {
    const city = await aCityWithProvider();
    const { person, key, subject } = await withOwnCode(city);
    expect(await through(city, subject)).toBe("/");
    expect(await standing()).toBe("code");
    await expect(giveCode({}, fields({ oneTimeCode: await generate({ secret: key }) }))).rejects.toThrow(
      "NEXT_REDIRECT",
    );
    expect(await standing()).toBe(person.membershipId);
    expect(await withSession(await followCookie(), async (_db, actor) => actor)).toMatchObject({ bound: true });
    jar.clear();
    expect(await through(city, subject, "pwd otp")).toBe("/");
    expect(await standing()).toBe(person.membershipId);
  });

  test("that the city requires are not set up in such a session", async () => {
    const city = await aCityWithProvider();
    await owner().query(`update "Tenant" set "totpRoles" = '{SECTION_STAFF}', version = version + 1 where id = $1`, [
      city.tenantId,
    ]);
    const person = await aPerson(city);
    const subject = known(person.email);
    expect(await through(city, subject)).toBe("/");
    expect(await standing()).toBe("set-up-code");
    const { key } = newKey(person.email);
    const form = { key, oneTimeCode: await generate({ secret: key }) };
    expect((await setUpCode({}, fields(form))).message).toMatch(/through the city's own sign-in/);
    jar.clear();
    expect(await through(city, subject, "mfa")).toBe("/");
    expect(await standing()).toBe(person.membershipId);
  });
});

test("where passwords are not enough a member is led to the provider, and an administrator never is", async () => {
  const city = await aCityWithProvider({});
  const other = await aTenant();
  const person = await aPerson(city);
  const administrator = await aPerson(city, "SYSTEM_ADMIN");
  const inside = await openSessionOf(city, person);
  const at = (digest: Uint8Array) => withSession(digest, async (_db, actor) => actor);
  expect(await at(inside.digest)).toBe("provider");
  expect(await at((await openSessionOf(city, administrator)).digest)).toMatchObject({ role: "SYSTEM_ADMIN" });
  expect(await through(city, known(person.email))).toBe("/");
  expect(await standing()).toBe(person.membershipId);
  // What the person is in another city stays open to the password.
  const elsewhere = await aMembership(other, person.personId, "SECTION_HEAD");
  browser.digest = inside.digest;
  await expect(takeUpMembership({}, fields({ membershipId: elsewhere }))).rejects.toThrow("NEXT_REDIRECT");
  expect(await at(inside.digest)).toMatchObject({ role: "SECTION_HEAD" });
});

test("signing out leads by the provider, and not after a password", async () => {
  const city = await aCityWithProvider();
  const person = await aPerson(city);
  expect(await through(city, known(person.email))).toBe("/");
  const digest = await followCookie();
  await expect(leave()).rejects.toThrow("NEXT_REDIRECT");
  const leaving = new URL(jar.get("jijiao-leaving") ?? "");
  expect(leaving.href.startsWith(`${idp.issuer}/session/end?`)).toBe(true);
  expect(leaving.searchParams.get("client_id")).toBe(CLIENT.clientId);
  expect(await withSession(digest, async (_db, actor) => actor)).toBeNull();
  jar.clear();
  browser.digest = (await openSessionOf(city, person)).digest;
  await expect(leave()).rejects.toThrow("NEXT_REDIRECT");
  expect(jar.has("jijiao-leaving")).toBe(false);
});

test("claims of the city's choice are looked at in their order", async () => {
  const city = await aCityWithProvider({ passwords: "on", emailClaims: "upn email" });
  const person = await aPerson(city);
  expect((await goTo(city)).searchParams.get("scope")).toBe("openid email profile");
  expect(await through(city, known("nobody@example.test", { upn: person.email }))).toBe("/");
  expect(await standing()).toBe(person.membershipId);
});
