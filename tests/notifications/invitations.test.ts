import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { simpleParser } from "mailparser";
import { beforeEach, expect, test, vi } from "vitest";
import { readLink } from "#features/accounts/choose-password.ts";
import { endMembership, inviteMember, makeInvitationLink } from "#features/members/actions.ts";
import { mailJob } from "#features/notifications/mail-job.ts";
import { tell } from "#features/notifications/tell.ts";
import { takeStaff, uploadStaff } from "#features/staff-lists/actions.ts";
import { staffList } from "#features/staff-lists/queries.ts";
import { digestOf } from "#lib/digest.ts";
import type { FormState } from "#lib/form.ts";
import { withSession } from "#server/db.ts";
import { ask } from "#server/jobs.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import { owner } from "#support/owner.ts";
import { aPerson } from "../accounts/people.ts";

const settings = vi.hoisted(() => ({ SMTP_URL: "", MAIL_OUTBOX: "" }));
vi.mock("#server/env.ts", async (original) => {
  const real = await original<typeof import("#server/env.ts")>();
  return { ...real, env: () => ({ ...real.env(), ...settings, APP_URL: "https://portal.example.test" }) };
});

beforeEach(() => {
  settings.MAIL_OUTBOX = mkdtempSync(path.join(tmpdir(), "outbox-"));
});

let serial = 0;
const address = () => `joiner-${process.pid}-${++serial}@example.test`;
const letters = () =>
  Promise.all(
    readdirSync(settings.MAIL_OUTBOX)
      .filter((name) => name.endsWith(".eml"))
      .map((name) => simpleParser(readFileSync(path.join(settings.MAIL_OUTBOX, name)))),
  );
async function sendDue(city: { tenantId: string }): Promise<void> {
  await inTenant(city, (db) => ask(db, null, [mailJob.ask({})]));
  await doJobs(city);
}

const tokenIn = (text = "") => /\/welcome\/([\w-]+)/.exec(text)?.[1] ?? "";
const swallow = (run: Promise<FormState>) => run.catch((error: { digest?: string }) => String(error.digest));
const asked = (more: Record<string, string>) => fields({ name: "Li Hua", role: "SCHOOL_CLERK", byMail: "on", ...more });

test("an invitation by e-mail holds a link of its own, which neither the answer nor the database does", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const admin = await signIn("SYSTEM_ADMIN", school);
  const email = address();
  const answer = await swallow(inviteMember({}, asked({ email, school: school.code })));
  expect(answer).toMatch(/\/settings\/people\//);
  expect(answer).not.toContain("welcome");
  await doJobs(school);
  const [mail, ...others] = await letters();
  expect(others).toEqual([]);
  expect([mail?.to].flat()[0]?.text).toContain(email);
  const token = tokenIn(mail?.text);
  expect(await readLink(digestOf(token))).toMatchObject({ email, purpose: "INVITATION", unclaimed: true });
  expect(mail?.text).toContain("7");
  expect(mail?.html).toContain(`href="https://portal.example.test/welcome/${token}"`);
  const kept = await inTenant(school, async (db) =>
    JSON.stringify([await db.job.findMany(), await db.notification.findMany()], (_key, value) =>
      typeof value === "bigint" ? String(value) : value,
    ),
  );
  expect(kept).toContain("role.offered");
  expect(kept).not.toContain(token);

  await doJobs(school);
  expect(await letters()).toHaveLength(1);
  await become(admin);
  const [{ id } = { id: "" }] = await inTenant(school, (db) =>
    db.membership.findMany({ where: { person: { email } } }),
  );
  expect(await makeInvitationLink({}, fields({ id, byMail: "on" }))).toMatchObject({ done: true });
  await doJobs(school);
  await sendDue(school);
  const tokens = (await letters()).map(({ text }) => tokenIn(text));
  expect(tokens).toHaveLength(2);
  const open = await Promise.all(tokens.map((one) => readLink(digestOf(one))));
  expect(open.filter(Boolean)).toHaveLength(1);
  expect(await readLink(digestOf(token))).toBeNull();
});

