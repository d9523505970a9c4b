import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stopped } from "../../src/commands/stopping.ts";
import { aFolder, aSeededInstall } from "../commands/install.ts";
import { formWith, type Ground, startGround } from "./ground.ts";

const TOKEN = "Yk3vQ8sLw0RbTn5ZcXa7Pd1MfHg9JuEe";
const folder = aFolder();
let ground: Ground;

beforeAll(async () => {
  const urls = await aSeededInstall("jijiao_proxied");
  ground = await startGround(folder, urls.app, TOKEN);
}, 180_000);
afterAll(() => ground?.stop());

/** Signs the section's head in: the form comes from one process, its answer goes to the other. */
async function signedIn(from: 0 | 1 | "nginx", to: 0 | 1 | "nginx"): Promise<Map<string, string>> {
  const cookies = new Map<string, string>([["locale", "en"]]);
  const page = await ground.ask(from, "/sign-in", { cookies });
  const form = {
    ...formWith(page.body, "password"),
    email: "section-head.qinghe@example.test",
    password: "section-head-password",
  };
  const answer = await ground.ask(to, "/sign-in", { form, cookies });
  expect([answer.status, cookies.has("__Host-jijiao-session")]).toEqual([303, true]);
  expect(answer.headers["set-cookie"]?.join("\n")).toMatch(
    /__Host-jijiao-session=[^;]+;.*Secure; HttpOnly; SameSite=lax/i,
  );
  return cookies;
}

describe("two processes", () => {
  test("answer each other's forms and sessions", async () => {
    const cookies = await signedIn(0, 1);
    for (const where of [0, 1, "nginx"] as const) {
      const home = await ground.ask(where, "/", { cookies });
      expect([where, home.status]).toEqual([where, 200]);
      expect(home.body.includes("李秀英")).toBe(true);
    }
    const account = await ground.ask(0, "/account", { cookies });
    const form = { ...formWith(account.body, "name"), name: "李秀英二", locale: "en" };
    expect((await ground.ask(1, "/account", { form, cookies })).status).toBeLessThan(400);
    expect((await ground.ask(0, "/account", { cookies })).body.includes("李秀英二")).toBe(true);
  });

  test("know at once that somebody has signed out at the other one", async () => {
    const cookies = await signedIn("nginx", "nginx");
    const kept = new Map(cookies);
    const page = await ground.ask(0, "/", { cookies });
    const leaving = page.body.split("<form").find((one) => /Sign out/.test(one.split("</form>")[0] ?? "")) ?? "";
    const [, action = ""] = /name="(\$ACTION_ID_[0-9a-f]+)"/.exec(leaving) ?? [];
    expect(action).not.toBe("");
    await ground.ask(1, "/", { form: { [action]: "" }, cookies });
    for (const where of [0, 1, "nginx"] as const) {
      const answer = await ground.ask(where, "/", { cookies: kept });
      expect([answer.status, answer.headers.location]).toEqual([307, "/sign-in?ended"]);
    }
  });

  test("share the requests, and count them", async () => {
    const counted = async (which: 0 | 1) => {
      const { body } = await ground.ask(which, "/api/metrics", { headers: { authorization: `Bearer ${TOKEN}` } });
      return Number(/^jijiao_http_seconds_count\{method="GET",status="200"\} (\d+)$/m.exec(body)?.[1]);
    };
    const before = [await counted(0), await counted(1)];
    for (let asked = 0; asked < 10; asked += 1) expect((await ground.ask("nginx", "/sign-in")).status).toBe(200);
    const after = [await counted(0), await counted(1)];
    for (const which of [0, 1]) expect((after[which] ?? 0) - (before[which] ?? 0)).toBeGreaterThan(3);
  });
});

