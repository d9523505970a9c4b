import { expect, test, vi } from "vitest";
import { secretOf } from "#features/accounts/provider-client.ts";
import { removeProvider, saveProvider, unlinkIdentity } from "#features/providers/actions.ts";
import { identitiesOf, signInProvider } from "#features/providers/queries.ts";
import { withSession } from "#server/db.ts";
import { unseal } from "#server/secret-box.ts";
import { become, browser, fields, signIn } from "#support/actor.ts";
import { aTenant, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { aPerson, openSessionOf } from "../accounts/people.ts";
import { eventOf, list, told } from "../audit/trail.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

const SECRET = "a secret that nobody may read";
const GOOD = {
  issuer: "https://id.example.test/realms/qinghe",
  clientId: "portal",
  labelEn: "Bureau account",
  labelZh: "教育局账号",
  passwords: "on",
  emailClaims: "email, upn",
};

async function aProvider() {
  const tenant = await aTenant();
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  expect(await saveProvider({}, fields({ ...GOOD, clientSecret: SECRET, _version: 0 }))).toMatchObject({ done: true });
  const { id } = await stored(tenant);
  return { tenant, admin, id };
}

const stored = (tenant: { tenantId: string }) =>
  inTenant(tenant, (db) => db.signInProvider.findFirstOrThrow({ where: { tenantId: tenant.tenantId } }));

test("the secret is kept sealed, is never shown again, and leaves no trace in the trail", async () => {
  const { tenant, admin, id } = await aProvider();
  const kept = await stored(tenant);
  expect(kept).toMatchObject({ issuer: GOOD.issuer, emailClaims: ["email", "upn"], passwords: true });
  expect(Buffer.from(kept.clientSecret).includes(SECRET)).toBe(false);
  expect(unseal(kept.clientSecret, secretOf(tenant.tenantId))).toBe(SECRET);
  const shown = await withSession(admin.digest, (db) => signInProvider(db));
  expect(JSON.stringify(shown)).not.toContain("clientSecret");
  await expect(
    withSession(admin.digest, (db) => db.signInProvider.findFirst({ select: { clientSecret: true } })),
  ).rejects.toThrow();

  const change = await saveProvider({}, fields({ ...GOOD, id, clientSecret: "another secret", _version: 1 }));
  expect(change).toMatchObject({ done: true });
  const { rows } = await owner().query(
    `select set_config('app.tenant', $1, false), (select string_agg(concat(before, after), ' ') from "AuditChange" where entity = 'SignInProvider') as all`,
    [tenant.tenantId],
  );
  const hex = Buffer.from(kept.clientSecret).toString("hex");
  for (const text of [SECRET, "another secret", hex, hex.slice(0, 20)]) expect(rows[0].all).not.toContain(text);
  expect(rows[0].all).toContain("••••");
  expect((await told()).map(([deed]) => deed)).toEqual([
    "Changed the city's own sign-in",
    "Set up the city's own sign-in",
  ]);
  const event = await eventOf((await list()).rows[0]?.id ?? "");
  expect(event?.changes).toMatchObject([{ after: { clientSecret: "••••", version: 2 } }]);
});

test("what was typed comes back without the secret; what is no issuer is said beside its field", async () => {
  await signIn("SYSTEM_ADMIN", await aTenant());
  const save = (over: object) => saveProvider({}, fields({ ...GOOD, clientSecret: SECRET, _version: 0, ...over }));
  for (const issuer of [
    "id.example.test",
    "http://id.example.test",
    "https://a:b@id.example.test",
    `${GOOD.issuer}?a=b`,
  ]) {
    const answer = await save({ issuer });
    expect(answer.errors, issuer).toHaveProperty("issuer");
    expect(answer.values).toMatchObject({ issuer, clientId: "portal" });
    expect(JSON.stringify(answer)).not.toContain(SECRET);
  }
  expect((await save({ emailClaims: "e mail' or 1" })).errors).toHaveProperty("emailClaims");
  expect((await save({ clientSecret: "" })).errors).toHaveProperty("clientSecret");
  expect((await save({ labelEn: "" })).errors).toHaveProperty("labelEn");
});

test("a secret stays with its client: another client or issuer needs its own; a stale form shows both versions", async () => {
  const { tenant, id } = await aProvider();
  const save = (over: object) => saveProvider({}, fields({ ...GOOD, id, clientSecret: "", ...over }));
  expect((await save({ issuer: "https://evil.example.test", _version: 1 })).errors).toHaveProperty("clientSecret");
  expect((await save({ clientId: "other", _version: 1 })).errors).toHaveProperty("clientSecret");
  expect(await save({ labelEn: "City account", _version: 1 })).toMatchObject({ done: true });
  expect(unseal((await stored(tenant)).clientSecret, secretOf(tenant.tenantId))).toBe(SECRET);
  expect((await save({ labelEn: "Mine", _version: 1 })).conflict).toEqual([
    { label: "Words on the button in English", mine: "Mine", theirs: "City account" },
  ]);
});

async function boundSession(tenant: { tenantId: string }) {
  const person = await aPerson(tenant);
  const session = await openSessionOf(tenant, person);
  await owner().query('update "Session" set "boundTenantId" = "tenantId" where id = $1', [session.digest]);
  await inTenant(tenant, (db) =>
    db.identity.create({ data: { personId: person.personId, issuer: GOOD.issuer, subject: person.personId } }),
  );
  return { ...session, open: () => withSession(session.digest, async (_db, actor) => actor !== null) };
}

test("a session of the provider ends with it, and where another issuer takes its place", async () => {
  const { tenant, admin, id } = await aProvider();
  const first = await boundSession(tenant);
  become(admin);
  await saveProvider({}, fields({ ...GOOD, id, clientSecret: "", labelEn: "City account", _version: 1 }));
  expect(await first.open()).toBe(true);
  await saveProvider({}, fields({ ...GOOD, id, issuer: "https://new.example.test", clientSecret: "new", _version: 2 }));
  expect(await first.open()).toBe(false);
  const [second, own] = [await boundSession(tenant), await openSessionOf(tenant, await aPerson(tenant))];
  become(admin);
  expect(await removeProvider({}, fields({ id, _version: 2 }))).toMatchObject({ stale: true });
  expect(await removeProvider({}, fields({ id, _version: 3 }))).toMatchObject({ done: true });
  expect(await second.open()).toBe(false);
  expect(await withSession(own.digest, async (_db, actor) => actor)).not.toBeNull();
});

test("an administrator sees who somebody is there and forgets it; nobody else may", async () => {
  const { tenant, admin } = await aProvider();
  const person = await boundSession(tenant);
  const [identity] = await withSession(admin.digest, (db) => identitiesOf(db, person.personId));
  const form = fields({ id: identity?.id ?? "" });
  await signIn("SECTION_HEAD", tenant);
  expect(await unlinkIdentity({}, form)).toHaveProperty("message");
  await signIn("SYSTEM_ADMIN", await aTenant());
  expect(await unlinkIdentity({}, form)).toMatchObject({ stale: true });
  expect(await person.open()).toBe(true);
  become(admin);
  expect(await unlinkIdentity({}, form)).toMatchObject({ done: true });
  expect(await person.open()).toBe(false);
  browser.digest = null;
});