test("an e-mail that has to be handed over again holds the same link", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  await swallow(inviteMember({}, asked({ email: address(), role: "SECTION_STAFF" })));
  await doJobs(tenant);
  // As where the process ended between the handing over and the commit.
  await inTenant(tenant, (db) => db.notification.updateMany({ data: { mailedAt: null } }));
  await owner().query(`delete from "OneTimeToken" where "offerTenantId" = $1`, [tenant.tenantId]);
  const [first] = await letters();
  await sendDue(tenant);
  const [second, ...others] = await letters();
  expect(others).toEqual([]);
  expect(tokenIn(second?.text)).toBe(tokenIn(first?.text));
  expect(await readLink(digestOf(tokenIn(first?.text)))).not.toBeNull();
});

test("no link goes out to a role that is offered no more, and waiting notices still do", async () => {
  const tenant = await aTenant();
  await signIn("SYSTEM_ADMIN", tenant);
  const email = address();
  await swallow(inviteMember({}, asked({ email, role: "SECTION_STAFF" })));
  const [offered] = await inTenant(tenant, (db) => db.membership.findMany({ where: { person: { email } } }));
  if (!offered) throw new Error("nothing is offered");
  expect(await endMembership({}, fields({ id: offered.id, _version: offered.version }))).toMatchObject({ done: true });
  await doJobs(tenant);
  expect(await letters()).toEqual([]);
  await inTenant(tenant, (db) =>
    tell(db, [
      {
        personId: offered.personId,
        kind: "calendar.missing",
        values: { year: 2027 },
        path: "/settings/calendar",
        key: "c",
      },
      { personId: offered.personId, kind: "role.offered", values: { offer: offered.id }, path: "/account", key: "o" },
    ]),
  );
  await inTenant(tenant, (db) => db.notification.updateMany({ data: { mailAt: new Date() } }));
  await sendDue(tenant);
  const [mail, ...others] = await letters();
  expect(others).toEqual([]);
  expect(mail?.text).toContain("2027");
  expect(mail?.text).not.toContain("welcome");
});

test("whoever left and is wanted again gets the link, at once also in quiet hours", async () => {
  const tenant = await aTenant();
  const person = await aPerson(tenant, "INSPECTOR");
  await owner().query(`update "Person" set "disabledAt" = now() where id = $1`, [person.personId]);
  await inTenant(tenant, (db) =>
    db.notificationSetting.createMany({
      data: { personId: person.personId, mail: {}, quietFrom: 0, quietTo: 1439, digestAt: 480 },
    }),
  );
  await signIn("SYSTEM_ADMIN", tenant);
  await swallow(inviteMember({}, asked({ email: person.email, role: "SECTION_STAFF" })));
  await doJobs(tenant);
  const [mail] = await letters();
  expect(await readLink(digestOf(tokenIn(mail?.text)))).toMatchObject({ personId: person.personId });
});

test("a list of joiners sends each of them a link of their own", async () => {
  const school = await aSchool(await aDistrict(await aTenant()));
  const admin: SignedIn = await signIn("SYSTEM_ADMIN", school);
  const [one, two] = [address(), address()];
  const rows = [
    ["Joins or leaves", "Name", "E-mail address", "Role", "School or district", "Last day"],
    ["joins", "A", one, "School clerk", school.code, ""],
    ["joins", "B", two, "School head", school.code, ""],
  ];
  const pasted = rows.map((row) => row.join("\t")).join("\n");
  const to = String(
    await swallow(uploadStaff({}, fields({ pasted, _key: `list-${process.pid}-${++serial}-abcdefgh` }))),
  );
  const id = /lists\/([0-9a-f-]{36})/.exec(to)?.[1] ?? "";
  const list = await withSession(admin.digest, (db, actor) => {
    if (actor === null || typeof actor === "string") throw new Error("signed out");
    return staffList(db, actor, id);
  });
  const answer = await takeStaff(
    {},
    fields({ id, plan: list?.plan ?? "", _version: list?.version ?? 0, byMail: "on" }),
  );
  expect(answer).toMatchObject({ done: true });
  expect(answer.message).not.toContain("welcome");
  await doJobs(school);
  const mails = await letters();
  expect(mails).toHaveLength(2);
  const open = await Promise.all(mails.map(({ text }) => readLink(digestOf(tokenIn(text)))));
  expect(open.map((link) => link?.email).sort()).toEqual([one, two].sort());
});
