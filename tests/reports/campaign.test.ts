import { randomUUID } from "node:crypto";
import pg from "pg";
import { expect, test } from "vitest";
import {
  acceptAtDistrict,
  acceptReport,
  acceptReports,
  closeCampaign,
  extendDeadline,
  lockReports,
  openCampaign,
  returnReport,
  signAndSubmit,
  signReport,
} from "#features/reports/actions.ts";
import { installTemplates } from "#features/reports/install-templates.ts";
import { holdFor } from "#features/reports/lock-report.ts";
import { findCampaign, listAssignments, listCampaigns, listMyReports } from "#features/reports/queries.ts";
import { AssignmentList, type Together } from "#features/reports/schema.ts";
import { submitHeld } from "#features/reports/send-report.ts";
import { planTogether } from "#features/reports/together.ts";
import type { FormState } from "#lib/form.ts";
import { gramsOf } from "#lib/grams.ts";
import { withSession } from "#server/db.ts";
import { become, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, auditOf, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import {
  aCity,
  aCollection,
  assignmentOf,
  aTeam,
  campaignFields,
  fill,
  formOf,
  key,
  landing,
  moveDeadline,
  mustView,
  open,
  save,
  send,
  step,
  view,
  waiveAll,
} from "./world.ts";

const ask = <T>(person: SignedIn, query: (db: Parameters<typeof listCampaigns>[0]) => Promise<T>) =>
  withSession(person.digest, query);

test("opening asks exactly the schools in scope on the day, as they were then", async () => {
  const city = await aCity();
  const [north, south] = [await aDistrict(city), await aDistrict(city)];
  const primary = await aSchool(north);
  await aSchool(north, { stages: ["SENIOR"] });
  await aSchool(north, { ownership: "PRIVATE" });
  await aSchool(north, { status: "CLOSED" });
  await aSchool(north, { validFrom: new Date("2026-09-02") });
  const moved = await aSchool(south, { stages: ["PRIMARY", "JUNIOR"], validTo: new Date("2026-10-01") });
  await inTenant(city, (db) =>
    db.schoolFact.createMany({
      data: {
        schoolId: moved.schoolId,
        validFrom: new Date("2026-10-01"),
        code: moved.code,
        nameEn: "Later name",
        districtId: north.districtId,
        ownership: "PUBLIC",
        stages: ["SENIOR"],
        status: "OPEN",
      },
    }),
  );
  await signIn("SECTION_STAFF", city);
  const campaignId = await open(city, { stages: ["PRIMARY", "JUNIOR"], ownerships: "PUBLIC" });
  const asked = await inTenant(city, (db) =>
    db.assignment.findMany({ where: { campaignId }, orderBy: { code: "asc" } }),
  );
  expect(asked.map(({ schoolId }) => schoolId).sort()).toEqual([primary.schoolId, moved.schoolId].sort());
  const stamped = asked.find(({ schoolId }) => schoolId === moved.schoolId);
  expect(stamped).toMatchObject({
    districtId: south.districtId,
    stages: ["PRIMARY", "JUNIOR"],
    nameEn: `School ${moved.code}`,
  });
  expect(stamped?.context).toMatchObject({
    facts: { code: moved.code, boarding: false, stages: ["primary", "junior"], ownership: "PUBLIC" },
  });
});

test("an opening is pressed twice and happens once; mistakes come back beside their fields", async () => {
  const { city, section } = await aCollection();
  become(section);
  await waiveAll(city);
  const form = fields(campaignFields(city));
  const [one, two] = await Promise.all([landing(() => openCampaign({}, form)), landing(() => openCampaign({}, form))]);
  expect(one).toBe(two);
  const wrong = async (over: Record<string, string | string[]>) => openCampaign({}, fields(campaignFields(city, over)));
  expect(await wrong({ dueDate: "2026-13-01" })).toMatchObject({ errors: { dueDate: [expect.any(String)] } });
  expect(await wrong({ dueTime: "25:00" })).toMatchObject({ errors: { dueTime: [expect.stringContaining("17:30")] } });
  expect(await wrong({ dueDate: "2020-09-01" })).toMatchObject({
    errors: { dueDate: [expect.stringContaining("passed")] },
  });
  expect(await wrong({ graceDate: "2036-09-19" })).toMatchObject({ errors: { graceDate: [expect.any(String)] } });
  expect(await wrong({ refersTo: "2024-09-01" })).toMatchObject({ errors: { refersTo: [expect.any(String)] } });
  expect(await wrong({})).toMatchObject({ message: expect.stringContaining("held already") });
  expect(await wrong({ refersTo: "2027-08-31", dueDate: "2027-08-30" })).toMatchObject({
    errors: { dueDate: [expect.stringContaining("before the day")] },
  });
  const early = { templateVersionId: city.monthly, refersTo: "2027-07-01", dueDate: "2027-07-31" };
  expect(await wrong(early)).toMatchObject({ errors: { dueDate: [expect.stringContaining("not over")] } });
  expect(await wrong({ stages: "SPECIAL" })).toMatchObject({ message: expect.stringContaining("No school") });
  expect(await wrong({ templateVersionId: randomUUID() })).toMatchObject({
    errors: { templateVersionId: [expect.any(String)] },
  });
  expect(await wrong({ titleEn: "x".repeat(161) })).toMatchObject({ values: { titleEn: "x".repeat(161) } });
  await signIn("DISTRICT_OFFICER", { tenantId: city.tenantId, districtId: (await aDistrict(city)).districtId });
  expect(await wrong({})).toMatchObject({ message: expect.stringContaining("role") });
});

test("last year's and last month's counted figures are the context of the checks, last month's end is carried", async () => {
  const { city, school, section, officer, team, campaignId, assignmentId } = await aCollection();
  const values = await fill(team, assignmentId);
  await send(team, assignmentId);
  await acceptAtDistrict({}, await step(officer, assignmentId));
  become(section);
  const nextYear = await inTenant(city, (db) =>
    db.schoolYear.create({
      data: {
        nameEn: "2027/2028",
        nameZh: "2027—2028学年",
        startsOn: new Date("2027-09-01"),
        endsOn: new Date("2028-08-31"),
      },
      select: { id: true },
    }),
  );
  const early = await open(city, { schoolYearId: nextYear.id, refersTo: "2027-09-01" });
  expect((await formOf(school, await assignmentOf(school, early))).context.lastYear).toBeUndefined();
  await acceptReport({}, await step(section, assignmentId));
  const later = await open(city, { schoolYearId: nextYear.id, refersTo: "2027-09-01" });
  expect((await formOf(school, await assignmentOf(school, later))).context.lastYear).toEqual(values);
  const october = await open(city, { templateVersionId: city.monthly, refersTo: "2026-10" });
  const monthly = await assignmentOf(school, october);
  const month = await fill(team, monthly);
  await send(team, monthly);
  await acceptAtDistrict({}, await step(officer, monthly));
  await acceptReport({}, await step(section, monthly));
  const november = await open(city, { templateVersionId: city.monthly, refersTo: "2026-11-15" });
  const next = await mustView(team.clerk, await assignmentOf(school, november));
  expect(next.campaign.refersTo).toBe("2026-11-01");
  expect(next.cells.M1).toMatchObject({ value: month.M8, provenance: "CARRIED", updatedByName: "" });
  expect(next.context.lastMonth).toEqual(month);
  expect(next.submission.filledByIds).toEqual([]);
  expect(campaignId).not.toBe(later);
});

test("an edition in use never changes: a changed form becomes the next edition", async () => {
  const { city } = await aCollection();
  const editions = () =>
    inTenant(city, (db) =>
      db.templateVersion.findMany({ where: { template: { key: "school-facts" } }, orderBy: { number: "asc" } }),
    );
  await inTenant(city, installTemplates);
  expect(await editions()).toHaveLength(1);
  const change = inTenant(city, (db) =>
    db.templateVersion.updateMany({ where: { id: city.facts }, data: { definition: {} } }),
  );
  await expect(change).rejects.toThrow();
  await owner().query(`alter table "TemplateVersion" disable trigger keep_used_edition`);
  try {
    const [edition] = await editions();
    const stale = { ...(edition?.definition as object), names: { en: "Older", zh: "旧表" } };
    await inTenant(city, (db) =>
      db.templateVersion.updateMany({ where: { id: city.facts }, data: { definition: stale } }),
    );
  } finally {
    await owner().query(`alter table "TemplateVersion" enable trigger keep_used_edition`);
  }
  await inTenant(city, installTemplates);
  await inTenant(city, installTemplates);
  expect((await editions()).map(({ number }) => number)).toEqual([1, 2]);
});

test("a deadline is the first instant that no longer counts", async () => {
  const { rows } = await owner().query(
    `select is_late('2026-09-21T00:00:00+08', '2026-09-20T16:00:00Z') as at, is_late('2026-09-20T23:59:59.999+08', '2026-09-20T16:00:00Z') as before`,
  );
  expect(rows).toEqual([{ at: true, before: false }]);
});

test("around the deadline everyone is judged by the instant of arrival", async () => {
  const city = await aCity();
  const district = await aDistrict(city);
  const schools = [];
  for (let index = 0; index < 8; index += 1) schools.push(await aSchool(district));
  await signIn("SECTION_STAFF", city);
  const campaignId = await open(city);
  const forms: { head: SignedIn; form: FormData; assignmentId: string }[] = [];
  for (const school of schools) {
    const assignmentId = await assignmentOf(school, campaignId);
    const team = await aTeam(school);
    await fill(team, assignmentId);
    forms.push({ head: team.head, form: await step(team.head, assignmentId), assignmentId });
  }
  const due = new Date(Date.now() + 250);
  await moveDeadline(city, campaignId, due);
  for (const [index, { head, form }] of forms.entries()) {
    if (index === 4) await new Promise((resolve) => setTimeout(resolve, Math.max(0, due.getTime() - Date.now())));
    become(head);
    expect(await signAndSubmit({}, form)).toMatchObject({ done: true });
  }
  const sent = await inTenant(city, (db) =>
    db.assignment.findMany({ where: { campaignId }, select: { submittedAt: true, late: true } }),
  );
  for (const { submittedAt, late } of sent) expect(late).toBe((submittedAt?.getTime() ?? 0) >= due.getTime());
  expect(sent.filter(({ late }) => late).length).toBeGreaterThanOrEqual(4);
});

/** As if nothing of a report had been changed for so long. */
async function lastChanged(assignmentId: string, secondsAgo: number): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await client.connect();
  try {
    await client.query("set session_replication_role = replica"); // what is only prepared is on nobody's record
    const own = `(select id from "Submission" where "assignmentId" = $1)`;
    const at = "now() - make_interval(secs => $2)";
    for (const table of ["CellValue", "Explanation"])
      await client.query(`update "${table}" set "updatedAt" = ${at} where "submissionId" in ${own}`, [
        assignmentId,
        secondsAgo,
      ]);
    await client.query(`update "Submission" set "createdAt" = ${at}, "signedAt" = ${at} where "assignmentId" = $1`, [
      assignmentId,
      secondsAgo,
    ]);
  } finally {
    await client.end();
  }
}