describe("nginx", () => {
  const action = { method: "POST", headers: { "next-action": "0".repeat(42), "content-type": "text/plain" } };
  const sent = (headers: Record<string, string>) => ({
    ...action,
    body: Buffer.from("[]"),
    headers: { ...action.headers, ...headers },
  });

  test("writes the headers that the application believes, whatever a sender says", async () => {
    const own = { origin: `https://${ground.host}` };
    const forged = { "x-forwarded-host": "forged.invalid" };
    expect((await ground.ask(0, "/sign-in", sent({ ...own, ...forged }))).status).toBe(500); // what it is there for
    expect((await ground.ask("nginx", "/sign-in", sent({ ...own, ...forged }))).status).toBe(409);
    const foreign = { origin: "https://forged.invalid" };
    expect((await ground.ask(0, "/sign-in", sent({ ...foreign, ...forged }))).status).toBe(409);
    expect((await ground.ask("nginx", "/sign-in", sent({ ...foreign, ...forged }))).status).toBe(500);
  });

  test("lets nobody choose the nonce of a page", async () => {
    const headers = { "x-nonce": "forgednonce", "content-security-policy": "script-src 'nonce-forgednonce'" };
    const { body, headers: answered } = await ground.ask("nginx", "/sign-in", { headers });
    expect(`${body}${answered["content-security-policy"]}`.includes("forgednonce")).toBe(false);
  });

  test("leads to https, answers to no other name, and keeps the metrics inside", async () => {
    const plain = await ground.ask("http", "/schools?status=OPEN");
    expect([plain.status, plain.headers.location]).toEqual([301, "https://localhost/schools?status=OPEN"]);
    const metrics = await ground.ask("nginx", "/api/metrics", { headers: { authorization: `Bearer ${TOKEN}` } });
    expect(metrics.status).toBe(404);
    expect((await ground.ask("nginx", "/_next/image?url=%2Ficon.svg&w=64&q=75")).status).toBe(404);
    const page = await ground.ask("nginx", "/sign-in");
    expect(page.headers["strict-transport-security"]).toMatch(/max-age=31536000/);
  });

  test("serves the files of the build itself, and only those", async () => {
    const [name = ""] = readdirSync(".next/static/chunks").filter((one) => one.endsWith(".js"));
    const file = await ground.ask("nginx", `/_next/static/chunks/${name}`, { headers: { "accept-encoding": "gzip" } });
    expect([file.status, file.headers["cache-control"]]).toEqual([200, "public, max-age=31536000, immutable"]);
    expect(file.headers["content-encoding"]).toBe("gzip");
    const own = await ground.ask("nginx", `/_next/static/chunks/${name}`);
    expect(own.body).toBe(readFileSync(path.join(".next/static/chunks", name), "utf8"));
    for (const absent of [
      "/_next/static/chunks/absent.js",
      "/_next/static/../BUILD_ID",
      "/_next/static../BUILD_ID",
      "/_next/static/%2e%2e/BUILD_ID",
    ]) {
      const { status, body } = await ground.ask("nginx", absent);
      expect([absent, status]).toEqual([
        absent,
        expect.toSatisfy((code: number) => code === 404 || code === 400 || code === 307),
      ]);
      expect(body).not.toContain(readFileSync(".next/BUILD_ID", "utf8").trim().concat("\n"));
    }
  });

  test("stops what is larger than the portal takes", async () => {
    const body = Buffer.alloc(23 * 1024 * 1024);
    const headers = { "content-length": String(body.length), expect: "100-continue" };
    expect((await ground.ask("nginx", "/imports", { method: "POST", headers })).status).toBe(413);
  });
});

test("while one process is stopped for an upgrade, everybody is answered by the other", async () => {
  const cookies = await signedIn(0, 1);
  const [first] = ground.processes;
  if (!first) throw new Error("there is no process");
  const asked: Promise<number>[] = [];
  const ask = () => asked.push(ground.ask("nginx", "/", { cookies }).then(({ status }) => status));
  for (let count = 0; count < 5; count += 1) ask();
  const ended = stopped(first);
  for (let count = 0; count < 15; count += 1) ask();
  await ended;
  for (let count = 0; count < 10; count += 1) ask();
  expect(await Promise.all(asked)).toEqual(asked.map(() => 200));
});
