import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { register } from "prom-client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { action } from "#server/action.ts";
import { measured } from "#server/metrics.ts";
import { Conflict, Invalid, Refusal, Stale } from "#server/refusal.ts";
import { become, fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant } from "#support/factories.ts";

const TOKEN = "a-token-of-at-least-32-characters-0001";

beforeEach(() => register.clear());
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The settings are read once for a process: each test reads them afresh. */
async function metrics(token: string | undefined) {
  vi.stubEnv("METRICS_TOKEN", token);
  vi.resetModules();
  const { GET } = await import("../../src/app/api/metrics/route.ts");
  const { startMetrics } = await import("#server/metrics.ts");
  const ask = (authorization?: string) =>
    GET(new Request("http://x.test/api/metrics", authorization ? { headers: { authorization } } : {}));
  return { ask, startMetrics };
}

test("without a token in the settings there are no metrics, with another one they are not shown", async () => {
  expect((await (await metrics(undefined)).ask(`Bearer ${TOKEN}`)).status).toBe(404);
  const { ask } = await metrics(TOKEN);
  for (const shown of [undefined, "Bearer", `Bearer ${TOKEN.slice(1)}`, `Bearer ${TOKEN}x`, TOKEN]) {
    const refused = await ask(shown);
    expect([refused.status, await refused.text()]).toEqual([401, ""]);
  }
  const answer = await ask(`Bearer ${TOKEN}`);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(answer.headers.get("content-type")).toMatch(/^text\/plain; version=0\.0\.4/);
});

test("the process tells its memory, its event loop, its build, and its answers by method and status", async () => {
  const { ask, startMetrics } = await metrics(TOKEN);
  startMetrics();
  const server = createServer((request, response) => response.writeHead(request.url === "/gone" ? 404 : 200).end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  for (const [url, method] of [
    ["/", "GET"],
    ["/?name=Zhang", "GET"],
    ["/gone", "GET"],
    ["/", "BREW"],
  ] as const)
    await fetch(`http://127.0.0.1:${port}${url}`, { method: method === "BREW" ? "PROPFIND" : method });
  await new Promise((resolve) => server.close(resolve));
  const text = await (await ask(`Bearer ${TOKEN}`)).text();
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds \d/m);
  expect(text).toMatch(/^jijiao_build_info\{version="\d+\.\d+\.\d+",migration="\d+_\w+"\} 1$/m);
  expect(text).toContain('jijiao_http_seconds_count{method="GET",status="200"} 2');
  expect(text).toContain('jijiao_http_seconds_count{method="GET",status="404"} 1');
  expect(text).toContain('jijiao_http_seconds_count{method="other",status="200"} 1');
  expect(text).not.toContain("Zhang");
});

test("a door counts how its work ended and how long it took", async () => {
  const failing = async (error: unknown) => {
    const work = () => Promise.reject(error);
    await expect(measured("change", "school.edit", work)).rejects.toBe(error);
  };
  await measured("change", "school.edit", async () => 1);
  await failing(new Refusal("error.notAllowed"));
  await failing(new Refusal("error.signedOut"));
  await failing(new Refusal("error.duplicate"));
  await failing(new Stale());
  await failing(new Conflict([], 1));
  await failing(new Invalid(new z.ZodError([])));
  await failing(new Error("a defect"));
  await measured(
    "read",
    "school.view",
    async () => null,
    () => "notAllowed",
  );
  const text = await register.metrics();
  for (const outcome of ["done", "notAllowed", "signedOut", "refused", "stale", "conflict", "invalid", "failed"])
    expect(text).toContain(`jijiao_door_total{door="change",capability="school.edit",outcome="${outcome}"} 1`);
  expect(text).toContain('jijiao_door_total{door="read",capability="school.view",outcome="notAllowed"} 1');
  expect(text).toContain('jijiao_door_seconds_count{door="change",capability="school.edit"} 8');
});

test("changes are counted at the door, connections in the pool; of persons and records nothing is said", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const setPhone = action(
    "school.contact",
    z.object({ id: z.uuid(), phone: z.string() }),
    async ({ id, phone }, { db }) => {
      await db.school.updateMany({ where: { id }, data: { phone, version: { increment: 1 } } });
      return { subject: ["School", id] };
    },
  );
  const clerk = await signIn("SCHOOL_CLERK", school);
  await setPhone({}, fields({ id: school.schoolId, phone: "57700811", _key: randomUUID() }));
  await setPhone({}, fields({ id: "none", phone: "57700811", _key: randomUUID() }));
  await signIn("INSPECTOR", school);
  await setPhone({}, fields({ id: school.schoolId, phone: "57700811", _key: randomUUID() }));
  become(null);
  const text = await register.metrics();
  for (const outcome of ["done", "invalid", "notAllowed"])
    expect(text).toContain(`jijiao_door_total{door="change",capability="school.contact",outcome="${outcome}"} 1`);
  expect(text).toMatch(/^jijiao_database_connections\{state="idle"\} [1-9]/m);
  for (const secret of [clerk.personId, clerk.name, school.schoolId, school.code, "57700811"])
    expect(text).not.toContain(secret);
});