test("what waits for its turn at the door is not late for that, for five minutes at most", async () => {
  const judged = async (
    dueSecondsAgo: number,
    readSeconds: number,
    earliestSeconds = readSeconds,
    changedSeconds = 3600,
  ) => {
    const { city, team, campaignId, assignmentId } = await aCollection();
    await fill(team, assignmentId);
    await signReport({}, await step(team.head, assignmentId));
    await moveDeadline(city, campaignId, new Date(Date.now() - dueSecondsAgo * 1000));
    await lastChanged(assignmentId, changedSeconds);
    const { assignment } = await mustView(team.head, assignmentId);
    const asked = { assignmentId, _version: assignment.version };
    return withSession(team.head.digest, async (db, actor) => {
      if (actor === null || typeof actor === "string") throw new Error("nobody");
      const waited = () => ({ read: readSeconds * 1000, earliest: earliestSeconds * 1000 });
      const { at, late } = await submitHeld(db, actor, await holdFor(db, "submit", asked), waited);
      return { late, secondsAgo: Math.round((Date.now() - at.getTime()) / 1000) };
    });
  };
  expect(await judged(10, 0)).toEqual({ late: true, secondsAgo: 0 });
  expect(await judged(10, 30)).toEqual({ late: false, secondsAgo: 30 });
  expect(await judged(400, 3600)).toEqual({ late: true, secondsAgo: 300 });
  expect(await judged(10, -3600)).toEqual({ late: true, secondsAgo: 0 });
  // Read too late, and nobody knows how long it had lain there.
  expect(await judged(10, 4, 30)).toEqual({ late: false, secondsAgo: 30 });
  expect(await judged(10, 4, 6)).toEqual({ late: true, secondsAgo: 4 });
  expect(await judged(10, 20, 30)).toEqual({ late: false, secondsAgo: 20 });
  expect(await judged(400, 4, 3600)).toEqual({ late: true, secondsAgo: 4 });
  // It rests on a figure that was typed after the deadline, or before it.
  expect(await judged(10, 4, 30, 7)).toEqual({ late: true, secondsAgo: 4 });
  expect(await judged(10, 4, 30, 15)).toEqual({ late: false, secondsAgo: 15 });
});

