import { expect, test } from "vitest";
import { POST as read } from "#app/api/notifications/read/route.ts";
import { readAll } from "#features/notifications/actions.ts";
import { nightlyJob } from "#features/notifications/nightly-job.ts";
import { noticeText } from "#features/notifications/notices.ts";
import { listNotifications, notificationList } from "#features/notifications/queries.ts";
import { remindersJob } from "#features/notifications/reminders-job.ts";
import { extendDeadline, remindSchools, returnReport } from "#features/reports/actions.ts";
import { askForTime, giveMoreTime } from "#features/reports/extension-actions.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { ask } from "#server/jobs.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { type ASchool, aDistrict, aSchool, inTenant } from "#support/factories.ts";
import { doJobs } from "#support/jobs.ts";
import { askForDueWork } from "../../src/commands/worker/tick.ts";
import { aCity, assignmentOf, type City, fill, key, moveDeadline, open, send } from "../reports/world.ts";

const ZONE = "Asia/Shanghai";
const DAY = 86_400_000;

type Person = { personId: string };

/** What somebody has been told, oldest first, in English. */
async function toldTo(city: { tenantId: string }, { personId }: Person): Promise<string[]> {
  const rows = await inTenant(city, (db) =>
    db.notification.findMany({ where: { personId }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
  );
  return rows.map((row) => noticeText(row, "en", ZONE));
}

async function aCampaign() {
  const city = await aCity();
  const district = await aDistrict(city);
  const [one, two] = [await aSchool(district, { nameEn: "One" }), await aSchool(district, { nameEn: "Two" })];
  const head = await signIn("SCHOOL_HEAD", one);
  const clerk = await signIn("SCHOOL_CLERK", one);
  const elsewhere = await signIn("SCHOOL_HEAD", two);
  const officer = await signIn("DISTRICT_OFFICER", district);
  const section = await signIn("SECTION_STAFF", city);
  const campaignId = await open(city);
  return { city, district, one, two, head, clerk, elsewhere, officer, section, campaignId };
}

async function submitted(school: ASchool, head: SignedIn, campaignId: string): Promise<void> {
  const assignmentId = await assignmentOf(school, campaignId);
  const team = { clerk: await signIn("SCHOOL_CLERK", school), head };
  await fill(team, assignmentId);
  await send(team, assignmentId);
}

const reminders = (city: City, today: PlainDate) =>
  inTenant(city, (db) => ask(db, null, [remindersJob.ask({ today }, { key: today })]));

test("those concerned are told, each of their own, and whoever did it is not", async () => {
  const { city, one, head, clerk, elsewhere, officer, section, campaignId } = await aCampaign();
  await doJobs(city);
  expect(await toldTo(city, clerk)).toEqual(["To be reported by 20 September 2036, 24:00: School facts 2026"]);
  expect(await toldTo(city, elsewhere)).toHaveLength(1);
  expect(await toldTo(city, officer)).toHaveLength(1);
  expect(await toldTo(city, section)).toEqual([]);

  const assignmentId = await assignmentOf(one, campaignId);
  await fill({ clerk, head }, assignmentId);
  await send({ clerk, head }, assignmentId);
  become(section);
  const { version } = await inTenant(city, (db) => db.assignment.findFirstOrThrow({ where: { id: assignmentId } }));
  await returnReport({}, fields({ assignmentId, _version: version, reason: "Class 2 is missing" }));
  await doJobs(city);
  expect((await toldTo(city, head)).at(-1)).toBe("School facts 2026 of One was returned: Class 2 is missing");
  expect(await toldTo(city, elsewhere)).toHaveLength(1);
});

test("a change that is refused or fails tells nobody", async () => {
  const { city, one, clerk, section, campaignId } = await aCampaign();
  await doJobs(city);
  become(section);
  const assignmentId = await assignmentOf(one, campaignId);
  expect(await returnReport({}, fields({ assignmentId, _version: 1, reason: "Not yet" }))).toHaveProperty("message");
  expect(await doJobs(city)).toEqual([]);
  expect(await toldTo(city, clerk)).toHaveLength(1);
});

test("reminders: once for each step, until it is sent, then of what is overdue, up to the section", async () => {
  const { city, two, head, clerk, elsewhere, officer, section, campaignId } = await aCampaign();
  await doJobs(city);
  const today = dateInZone(new Date(), ZONE);
  await moveDeadline(city, campaignId, new Date(Date.now() + 3 * DAY));
  await submitted(two, elsewhere, campaignId);
  await reminders(city, today);
  await doJobs(city);
  await reminders(city, addDays(today, 1)); // a day later it is still the same step
  await doJobs(city);
  await reminders(city, addDays(today, 2));
  await doJobs(city);
  expect((await toldTo(city, clerk)).slice(1).map((text) => text.split(":")[0])).toEqual([
    "Due in 3 days",
    "Due tomorrow",
  ]);
  expect(await toldTo(city, elsewhere)).toHaveLength(1);
  await reminders(city, addDays(today, 4));
  await doJobs(city);
  expect((await toldTo(city, head)).at(-1)).toMatch(/^Overdue: School facts 2026 of One/);
  expect((await toldTo(city, officer)).at(-1)).toMatch(/^1 school has not submitted/);
  expect(await toldTo(city, section)).toEqual([]);
  await reminders(city, addDays(today, 6));
  await doJobs(city);
  expect(await toldTo(city, section)).toHaveLength(1);
  const all = (await toldTo(city, clerk)).length;
  await reminders(city, addDays(today, 7));
  await doJobs(city);
  expect(await toldTo(city, clerk)).toHaveLength(all);
});

test("whoever holds two districts is told once of what is missing in both", async () => {
  const city = await aCity();
  const [north, south] = [await aDistrict(city), await aDistrict(city)];
  for (const district of [north, south, south]) await aSchool(district);
  const { personId } = await signIn("DISTRICT_OFFICER", north);
  const { districtId } = south;
  await inTenant(city, (db) =>
    db.membership.create({
      data: { role: "DISTRICT_OFFICER", personId, districtId, startsOn: new Date("2020-01-01") },
    }),
  );
  await signIn("SECTION_STAFF", city);
  await moveDeadline(city, await open(city), new Date(Date.now() - DAY));
  await reminders(city, dateInZone(new Date(), ZONE));
  await doJobs(city);
  const told = await toldTo(city, { personId });
  expect(told.filter((text) => text.includes("not submitted"))).toEqual([
    expect.stringMatching(/^3 schools have not submitted/),
  ]);
});

test("the section reminds at most once a day, and only schools that have sent nothing", async () => {
  const { city, two, head, elsewhere, section, campaignId } = await aCampaign();
  await submitted(two, elsewhere, campaignId);
  become(section);
  await doJobs(city);
  expect(await remindSchools({}, fields({ campaignId, _key: key() }))).toMatchObject({ done: true });
  await doJobs(city);
  expect((await toldTo(city, head)).at(-1)).toMatch(/^section_staff .* reminds you: School facts 2026 of One/);
  expect(await toldTo(city, elsewhere)).toHaveLength(1);
  expect(await remindSchools({}, fields({ campaignId, _key: key() }))).toHaveProperty(
    "message",
    "These schools have been reminded today already.",
  );
});

test("more time is told to schools that are still to send, and they are reminded of the new day", async () => {
  const { city, clerk, section, campaignId } = await aCampaign();
  await doJobs(city);
  become(section);
  const { version } = await inTenant(city, (db) => db.campaign.findFirstOrThrow({ where: { id: campaignId } }));
  const form = {
    campaignId,
    dueDate: "2036-10-01",
    dueTime: "12:00",
    graceDate: "",
    graceTime: "",
    reason: "Holidays",
  };
  expect(await extendDeadline({}, fields({ ...form, _version: version }))).toMatchObject({ done: true });
  await doJobs(city);
  expect((await toldTo(city, clerk)).at(-1)).toBe(
    "More time for School facts 2026: One now has until 1 October 2036, 12:00",
  );
});

test("a school asks the section for more time, is told the answer, and is reminded of its own deadline", async () => {
  const { city, one, head, clerk, elsewhere, officer, section, campaignId } = await aCampaign();
  const assignmentId = await assignmentOf(one, campaignId);
  await doJobs(city);
  const today = dateInZone(new Date(), ZONE);
  await moveDeadline(city, campaignId, new Date(Date.now() + 3 * DAY));
  become(head);
  const untilDate = addDays(today, 9);
  const time = { assignmentId, untilDate, untilTime: "12:00", reason: "Flood" };
  expect(await askForTime({}, fields({ ...time, _key: key() }))).toMatchObject({ done: true });
  await doJobs(city);
  expect(await toldTo(city, section)).toEqual(["One asks for more time for School facts 2026: Flood"]);
  become(section);
  expect(await giveMoreTime({}, fields({ ...time, reason: "" }))).toMatchObject({ done: true });
  await doJobs(city);
  expect((await toldTo(city, clerk)).at(-1)).toMatch(/^More time for School facts 2026: One has until .*, 12:00$/);
  const told = (await toldTo(city, clerk)).length;
  await reminders(city, addDays(today, 2));
  await reminders(city, addDays(today, 5));
  await doJobs(city);
  expect((await toldTo(city, elsewhere)).at(-1)).toMatch(/^Overdue: School facts 2026 of Two/);
  expect((await toldTo(city, officer)).at(-1)).toMatch(/^1 school has not submitted/);
  expect((await toldTo(city, clerk)).slice(told).filter((text) => text.startsWith("Overdue"))).toEqual([]);
  await reminders(city, addDays(today, 11));
  await doJobs(city);
  expect((await toldTo(city, head)).at(-1)).toMatch(/^Overdue: School facts 2026 of One was due on .*, 12:00$/);
});

test("reading: one's own alone, by opening or all at once; what comes afterwards stays unread", async () => {
  const { city, clerk, elsewhere } = await aCampaign();
  await doJobs(city);
  const unread = (person: SignedIn) =>
    inTenant(city, (db) => db.notification.findMany({ where: { personId: person.personId, readAt: null } }));
  const post = (ids: string[]) =>
    read(
      new Request("http://localhost/api/notifications/read", {
        method: "POST",
        headers: { "content-type": "application/json", "sec-fetch-site": "same-origin" },
        body: JSON.stringify({ ids }),
      }),
    );
  const [theirs] = await unread(elsewhere);
  const [own] = await unread(clerk);
  become(clerk);
  expect(await (await post([theirs?.id ?? "", own?.id ?? ""])).json()).toEqual({ done: { count: 1 } });
  expect(await unread(elsewhere)).toHaveLength(1);
  become(elsewhere);
  await inTenant(city, (db) =>
    db.notification.create({
      data: { ...PLAIN, personId: elsewhere.personId, key: key(), createdAt: new Date(Date.now() + 1000) },
    }),
  );
  expect(await readAll({}, fields({ latest: own?.id ?? "" }))).toHaveProperty("message");
  await readAll({}, fields({ latest: theirs?.id ?? "" }));
  expect(await unread(elsewhere)).toHaveLength(1);
});

const PLAIN = { kind: "calendar.missing", values: { year: 2027 }, path: "/settings/calendar" };

test("a page of them by key, forwards and back", async () => {
  const { city, head } = await aCampaign();
  await inTenant(city, (db) =>
    db.notification.createMany({
      data: Array.from({ length: 60 }, (_, index) => ({
        ...{ ...PLAIN, personId: head.personId, key: key() },
        createdAt: new Date(Date.now() - Math.floor(index / 3) * 1000), // several at one instant
      })),
    }),
  );
  const page = (address: Record<string, string>) =>
    inTenant(city, (db) => listNotifications(db, notificationList.parse(address), head.personId));
  const first = await page({});
  const second = await page({ after: first.after ?? "" });
  const third = await page({ after: second.after ?? "" });
  const ids = [...first.rows, ...second.rows, ...third.rows].map(({ id }) => id);
  expect(new Set(ids).size).toBe(60);
  expect(third.after).toBeUndefined();
  expect((await page({ before: third.before ?? "" })).rows).toEqual(second.rows);
});

test("every night: what is over is put away, and schools without a signer are told to the section once", async () => {
  const { city, two, elsewhere, section } = await aCampaign();
  await doJobs(city);
  await inTenant(city, async (db) => {
    await db.membership.updateMany({
      where: { schoolId: two.schoolId },
      data: { endsOn: new Date("2021-01-01"), version: { increment: 1 } },
    });
    const old = { ...PLAIN, personId: elsewhere.personId, createdAt: new Date(Date.now() - 500 * DAY) };
    await db.notification.create({ data: { ...old, key: key() } });
  });
  const today = dateInZone(new Date(), ZONE);
  for (const day of [today, addDays(today, 1)]) {
    await inTenant(city, (db) => ask(db, null, [nightlyJob.ask({ today: day }, { key: day })]));
    expect(await doJobs(city)).toMatchObject([{ kind: "nightly", status: "DONE" }]);
  }
  expect(await toldTo(city, section)).toEqual(["1 school has nobody who could sign School facts 2026"]);
  expect(await toldTo(city, elsewhere)).toHaveLength(1);
});

test("what falls due is asked for once a day, at its hour of the city, and made up for when it was missed", async () => {
  const city = await aCity();
  const kinds = () =>
    inTenant(city, async (db) => (await db.job.findMany({ orderBy: { kind: "asc" } })).map((job) => job.kind));
  const tick = (time: string) => askForDueWork({ tenantId: city.tenantId, timeZone: ZONE }, new Date(`${time}+08:00`));
  await tick("2026-11-26T02:29:59");
  expect(await kinds()).toEqual([]);
  await tick("2026-11-26T02:30:00");
  expect(await kinds()).toEqual(["nightly"]);
  await Promise.all([tick("2026-11-26T11:00:00"), tick("2026-11-26T11:00:00")]);
  expect(await kinds()).toEqual(["nightly", "reminders"]);
  await tick("2026-11-27T09:00:00");
  expect(await kinds()).toEqual(["nightly", "nightly", "reminders", "reminders"]);
});
