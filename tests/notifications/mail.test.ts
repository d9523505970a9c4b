import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type ParsedMail, simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { mailJob } from "#features/notifications/mail-job.ts";
import type { Notice } from "#features/notifications/tell.ts";
import { tell } from "#features/notifications/tell.ts";
import { ask } from "#server/jobs.ts";
import { type SignedIn, signIn } from "#support/actor.ts";
import { aTenant, inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import { owner } from "#support/owner.ts";
import { askForDueWork } from "../../src/commands/worker/tick.ts";

const settings = vi.hoisted(() => ({ SMTP_URL: "", MAIL_OUTBOX: "" }));
vi.mock("#server/env.ts", async (original) => {
  const real = await original<typeof import("#server/env.ts")>();
  return { ...real, env: () => ({ ...real.env(), ...settings, APP_URL: "https://portal.example.test/" }) };
});

/** A mail server that keeps what it gets, and refuses some addresses. */
async function aMailServer(refuses: (address: string) => number | null = () => null) {
  const got: ParsedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onRcptTo({ address }, _session, callback) {
      const code = refuses(address);
      callback(code ? Object.assign(new Error("no such mailbox"), { responseCode: code }) : undefined);
    },
    onData(stream, _session, callback) {
      simpleParser(stream).then((mail) => {
        got.push(mail);
        callback();
      }, callback);
    },
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const { port } = server.server.address() as AddressInfo;
  return { got, url: `smtp://127.0.0.1:${port}`, close: () => new Promise<void>((done) => server.close(() => done())) };
}

beforeEach(() => {
  vi.resetModules();
  settings.SMTP_URL = "";
  settings.MAIL_OUTBOX = mkdtempSync(path.join(tmpdir(), "outbox-"));
});

type City = { tenantId: string };
const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

let serial = 0;
const notice = (person: SignedIn, over: Partial<Notice> = {}): Notice => ({
  personId: person.personId,
  kind: "report.returned",
  values: {
    schoolEn: "School One",
    schoolZh: "第一小学",
    campaignEn: "Facts",
    campaignZh: "基本情况",
    note: "李明的学籍",
  },
  path: "/reports/1",
  key: `n${++serial}`,
  ...over,
});

/** A working day's noon in the city: no quiet hours. */
const NOON = new Date("2026-11-26T12:00:00+08:00");

async function sendDue(city: City): Promise<{ status: string; said: string | null }[]> {
  await inTenant(city, (db) => ask(db, null, [mailJob.ask({})]));
  return doJobs(city);
}

const filesOf = () => readdirSync(settings.MAIL_OUTBOX).filter((name) => name.endsWith(".eml"));
const letters = () =>
  Promise.all(filesOf().map((name) => simpleParser(readFileSync(path.join(settings.MAIL_OUTBOX, name)))));

async function inLanguage(person: SignedIn, locale: string): Promise<void> {
  await owner().query(`update "Person" set locale = $2 where id = $1`, [person.personId, locale]);
}

test("one thing is one e-mail in the person's language, with a link, and without what people wrote to each other", async () => {
  const city = await aTenant();
  const [chinese, english] = [await signIn("SCHOOL_HEAD", city), await signIn("SCHOOL_CLERK", city)];
  await inLanguage(english, "en");
  await inTenant(city, (db) => tell(db, [notice(chinese), notice(english)], NOON));
  expect(await sendDue(city)).toMatchObject([{ status: "DONE", said: "2 e-mails sent." }]);
  const mails = await letters();
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    "Facts of School One was returned",
    "第一小学的基本情况被退回",
  ]);
  const [zh, en] = ["zh-CN", "en"].map((language) =>
    mails.find(({ headers }) => headers.get("content-language") === language),
  );
  expect(en?.text).toContain("https://portal.example.test/reports/1\n");
  expect(en?.html).toContain('href="https://portal.example.test/reports/1"');
  expect(zh?.text).toContain("您好");
  for (const mail of mails) expect(JSON.stringify([mail.text, mail.html, mail.subject])).not.toContain("李明");
  expect(await sendDue(city)).toMatchObject([{ said: "Nothing was sent." }]);
  expect(await letters()).toHaveLength(2);
});

test("what has come together is one e-mail; what is read meanwhile is not in it; a name cannot break out", async () => {
  const city = await aTenant();
  const person = await signIn("SECTION_STAFF", city);
  await inLanguage(person, "en");
  const evil = { schoolEn: '<img src=x onerror="alert(1)">\r\nBcc: all@example.test', campaignEn: "Facts" };
  await inTenant(city, async (db) => {
    await tell(db, [notice(person), notice(person, { values: evil }), notice(person, { path: "/reports/read" })], NOON);
    await db.notification.updateMany({ where: { path: "/reports/read" }, data: { readAt: NOON } });
  });
  await sendDue(city);
  const [mail] = await letters();
  expect(mail?.subject).toBe("2 notifications");
  expect(mail?.html).not.toContain("<img");
  expect(mail?.text).not.toContain("/reports/read");
  expect(mail?.bcc ?? mail?.cc).toBeUndefined();
});