test("more time is given to a version that was seen, and never less", async () => {
  const { section, campaignId, team, assignmentId } = await aCollection();
  become(section);
  const extend = (over: Record<string, string>) =>
    extendDeadline(
      {},
      fields({ campaignId, _version: 1, dueDate: "2036-10-01", dueTime: "12:00", reason: "Typhoon", ...over }),
    );
  expect(await extend({ reason: "" })).toMatchObject({ errors: { reason: [expect.any(String)] } });
  expect(await extend({ dueDate: "2036-09-20", dueTime: "23:00" })).toMatchObject({
    errors: { dueDate: [expect.any(String)] },
  });
  expect(await extend({})).toMatchObject({ done: true });
  expect(await extend({ dueDate: "2036-11-01" })).toMatchObject({
    version: 2,
    conflict: [{ label: "Deadline", mine: "1 November 2036, 12:00", theirs: "1 October 2036, 12:00" }],
  });
  expect(await closeCampaign({}, fields({ campaignId, _version: 2, reason: "Over" }))).toMatchObject({ done: true });
  become(team.clerk);
  expect(await save(assignmentId, 1, [{ cell: "D1", value: "1", base: null }])).toMatchObject({
    status: 409,
    message: expect.stringContaining("closed"),
  });
  expect(await mustView(team.clerk, assignmentId)).toMatchObject({ closed: true, may: { fill: false, sign: false } });
});

