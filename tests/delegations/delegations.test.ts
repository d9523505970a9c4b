import { randomUUID } from "node:crypto";
import { beforeEach, expect, test, vi } from "vitest";
import { switchMembership } from "#features/accounts/actions.ts";
import { ownMemberships } from "#features/accounts/sessions.ts";
import { whoDid } from "#features/audit/who.ts";
import { endDelegation, giveDelegation } from "#features/delegations/actions.ts";
import { ownDelegations } from "#features/delegations/queries.ts";
import { endMembership, inviteMember, makeResetLink, moveMembership } from "#features/members/actions.ts";
import { member } from "#features/members/queries.ts";
import { editContact } from "#features/schools/actions.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { withSession } from "#server/db.ts";
import { become, browser, fields, type SignedIn, signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";
import { followCookie, jar } from "../accounts/jar.ts";
import { aMembership, aPerson, openSessionOf } from "../accounts/people.ts";
import { list } from "../audit/trail.ts";
import { aCollection, fill, landing, mustView, send } from "../reports/world.ts";
import { versionOf } from "../schools/register.ts";

vi.mock("#server/cookies.ts", async () => (await import("../accounts/jar.ts")).fakeCookies);

beforeEach(() => {
  jar.clear();
  browser.digest = null;
});

const todayIn = (zone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(new Date()) as PlainDate;
const TODAY = todayIn("Asia/Shanghai");
const day = (from: number) => addDays(TODAY, from);

async function aSchoolWithDeputy() {
  const tenant = await aTenant();
  const school = await aSchool(await aDistrict(tenant));
  const head = await signIn("SCHOOL_HEAD", { tenantId: tenant.tenantId, schoolId: school.schoolId });
  const deputy = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  become(head);
  return { tenant, school, head, deputy };
}

const give = (colleague: string, over: Record<string, string> = {}) =>
  giveDelegation({}, fields({ colleague, startsOn: TODAY, lastOn: day(6), ...over }));

const handedOver = (digest: Buffer<ArrayBuffer>) => withSession(digest, (db) => ownDelegations(db));

async function theDelegation(tenant: { tenantId: string }) {
  return inTenant(tenant, (db) => db.membership.findFirstOrThrow({ where: { delegatedFromId: { not: null } } }));
}

/** The deputy's session acts in the role that was handed over. */
async function actFor(tenant: { tenantId: string }, deputy: { personId: string }): Promise<SignedIn> {
  const { id } = await theDelegation(tenant);
  const session = await openSessionOf(tenant, { personId: deputy.personId, membershipId: id });
  become(session);
  return session;
}

const actorOf = (digest: Buffer<ArrayBuffer>) => withSession(digest, async (_db, actor) => actor);

test("a colleague acts in the role with its reach, and the trail says for whom, in both languages", async () => {
  const { tenant, school, head, deputy } = await aSchoolWithDeputy();
  expect(await give(deputy.email)).toMatchObject({ done: true });
  expect(await handedOver(head.digest)).toMatchObject([{ given: true, startsOn: TODAY, lastOn: day(6) }]);
  const own = await openSessionOf(tenant, deputy);
  const offered = await withSession(own.digest, (db) => ownMemberships(db));
  expect(offered).toMatchObject([
    { role: "SCHOOL_CLERK", forName: "" },
    { role: "SCHOOL_HEAD", forName: head.name },
  ]);
  become(own);
  await expect(switchMembership({}, fields({ membershipId: offered[1]?.id ?? "" }))).rejects.toThrow("NEXT_REDIRECT");
  expect(await actorOf(await followCookie())).toMatchObject({
    role: "SCHOOL_HEAD",
    schoolId: school.schoolId,
    forName: head.name,
    personId: deputy.personId,
  });
  const contact = { id: school.schoolId, _version: await versionOf({ ...tenant, ...school }), phone: "0411" };
  await landing(() => editContact({}, fields(contact)));
  become(head);
  const [event] = (await list({ noun: "school" })).rows;
  const { name } = await inTenant(tenant, (db) => db.person.findFirstOrThrow({ where: { id: deputy.personId } }));
  if (!event) throw new Error("no event");
  expect(whoDid(event, "en")).toBe(`${name} for ${head.name}`);
  expect(whoDid(event, "zh-CN")).toBe(`${name}（代${head.name}）`);
  expect(whoDid({ personName: name, forPersonName: null }, "en")).toBe(name);
});

test("it begins and ends by itself on the city's own days", async () => {
  const { tenant, deputy } = await aSchoolWithDeputy();
  expect(await give(deputy.email, { startsOn: day(1), lastOn: day(3) })).toMatchObject({ done: true });
  const session = await actFor(tenant, deputy);
  expect(await actorOf(session.digest), "not yet").toBe("no-membership");
  const set = (startsOn: PlainDate, endsOn: PlainDate) =>
    inTenant(tenant, (db) =>
      db.membership.updateMany({
        where: { delegatedFromId: { not: null } },
        data: { startsOn: new Date(startsOn), endsOn: new Date(endsOn), version: { increment: 1 } },
      }),
    );
  await set(day(-3), day(1));
  expect(await actorOf(session.digest), "the last day").toMatchObject({ role: "SCHOOL_HEAD" });
  await set(day(-3), TODAY);
  expect(await actorOf(session.digest), "the day after").toBe("no-membership");
});

test("the days are those of the city's time zone", async () => {
  for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago"]) {
    const tenant = await aTenant({ timeZone: zone });
    const deputy = await aPerson(tenant, "INSPECTOR");
    await signIn("SECTION_HEAD", tenant);
    const here = todayIn(zone);
    const yesterday = addDays(here, -1);
    expect(await give(deputy.email, { startsOn: yesterday, lastOn: here })).toHaveProperty("errors.startsOn");
    expect(await give(deputy.email, { startsOn: here, lastOn: here })).toMatchObject({ done: true });
    expect(await actorOf((await actFor(tenant, deputy)).digest)).toMatchObject({ role: "SECTION_HEAD", today: here });
  }
});

test("giver, colleague and administrator each end it early; nobody else does", async () => {
  const { tenant, school, head, deputy } = await aSchoolWithDeputy();
  const end = async () => {
    const { id, version } = await theDelegation(tenant);
    return endDelegation({}, fields({ id, _version: version }));
  };
  become(head);
  await give(deputy.email);
  const session = await actFor(tenant, deputy);
  await signIn("SCHOOL_CLERK", { tenantId: tenant.tenantId, schoolId: school.schoolId });
  expect(await end(), "a clerk of the school").toMatchObject({ stale: true });
  await signIn("SECTION_HEAD", tenant);
  expect(await end(), "the section").toMatchObject({ stale: true });
  become(session);
  const { id, version } = await theDelegation(tenant);
  expect(await endDelegation({}, fields({ id, _version: version + 1 }))).toMatchObject({ stale: true });
  expect(await endDelegation({}, fields({ id, _version: version }))).toMatchObject({ done: true });
  expect(await actorOf(session.digest)).toBe("no-membership");

  become(head);
  const other = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  expect(await give(other.email)).toMatchObject({ done: true });
  const [given] = (await handedOver(head.digest)).filter(({ colleagueEmail }) => colleagueEmail === other.email);
  expect(await endDelegation({}, fields({ id: given?.id ?? "", _version: given?.version ?? 0 }))).toMatchObject({
    done: true,
  });

  const third = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  expect(await give(third.email)).toMatchObject({ done: true });
  const [last] = (await handedOver(head.digest)).filter(({ colleagueEmail }) => colleagueEmail === third.email);
  const admin = await signIn("SYSTEM_ADMIN", tenant);
  const seen = await withSession(admin.digest, (db) => member(db, third.personId, TODAY));
  expect(seen?.memberships.find(({ id: one }) => one === last?.id)).toMatchObject({ forName: head.name });
  expect(await endMembership({}, fields({ id: last?.id ?? "", _version: 1 }))).toMatchObject({ done: true });
  expect(await handedOver(head.digest)).toEqual([]);
});

test("it holds only while its giver and its holder work in the city in their own right", async () => {
  const { tenant, head, deputy } = await aSchoolWithDeputy();
  await give(deputy.email);
  const session = await actFor(tenant, deputy);
  const set = (id: string, endsOn: Date | null) =>
    inTenant(tenant, (db) => db.membership.updateMany({ where: { id }, data: { endsOn, version: { increment: 1 } } }));
  for (const id of [head.membershipId, deputy.membershipId]) {
    await set(id, new Date("2021-01-01"));
    expect(await actorOf(session.digest)).toBe("no-membership");
    await set(id, null);
    expect(await actorOf(session.digest)).toMatchObject({ role: "SCHOOL_HEAD" });
  }
  await owner().query('update "Person" set "disabledAt" = now() where id = $1', [head.personId]);
  expect(await actorOf(session.digest)).toBe("no-membership");
  await owner().query('update "Person" set "disabledAt" = null where id = $1', [head.personId]);
  await signIn("SYSTEM_ADMIN", tenant);
  const { version } = await inTenant(tenant, (db) =>
    db.membership.findFirstOrThrow({ where: { id: head.membershipId } }),
  );
  expect(await endMembership({}, fields({ id: head.membershipId, _version: version }))).toMatchObject({ done: true });
  expect((await theDelegation(tenant)).endsOn).toEqual(new Date(TODAY));
});

test("whoever acts for another hands nothing on: no role, no link, no further leave", async () => {
  const tenant = await aTenant();
  const district = await aDistrict(tenant);
  const school = await aSchool(district);
  const clerk = await aPerson(tenant, "SCHOOL_CLERK", { schoolId: school.schoolId });
  const deputy = await aPerson(tenant, "SCHOOL_HEAD", { schoolId: school.schoolId });
  await signIn("DISTRICT_OFFICER", district);
  await give(deputy.email);
  const session = await actFor(tenant, deputy);
  expect(await actorOf(session.digest)).toMatchObject({ role: "DISTRICT_OFFICER", districtId: district.districtId });
  const refused = /role does not allow/;
  expect((await give(clerk.email)).message).toMatch(refused);
  const joiner = { email: `${randomUUID()}@example.test`, name: "New", role: "SCHOOL_HEAD", school: school.code };
  expect((await inviteMember({}, fields(joiner))).message).toMatch(refused);
  expect((await makeResetLink({}, fields({ personId: clerk.personId }))).message).toMatch(refused);
  expect((await endMembership({}, fields({ id: clerk.membershipId, _version: 1 }))).message).toMatch(refused);
  // Nor does the database let it.
  const forced = withSession(session.digest, (db) =>
    db.membership.createMany({
      data: { personId: clerk.personId, role: "SCHOOL_HEAD", schoolId: school.schoolId, offeredAt: new Date() },
    }),
  );
  await expect(forced).rejects.toThrow(/gives no access/);
  const mayReset = withSession(session.digest, (db) => db.$queryRaw`select may_reset(${clerk.personId}::uuid) as may`);
  expect(await mayReset).toEqual([{ may: false }]);
  const further = withSession(
    session.digest,
    (db) => db.$queryRaw`select delegate_role(${clerk.email}, ${TODAY}::date, ${day(2)}::date, ${randomUUID()}::uuid)`,
  );
  await expect(further).rejects.toThrow(/not to be handed over/);
});

test("nobody hands over what the database has not seen them hold", async () => {
  const { tenant, school, head, deputy } = await aSchoolWithDeputy();
  const forced = (digest: Buffer<ArrayBuffer>) =>
    withSession(digest, (db) =>
      db.membership.createMany({
        data: {
          ...{ personId: deputy.personId, role: "SCHOOL_CLERK", schoolId: school.schoolId },
          ...{ endsOn: new Date(day(3)), delegatedFromId: head.membershipId },
        },
      }),
    );
  await expect(forced(head.digest)).rejects.toThrow(/handed over by its holder/);
  await give(deputy.email);
  const { id } = await theDelegation(tenant);
  const longer = withSession((await signIn("SYSTEM_ADMIN", tenant)).digest, (db) =>
    db.membership.updateMany({ where: { id }, data: { endsOn: new Date(day(300)), version: { increment: 1 } } }),
  );
  await expect(longer).rejects.toThrow(/handed over by its holder/);
  const { version } = await theDelegation(tenant);
  const move = await moveMembership({}, fields({ id, _version: version, school: school.code }));
  expect(move.message).toMatch(/handed over for a while/);
});

test("a role of one's own can still be given to whoever acts in it for a while", async () => {
  const { tenant, school, deputy } = await aSchoolWithDeputy();
  await give(deputy.email);
  await signIn("SYSTEM_ADMIN", tenant);
  const form = { email: deputy.email, name: "Deputy", role: "SCHOOL_HEAD", school: school.code };
  expect(await inviteMember({}, fields(form))).toMatchObject({ done: true });
  const made = await inTenant(tenant, (db) =>
    db.membership.findMany({ where: { personId: deputy.personId, role: "SCHOOL_HEAD", delegatedFromId: null } }),
  );
  expect(made, "an offer as any other").toMatchObject([{ offeredAt: expect.any(Date) }]);
});

test("what cannot be handed over is said beside its field", async () => {
  const { tenant, school, deputy } = await aSchoolWithDeputy();
  const stranger = await aPerson(await aTenant());
  const offered = await aPerson(await aTenant());
  await aMembership(tenant, offered.personId, "SCHOOL_CLERK", { schoolId: school.schoolId }, new Date());
  for (const email of [stranger.email, offered.email, `${randomUUID()}@example.test`])
    expect(await give(email), email).toHaveProperty("errors.colleague");
  const head = await actorOf(browser.digest ?? Buffer.alloc(0));
  const own = head && typeof head === "object" ? head.email : "";
  expect((await give(own)).errors?.colleague?.[0]).toMatch(/not yourself/);
  expect(await give(deputy.email, { lastOn: day(-1) })).toHaveProperty("errors.lastOn");
  expect(await give(deputy.email, { startsOn: day(-1) })).toHaveProperty("errors.startsOn");
  expect(await give(deputy.email, { lastOn: day(366) })).toHaveProperty("errors.lastOn");
  expect(await give(deputy.email, { lastOn: day(365) })).toMatchObject({ done: true });
  expect((await give(deputy.email, { startsOn: day(3), lastOn: day(4) })).errors?.colleague?.[0]).toMatch(/already/);
  expect((await give(deputy.email, { lastOn: "2026-02-30" })).values).toMatchObject({ colleague: deputy.email });
});

test("a city can take the right away", async () => {
  const { tenant, deputy } = await aSchoolWithDeputy();
  await inTenant(tenant, (db) =>
    db.withdrawnRight.create({ data: { role: "SCHOOL_HEAD", capability: "delegation.give" } }),
  );
  expect((await give(deputy.email)).message).toMatch(/role does not allow/);
  const head = browser.digest ?? Buffer.alloc(0);
  const forced = withSession(
    head,
    (db) => db.$queryRaw`select delegate_role(${deputy.email}, ${TODAY}::date, ${day(2)}::date, ${randomUUID()}::uuid)`,
  );
  await expect(forced).rejects.toThrow(/not to be handed over/);
  for (const role of ["SYSTEM_ADMIN", "INSPECTOR", "SCHOOL_CLERK"] as const) {
    await signIn(role, tenant);
    expect((await give(deputy.email)).message, role).toMatch(/role does not allow/);
  }
});

test("whoever filled in does not sign for a head who is away, unless the city lets one person do both", async () => {
  for (const fillerMaySign of [false, true]) {
    const { city, team, assignmentId } = await aCollection({ fillerMaySign });
    await fill(team, assignmentId);
    become(team.head);
    expect(await give(`${team.clerk.personId}@example.test`)).toMatchObject({ done: true });
    const head = { ...(await actFor(city, team.clerk)), name: team.clerk.name };
    const answer = await send({ ...team, head }, assignmentId);
    expect(answer.done === true).toBe(fillerMaySign);
    const { assignment, submission } = await mustView(team.head, assignmentId);
    expect(assignment.status).toBe(fillerMaySign ? "SUBMITTED" : "DRAFT");
    if (fillerMaySign) expect(submission).toMatchObject({ selfSigned: true, signedByName: team.clerk.name });
    else expect(answer.message).toMatch(/typed figures/);
  }
});