test("quiet hours and the daily digest are waited for, and what is never sent is not due", async () => {
  const city = await aTenant();
  const person = await signIn("SECTION_STAFF", city);
  await inTenant(city, async (db) => {
    await tell(db, [notice(person)], new Date("2036-11-26T22:00:00+08:00"));
    await tell(db, [notice(person, { kind: "request.filed" })], new Date("2036-11-26T12:00:00+08:00"));
    await tell(db, [notice(person, { kind: "job.done" })], NOON);
  });
  await sendDue(city);
  expect(filesOf()).toEqual([]);
  const due = await inTenant(city, (db) => db.notification.findMany({ orderBy: { key: "asc" } }));
  expect(due.map(({ mailAt }) => mailAt?.toISOString())).toEqual([
    "2036-11-26T23:00:00.000Z",
    "2036-11-27T00:00:00.000Z",
    undefined,
  ]);
});

test("a mail server takes it; a mailbox that refuses is tried again later and holds up nobody", async () => {
  const city = await aTenant();
  const [good, bad] = [await signIn("SECTION_STAFF", city), await signIn("SECTION_HEAD", city)];
  const server = await aMailServer((address) => (address.startsWith(bad.personId) ? 550 : null));
  stops.push(server.close);
  settings.SMTP_URL = server.url;
  await inTenant(city, (db) => tell(db, [notice(bad), notice(good)], NOON));
  expect(await sendDue(city)).toMatchObject([{ status: "DONE", said: "1 e-mail sent; 1 mailbox refused it." }]);
  expect(server.got.map(({ to }) => [to].flat()[0]?.text)).toEqual([expect.stringContaining(good.personId)]);
  const refused = await inTenant(city, (db) => db.notification.findFirstOrThrow({ where: { personId: bad.personId } }));
  expect(refused).toMatchObject({ mailAttempts: 1, mailedAt: null });
  expect(refused.mailAt?.getTime()).toBeGreaterThan(Date.now() + 60_000);
  for (let attempt = 2; attempt <= 6; attempt += 1) {
    await inTenant(city, (db) => db.notification.updateMany({ where: { id: refused.id }, data: { mailAt: NOON } }));
    await sendDue(city);
  }
  expect(await inTenant(city, (db) => db.notification.findFirstOrThrow({ where: { id: refused.id } }))).toMatchObject({
    mailAttempts: 6,
    mailAt: null,
    mailedAt: null,
  });
});

test("a mail server that is away fails the job, loses nothing, and is left alone for a while", async () => {
  const city = await aTenant();
  const person = await signIn("SECTION_STAFF", city);
  settings.SMTP_URL = "smtp://127.0.0.1:1";
  await inTenant(city, (db) => tell(db, [notice(person)], NOON));
  expect(await sendDue(city)).toMatchObject([{ status: "FAILED" }]);
  const tick = (now: Date) => askForDueWork({ tenantId: city.tenantId, timeZone: "Asia/Shanghai" }, now);
  const asked = () => inTenant(city, (db) => db.job.count({ where: { kind: "mail", status: "WAITING" } }));
  await tick(new Date());
  expect(await asked()).toBe(0);
  await tick(new Date(Date.now() + 11 * 60_000));
  expect(await asked()).toBe(1);
  settings.SMTP_URL = "";
  await doJobs(city);
  expect(filesOf()).toHaveLength(1);
});

test("handed over again after a crash, the same e-mail carries the same name", async () => {
  const city = await aTenant();
  const person = await signIn("SECTION_STAFF", city);
  await inTenant(city, (db) => tell(db, [notice(person)], NOON));
  await sendDue(city);
  const [before] = await letters();
  await inTenant(city, (db) => db.notification.updateMany({ data: { mailedAt: null } })); // as if never kept
  await sendDue(city);
  const after = await letters();
  expect(after).toHaveLength(1);
  expect(after[0]?.messageId).toBe(before?.messageId);
});

test("nothing goes to an account that has been closed", async () => {
  const city = await aTenant();
  const person = await signIn("SECTION_STAFF", city);
  await inTenant(city, (db) => tell(db, [notice(person)], NOON));
  await owner().query(`update "Person" set "disabledAt" = now() where id = $1`, [person.personId]);
  await sendDue(city);
  expect(filesOf()).toEqual([]);
});