test("in a closed campaign a returned report may still come back", async () => {
  const { section, officer, team, campaignId, assignmentId } = await aCollection();
  await fill(team, assignmentId);
  await send(team, assignmentId);
  become(section);
  await closeCampaign({}, fields({ campaignId, _version: 1, reason: "Over" }));
  expect(await returnReport({}, await step(officer, assignmentId, { reason: "F7" }))).toMatchObject({ done: true });
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
});

test("a school that moves stays with the district that is stamped on its report", async () => {
  const { city, school, officer, team, assignmentId } = await aCollection();
  const other = await aDistrict(city);
  const newcomer = await signIn("DISTRICT_OFFICER", other);
  await fill(team, assignmentId);
  await send(team, assignmentId);
  await inTenant(city, (db) =>
    db.schoolFact.updateMany({ where: { schoolId: school.schoolId }, data: { districtId: other.districtId } }),
  );
  expect(await view(newcomer, assignmentId)).toBeNull();
  become(newcomer);
  const forged = fields({ assignmentId, _version: 3, reason: "mine now" });
  expect(await returnReport({}, forged)).toMatchObject({ message: "There is nothing here." });
  expect(await returnReport({}, await step(officer, assignmentId, { reason: "F7" }))).toMatchObject({ done: true });
  expect((await mustView(team.clerk, assignmentId)).assignment.districtId).toBe(officer && school.districtId);
  expect(await send(team, assignmentId)).toMatchObject({ done: true });
  expect(await acceptAtDistrict({}, await step(officer, assignmentId))).toMatchObject({ done: true });
});

