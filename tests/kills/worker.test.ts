import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { simpleParser } from "mailparser";
import pg from "pg";
import { expect, test } from "vitest";
import { applyImport } from "#features/imports/actions.ts";
import { remindersJob } from "#features/notifications/reminders-job.ts";
import { exportCampaign } from "#features/reports/actions.ts";
import { Exported } from "#features/reports/export-job.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { chanceOf } from "#seed/chance.ts";
import { ask } from "#server/jobs.ts";
import { kept, keyOf, storedOf } from "#server/store.ts";
import { become, fields, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { anEmptyCity, check, headOf, key, type Tenant } from "../imports/journey.ts";
import { listOf, SCHOOLS } from "../imports/synthetic.ts";
import { aCity, type City, moveDeadline, open } from "../reports/world.ts";

const KILLS = Number(process.env.TEST_KILLS);
/** The aim: nothing is stuck for longer. */
const MOST_SECONDS = 60;
const DAY = 86_400_000;

const outbox = mkdtempSync(path.join(tmpdir(), "kills-outbox-"));

function aWorker(): ChildProcess {
  return spawn(process.execPath, ["src/commands/worker.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, MAIL_OUTBOX: outbox, LOG_LEVEL: "silent" },
  });
}

/** A list of so many schools that applying it takes a while. */
function longList(rows: number): string {
  const [pattern] = SCHOOLS;
  if (!pattern) throw new Error("no pattern");
  return listOf(
    Array.from({ length: rows }, (_, index) => ({
      ...pattern,
      code: String(910_000_000_123 + index * 1_000_000),
      nameEn: `LONG LIST SCHOOL ${index}`,
      nameZh: `長名單學校${index}`,
    })),
  );
}

/** A list that waits for the button. */
async function aCheckedList(rows: number) {
  const city = await anEmptyCity();
  const person = await signIn("SECTION_STAFF", city);
  const id = await check(city, longList(rows));
  return { city, person, id, rows };
}

/** A campaign that is due tomorrow, in a city whose people are told at any hour. */
async function aDeadline() {
  const city = await aCity();
  const district = await aDistrict(city);
  const school = await aSchool(district);
  const people = [await signIn("SCHOOL_HEAD", school), await signIn("SCHOOL_CLERK", school)];
  await inTenant(city, (db) =>
    db.notificationSetting.createMany({ data: people.map(({ personId }) => ({ personId, quietFrom: 0, quietTo: 0 })) }),
  );
  const staff = await signIn("SECTION_STAFF", city);
  const campaignId = await open(city);
  await moveDeadline(city, campaignId, new Date(Date.now() + DAY));
  return { city, people, staff, campaignId };
}

/** What is still to be done anywhere, asked at once so that the asking does not hinder it. */
async function openJobs(db: pg.Client): Promise<string[]> {
  const { rows } = await db.query<{ job: string }>(
    `select concat_ws(' ', kind, status, attempts, "createdAt"::time(0), "relayedAt"::time(0), "startedAt"::time(0)) as job
       from "Job" where status in ('WAITING', 'RUNNING') order by "createdAt" limit 10`,
  );
  return rows.map(({ job }) => job);
}

test(`${KILLS} times a worker is killed in the middle of imports, exports, reminders and e-mail: nothing is lost, nothing done twice, nothing stuck`, {
  timeout: KILLS * 30_000 + 300_000,
}, async () => {
  const random = chanceOf("kills");
  const between = (from: number, to: number) => Math.round(from + random() * (to - from));
  const lists: Awaited<ReturnType<typeof aCheckedList>>[] = [];
  const deadlines: Awaited<ReturnType<typeof aDeadline>>[] = [];
  let worker = aWorker();
  let lastKill = 0;
  for (let kill = 1; kill <= KILLS; kill += 1) {
    const list = await aCheckedList(between(50, 400));
    lists.push(list);
    const deadline = await aDeadline();
    deadlines.push(deadline);
    become(list.person);
    const { version } = await headOf(list.city, list.id);
    const form = { _key: key(), importId: list.id, _version: version, mode: "all", reason: "" };
    await applyImport({}, fields(form)).catch(() => undefined); // goes on to its page
    await inTenant(deadline.city, (db) =>
      ask(db, null, [remindersJob.ask({ today: dateInZone(new Date(), "Asia/Shanghai") })]),
    );
    become(deadline.staff);
    const workbook = { campaignId: deadline.campaignId, kind: "provisional", locale: "en", _key: key() };
    expect(await exportCampaign({}, fields(workbook))).toMatchObject({ done: true });
    await pause(between(50, 2500));
    worker.kill("SIGKILL");
    await once(worker, "exit");
    lastKill = Date.now();
    worker = aWorker();
  }
  const db = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await db.connect();
  await expect.poll(() => openJobs(db), { timeout: MOST_SECONDS * 1000, interval: 1000 }).toEqual([]);
  await db.end();
  process.stdout.write(
    `All ended ${((Date.now() - lastKill) / 1000).toFixed(1)} s after the last of ${KILLS} kills.\n`,
  );

  let begunAgain = 0;
  for (const { city, id, rows } of lists) begunAgain += await appliedOnce(city, id, rows);
  for (const { city } of deadlines) await expectTold(city);
  for (const { city } of deadlines) await expectOneWorkbook(city);
  process.stdout.write(`Imports begun again: ${begunAgain} times.\n`);
  await expectLetters(deadlines.flatMap(({ people }) => people.map(({ personId }) => personId)));
  worker.kill("SIGTERM");
  await once(worker, "exit");
});

/** @returns how often it was begun besides the first time */
async function appliedOnce(city: Tenant, id: string, rows: number): Promise<number> {
  return inTenant(city, async (db) => {
    const job = await db.job.findFirstOrThrow({ where: { kind: "import.apply" } });
    expect(job.status).toBe("DONE");
    expect((await headOf(city, id)).applied).toMatchObject({ created: rows });
    expect(await db.school.count()).toBe(rows);
    expect(await db.schoolFact.count()).toBe(rows);
    const records = await db.auditEvent.findMany({ where: { capability: "import.apply" } });
    expect(records.filter(({ detail }) => "created" in (detail as object))).toHaveLength(1);
    const told = await db.notification.count({ where: { kind: "job.done" } });
    expect(told).toBe(1);
    return job.attempts - 1;
  });
}

/** One file, under the job's own id, and as the job said. */
async function expectOneWorkbook({ tenantId }: City): Promise<void> {
  const job = await inTenant({ tenantId }, (db) => db.job.findFirstOrThrow({ where: { kind: "report.export" } }));
  expect(job.status).toBe("DONE");
  const files: string[] = [];
  for await (const { id } of storedOf(tenantId)) files.push(id);
  expect(files).toEqual([job.id]);
  const { sha256 } = Exported.parse((job.result as { values: unknown }).values);
  const bytes = (await kept(keyOf(tenantId, "exports", job.id))) ?? Buffer.alloc(0);
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
}

async function expectTold(city: City): Promise<void> {
  const kinds = await inTenant(city, (db) => db.notification.groupBy({ by: ["kind"], _count: { _all: true } }));
  const count = (kind: string) => kinds.find((one) => one.kind === kind)?._count._all ?? 0;
  expect([count("campaign.opened"), count("deadline.soon")]).toEqual([2, 2]);
}

/** Everybody has had every notice in one letter and no notice in two. */
async function expectLetters(people: readonly string[]): Promise<void> {
  const read = async () => {
    const files = readdirSync(outbox).filter((name) => name.endsWith(".eml"));
    const all = await Promise.all(files.map((name) => simpleParser(readFileSync(path.join(outbox, name)))));
    return all.filter(({ to }) => people.some((personId) => [to].flat()[0]?.text.includes(personId)));
  };
  const noticesIn = (text = "") => text.match(/^http.*\/reports\/.*$/gm)?.length ?? 0;
  await expect
    .poll(async () => (await read()).reduce((sum, { text }) => sum + noticesIn(text), 0), {
      timeout: 2 * MOST_SECONDS * 1000,
      interval: 1000,
    })
    .toBe(people.length * 2);
  const letters = await read();
  expect(new Set(letters.map(({ messageId }) => messageId)).size).toBe(letters.length);
  for (const personId of people) {
    const own = letters.filter(({ to }) => [to].flat()[0]?.text.includes(personId));
    expect(own.reduce((sum, { text }) => sum + noticesIn(text), 0)).toBe(2);
  }
}
