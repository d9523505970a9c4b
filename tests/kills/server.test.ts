import { type ChildProcess, spawn } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { chanceOf } from "#seed/chance.ts";
import { type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { freePort } from "../../src/commands/database/cluster.ts";
import { programs } from "../../src/commands/steps.ts";
import { aCity, assignmentOf, open } from "../reports/world.ts";

const KILLS = Math.ceil(Number(process.env.TEST_KILLS) / 5);
const CLIENTS = 12;
const SECRET = "for-the-kills-only-for-the-kills-only-for";
const CELL = "M4";

function aServer(port: number): ChildProcess {
  return spawn(process.execPath, [programs.next, "start", "-p", String(port)], {
    stdio: ["ignore", "ignore", "inherit"],
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      AUTH_SECRET: SECRET,
      APP_URL: `http://localhost:${port}`,
      LOG_LEVEL: "silent",
      MIGRATION_DATABASE_URL: "",
    },
  });
}

/** What the person's browser would send with every request. */
async function cookieOf(person: SignedIn): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  const digest = createHash("sha256").update(sid).digest();
  await owner().query('update "Session" set id = $1 where id = $2', [digest, person.digest]);
  return `jijiao-session=${await encode({ token: { sid }, secret: SECRET })}`;
}

/** A clerk who types one figure after the other into one cell, each again and again until it is acknowledged. */
async function type(
  url: string,
  clerk: { cookie: string; assignmentId: string },
  until: () => boolean,
): Promise<number> {
  let base: number | null = null;
  let acknowledged = 0;
  while (!until()) {
    const value = String(acknowledged + 1);
    for (;;) {
      const answer: Response | null = await fetch(`${url}/api/reports/cells`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: url, cookie: clerk.cookie },
        body: JSON.stringify({ assignmentId: clerk.assignmentId, number: 1, cells: [{ cell: CELL, value, base }] }),
        signal: AbortSignal.timeout(10_000),
      }).catch(() => null);
      const said: Answer | null = answer?.ok ? ((await answer.json().catch(() => null)) as Answer | null) : null;
      if (said) {
        const saved: { version: number } | undefined = said.done.saved[CELL];
        if (!saved) throw new Error(JSON.stringify(said).slice(0, 500));
        base = saved.version;
        break;
      }
      await pause(20);
    }
    acknowledged += 1;
  }
  return acknowledged;
}

type Answer = { done: { saved: Record<string, { version: number }> } };

test(`${KILLS} times the server is killed while ${CLIENTS} clerks type: every figure that was acknowledged is there, once`, {
  timeout: KILLS * 20_000 + 120_000,
}, async () => {
  const random = chanceOf("kills of the server");
  const city = await aCity();
  const district = await aDistrict(city);
  const schools = [];
  for (let index = 0; index < CLIENTS; index += 1) schools.push(await aSchool(district));
  await signIn("SECTION_STAFF", city);
  const campaignId = await open(city, { templateVersionId: city.monthly, refersTo: "2026-10-01" });
  const clerks = [];
  for (const school of schools) {
    const cookie = await cookieOf(await signIn("SCHOOL_CLERK", school));
    clerks.push({ cookie, assignmentId: await assignmentOf(school, campaignId) });
  }
  const port = await freePort();
  let server = aServer(port);
  let over = false;
  const typing = clerks.map((clerk) => type(`http://localhost:${port}`, clerk, () => over));
  for (let kill = 1; kill <= KILLS; kill += 1) {
    await pause(1500 + Math.round(random() * 2000));
    server.kill("SIGKILL");
    await once(server, "exit");
    server = aServer(port);
  }
  await pause(3000); // what was held up goes through
  over = true;
  const acknowledged = await Promise.all(typing);
  server.kill("SIGTERM");
  await once(server, "exit");
  for (const [index, { assignmentId }] of clerks.entries()) {
    const count = acknowledged[index] ?? 0;
    expect(count).toBeGreaterThan(0);
    const held = await inTenant(city, (db) =>
      db.cellValue.findFirstOrThrow({ where: { cell: CELL, submission: { assignmentId } } }),
    );
    // One version for every figure: none lost, none written twice.
    expect(held).toMatchObject({ value: String(count), version: count });
  }
  process.stdout.write(`${acknowledged.reduce((sum, one) => sum + one, 0)} figures typed through ${KILLS} kills.\n`);
});