test("wrong tenant, wrong school, wrong district, forged id and stale version change nothing", async () => {
  const { city, school, officer, section, team, assignmentId, campaignId } = await aCollection();
  const foreign = await aCollection();
  const sibling = await aTeam(await aSchool({ tenantId: city.tenantId, districtId: school.districtId }));
  const elsewhere = await signIn("DISTRICT_OFFICER", await aDistrict(city));
  await fill(team, assignmentId);
  await send(team, assignmentId);
  const { assignment } = await mustView(officer, assignmentId);
  const form = (more: Record<string, string | number> = {}) =>
    fields({ assignmentId, _version: assignment.version, reason: "because", revision: 0, _key: key(), ...more });
  const nothing = { message: "There is nothing here." };
  for (const person of [foreign.section, foreign.officer, elsewhere]) {
    become(person);
    expect(await returnReport({}, form())).toMatchObject(nothing);
    expect(await view(person, assignmentId)).toBeNull();
  }
  for (const person of [foreign.team.head, sibling.head]) {
    become(person);
    expect(await signAndSubmit({}, form())).toMatchObject(nothing);
    expect(await view(person, assignmentId)).toBeNull();
  }
  become(officer);
  expect(await acceptAtDistrict({}, form({ assignmentId: randomUUID() }))).toMatchObject(nothing);
  expect(await acceptAtDistrict({}, form({ assignmentId: "' or 1=1" }))).toMatchObject({
    errors: { assignmentId: [expect.any(String)] },
  });
  expect(await acceptAtDistrict({}, form({ _version: assignment.version - 1 }))).toMatchObject({
    message: expect.stringContaining("changed since"),
  });
  expect(await acceptReport({}, form())).toMatchObject({ message: expect.stringContaining("role") });
  become(foreign.section);
  const row = `${assignmentId}.${assignment.version}`;
  expect(await acceptReports({}, fields({ campaignId, row, _key: key() }))).toMatchObject({
    message: expect.stringContaining("Nothing was done"),
  });
  expect(await ask(foreign.section, (db) => findCampaign(db, campaignId))).toBeNull();
  expect(await ask(elsewhere, (db) => findCampaign(db, campaignId))).toBeNull();
  expect((await mustView(section, assignmentId)).assignment).toEqual(assignment);
});

/** Where a press leads once it is done, else what it says. */
async function moving(answer: Promise<FormState>): Promise<FormState | string | undefined> {
  try {
    return await answer;
  } catch (error) {
    return (error as { digest?: string }).digest?.split(";")[2];
  }
}

