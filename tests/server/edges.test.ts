import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { z } from "zod";
import { formText, isSecretField } from "#lib/form.ts";
import { action } from "#server/action.ts";
import { withPublic, withSession } from "#server/db.ts";
import { post } from "#server/route.ts";
import { isCrossSite } from "#server/session.ts";
import { browser, fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, auditOf, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { proxy } from "../../src/proxy.ts";

process.env.DATABASE_POOL = "1"; // read at first use: each transaction gets the connection of the one before

const key = "a-key-of-at-least-16-characters";

async function aClerk() {
  const school = await aSchool(await aDistrict(await aTenant()));
  return { school, clerk: await signIn("SCHOOL_CLERK", school) };
}

const keepFile = action(
  "school.contact",
  z.object({ id: z.uuid(), password: z.string().optional() }),
  async ({ id }) => ({ subject: ["School", id] }),
  { once: true },
);

test("a key stands for the file too, and a secret leaves no trace with it", async () => {
  const { school } = await aClerk();
  const form = (text: string, password = "one") =>
    fields({ id: school.schoolId, _key: key, file: new File([text], "list.csv"), password });
  expect(await keepFile({}, form("first"))).toMatchObject({ done: true });
  expect(await keepFile({}, form("first", "two"))).toMatchObject({ done: true });
  expect(await keepFile({}, form("other"))).toMatchObject({ message: expect.stringContaining("already sent") });
  expect(await auditOf(school, school.schoolId)).toHaveLength(1);
});

test("a form of very many names is read in one pass, and no name reaches an object's own inheritance", () => {
  const form = new FormData();
  for (let index = 0; index < 200_000; index += 1) form.append(`n${index}`, "x");
  const before = performance.now();
  expect(Object.keys(formText(form))).toHaveLength(200_000);
  expect(performance.now() - before).toBeLessThan(5000);

  const odd = fields({ __proto__x: "1", constructor: "x", toString: ["a", "b"], same: ["1", "2", "3"] });
  odd.append("__proto__", "a");
  odd.append("__proto__", "b");
  odd.append("same", new File(["x"], "x.txt"));
  const values = formText(odd);
  expect(values).toEqual({ __proto__x: "1", same: ["1", "2", "3"] });
  expect(Object.getPrototypeOf(values)).toBe(Object.prototype);
});

test("secrets are told by their names", () => {
  for (const name of ["password", "newPassword", "currentPassword", "repeatPassword", "oneTimeCode"])
    expect(isSecretField(name), name).toBe(true);
  for (const name of ["code", "schoolCode", "passwordSince"]) expect(isSecretField(name), name).toBe(false);
});

test("a request is another site's when the browser says so in either header; a forwarded host is not believed", () => {
  const cases: [Record<string, string>, boolean][] = [
    [{}, false],
    [{ "sec-fetch-site": "same-origin", origin: "http://localhost:3000" }, false],
    [{ "sec-fetch-site": "none" }, false],
    [{ "sec-fetch-site": "cross-site" }, true],
    [{ "sec-fetch-site": "same-site" }, true],
    [{ origin: "https://evil.example" }, true],
    [{ origin: "null" }, true],
    [{ origin: "https://evil.example", "x-forwarded-host": "evil.example" }, true],
    [{ origin: "http://10.0.0.7:3000", host: "10.0.0.7:3000" }, false],
  ];
  for (const [headers, expected] of cases)
    expect(isCrossSite(new Headers(headers)), JSON.stringify(headers)).toBe(expected);
});

const save = post("school.contact", z.object({ id: z.uuid() }), async ({ id }) => ({ subject: ["School", id] }));
const send = (body: string, headers: Record<string, string> = {}) =>
  save(
    new Request("http://localhost/", {
      method: "POST",
      body,
      headers: { "content-type": "application/json", ...headers },
    }),
  );

test("a JSON save takes a small JSON object from its own pages and nothing else", async () => {
  const { school } = await aClerk();
  const good = JSON.stringify({ id: school.schoolId });
  expect((await send(good)).status).toBe(200);
  expect((await send(good, { "content-type": "text/plain" })).status).toBe(403);
  expect((await send(JSON.stringify({ id: school.schoolId, more: "x".repeat(1_000_000) }))).status).toBe(413);
  for (const body of ["[]", "null", "{", '{"__proto__":{"id":"x"}}', '{"id":{"not":""}}'])
    expect((await send(body)).status, body).toBe(409);
  browser.crossSite = true;
  expect((await send(good)).status).toBe(403);
  browser.crossSite = false;
  browser.digest = null;
  expect((await send(good)).status).toBe(401);
});

/** What the one connection of the pool knows after a transaction: nothing, whoever had it. */
async function forgotten(): Promise<void> {
  const left = await withSession(Buffer.alloc(32), async (db, actor) => {
    const [row] = await db.$queryRaw<{ role: string; left: string }[]>`
      select current_user::text as role, concat(current_setting('app.tenant', true), current_setting('app.person', true),
        current_setting('app.role', true), current_setting('app.place', true)) as left`;
    return { actor, ...row };
  });
  expect(left).toEqual({ actor: null, role: "portal_app", left: "" });
}

test("a connection forgets who had it after success, refusal, a database error and a timeout", async () => {
  const { clerk } = await aClerk();
  await withSession(clerk.digest, (db) => db.school.count());
  await forgotten();
  await expect(withSession(clerk.digest, () => Promise.reject(new Error("no")))).rejects.toThrow("no");
  await forgotten();
  await expect(withSession(clerk.digest, (db) => db.$queryRaw`select 1 / 0`)).rejects.toThrow();
  await forgotten();
  const slow = withSession(clerk.digest, (db) => db.$queryRaw`select pg_sleep(1)::text`, { timeout: 200 });
  await expect(slow).rejects.toThrow();
  await forgotten();
});

test("a membership that has ended and an account that is closed open nothing at the very next request", async () => {
  const { clerk, school } = await aClerk();
  const standing = () => withSession(clerk.digest, async (_db, actor) => actor);
  expect(await standing()).toMatchObject({ role: "SCHOOL_CLERK" });
  await inTenant(school, (db) =>
    db.membership.updateMany({
      where: { id: clerk.membershipId },
      data: { endsOn: new Date("2021-01-01"), version: { increment: 1 } },
    }),
  );
  expect(await standing()).toBe("no-membership");
  await expect(withSession(clerk.digest, (db) => db.school.count())).rejects.toThrow();
  await owner().query('update "Person" set "disabledAt" = now() where id = $1', [clerk.personId]);
  expect(await standing()).toBeNull();
});

test("an address that is no city's name is no city, whatever signs it holds", async () => {
  for (const slug of ["\u0000", "a\u0000b", "../x", "A", "x".repeat(5000), ""])
    expect(await withPublic(slug, async () => "found")).toBeNull();
});

test("the proxy lets three methods through, and a nonce sent by the client is not the page's", () => {
  const asked = (method: string) =>
    proxy(
      new NextRequest("http://localhost/schools", {
        method,
        headers: { "x-nonce": "evil", "content-security-policy": "script-src 'nonce-evil'" },
      }),
    );
  for (const method of ["PUT", "DELETE", "PATCH", "OPTIONS"]) expect(asked(method).status, method).toBe(405);
  vi.stubEnv("APP_URL", "https://jijiao.example.cn");
  for (const method of ["GET", "HEAD", "POST"]) {
    const { headers } = asked(method);
    expect(headers.get("content-security-policy")).toMatch(/script-src 'self' 'nonce-[\w+/]{22}==' 'strict-dynamic';/);
    expect(headers.get("content-security-policy")).not.toContain("evil");
    expect(headers.get("x-middleware-request-x-nonce")).not.toBe("evil");
    expect(headers.get("strict-transport-security")).toContain("max-age=31536000");
    expect(headers.get("cache-control")).toBe("private, no-store");
  }
  vi.unstubAllEnvs();
});