test("the board's counts are its rows; many move together as previewed, or none", async () => {
  const city = await aCity();
  const [north, south] = [await aDistrict(city, "North"), await aDistrict(city, "South")];
  const section = await signIn("SECTION_HEAD", city);
  const schools = [
    await aSchool(north),
    await aSchool(north),
    await aSchool(south),
    await aSchool(south, { nameZh: "清河實驗小學" }),
  ];
  become(section);
  const campaignId = await open(city);
  const ids: string[] = [];
  for (const school of schools) ids.push(await assignmentOf(school, campaignId));
  const [a = "", b = "", c = "", d = ""] = ids;
  const officer = await signIn("DISTRICT_OFFICER", north);
  for (const [index, id] of [a, b].entries()) {
    const team = await aTeam(schools[index] ?? (north as never));
    await fill(team, id);
    await send(team, id);
    await acceptAtDistrict({}, await step(officer, id));
  }
  await moveDeadline(city, campaignId, new Date(Date.now() - 60_000));
  const late = await aTeam(schools[2] ?? (south as never));
  await fill(late, c);
  await send(late, c);
  const rows = (person: SignedIn, address: Record<string, string | string[]>) =>
    ask(person, async (db) => {
      const { rows: found, count } = await listAssignments(db, campaignId, AssignmentList.parse(address), "en");
      expect(found).toHaveLength(count);
      return found.map(({ id }) => id).sort();
    });
  const sorted = (...list: string[]) => list.sort();
  const board = await ask(section, (db) => findCampaign(db, campaignId));
  expect(board?.districts).toMatchObject([
    { districtId: north.districtId, expected: 2, onTime: 2, late: 0, missing: 0, section: 2 },
    { districtId: south.districtId, expected: 2, onTime: 0, late: 1, missing: 1, district: 1, waiting: 1 },
  ]);
  expect(await rows(section, { arrival: "missing", district: south.districtId })).toEqual([d]);
  expect(await rows(section, { arrival: "late" })).toEqual([c]);
  expect(await rows(section, { standing: "section" })).toEqual(sorted(a, b));
  expect(await rows(officer, {})).toEqual(sorted(a, b));
  await inTenant(city, (db) =>
    db.schoolGram.createMany({
      data: gramsOf("清河實驗小學").map((gram) => ({ gram, schoolId: schools[3]?.schoolId ?? "" })),
    }),
  );
  expect(await rows(section, { q: "清河实验" })).toEqual([d]);
  become(section);
  const plan = (step: Together, chosen: string[] | null, address: Record<string, string> = {}) =>
    ask(section, (db) =>
      planTogether(db, campaignId, { step, ids: chosen, list: AssignmentList.parse(address), locale: "en" }),
    );
  const chosen = async (step: Together, ids: string[] | null) => {
    const { good } = await plan(step, ids);
    return good.map(({ id, version }) => `${id}.${version}`);
  };
  const whole = await plan("accept", null);
  expect(whole.good.map(({ id }) => id).sort()).toEqual(sorted(a, b));
  expect(whole.out.map(({ row, why }) => [row.id, why]).sort()).toEqual(
    [
      [c, "before"],
      [d, "school"],
    ].sort(),
  );
  expect((await plan("accept", null, { district: south.districtId })).good).toEqual([]);
  expect((await plan("lock", [a])).out.map(({ why }) => why)).toEqual(["before"]);
  const accepting = await chosen("accept", [a, b]);
  const press = (row: string[], _key = key()) =>
    moving(acceptReports({}, fields({ campaignId, row, state: "standing=section", _key })));
  expect(await press([...accepting, `${c}.1`])).toMatchObject({ message: expect.stringContaining("Nothing was done") });
  expect(await press([])).toMatchObject({ errors: { row: [expect.any(String)] } });
  expect(await rows(section, { standing: "accepted" })).toEqual([]);
  const once = key();
  expect(await press(accepting, once)).toBe(`/reports/campaigns/${campaignId}?standing=section`);
  expect(await press(accepting, once)).toBe(`/reports/campaigns/${campaignId}?standing=section`);
  expect(await press(accepting)).toMatchObject({ message: expect.stringContaining("Nothing was done") });
  expect((await plan("accept", [a])).out.map(({ why }) => why)).toEqual(["done"]);
  const locking = { campaignId, row: await chosen("lock", [a]), _key: key() };
  expect(await moving(lockReports({}, fields(locking)))).toBe(`/reports/campaigns/${campaignId}`);
  expect(await rows(section, { standing: "locked" })).toEqual([a]);
  expect((await auditOf(city, a)).map(({ capability }) => capability).slice(-2)).toEqual([
    "report.accept",
    "report.lock",
  ]);
  const [seen] = await ask(officer, (db) => listCampaigns(db, null));
  expect(seen?.progress).toMatchObject({ expected: 2, locked: 1, accepted: 1 });
  const mine = await ask(late.clerk, (db) => listMyReports(db));
  expect(mine).toMatchObject({ due: [], done: [{ id: c, late: true }] });
});

test("the board turns its pages by key in every order, there and back", async () => {
  const city = await aCity();
  const district = await aDistrict(city);
  for (let index = 0; index < 60; index += 1) await aSchool(district);
  const section = await signIn("SECTION_STAFF", city);
  const campaignId = await open(city);
  await inTenant(city, async (db) => {
    const some = await db.assignment.findMany({ where: { campaignId }, take: 30 });
    for (const [index, { id }] of some.entries()) {
      const submittedAt = new Date(Date.UTC(2026, 8, 1 + (index % 9)));
      await db.assignment.updateMany({ where: { id }, data: { submittedAt, version: { increment: 1 } } });
    }
  });
  for (const sort of ["code", "-code", "name", "-submitted", "submitted"]) {
    const turn = async (at: { after?: string; before?: string }) => {
      const list = AssignmentList.parse({ sort, size: "25", ...at });
      const page = await ask(section, (db) => listAssignments(db, campaignId, list, "en"));
      return { ...page, ids: page.rows.map(({ id }) => id) };
    };
    const first = await turn({});
    const second = await turn({ after: first.after ?? "" });
    const third = await turn({ after: second.after ?? "" });
    expect(third.after, sort).toBeUndefined();
    expect(first.before, sort).toBeUndefined();
    expect(new Set([...first.ids, ...second.ids, ...third.ids]).size, sort).toBe(60);
    expect((await turn({ before: third.before ?? "" })).ids, sort).toEqual(second.ids);
    expect((await turn({ before: second.before ?? "" })).ids, sort).toEqual(first.ids);
  }
});
