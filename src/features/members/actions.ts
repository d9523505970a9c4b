"use server";

import { randomUUID } from "node:crypto";
import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { notice } from "#features/notifications/event.ts";
import { addressOf, href } from "#lib/list-params.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { action } from "#server/action.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { endMany } from "./end-many.ts";
import { dayOf, end, mustLeaveAdministrator, takeable } from "./ending.ts";
import { mayGive } from "./giving.ts";
import { invitationLink, invitedPerson, resetLink } from "./one-time-link.ts";
import { type Place, placeFor } from "./place.ts";
import { mayReset } from "./queries.ts";
import { EndMembership, EndMemberships, Invite, MoveMembership, memberList, OfOffer, OfPerson } from "./schema.ts";
import { mustBeSecond } from "./second-administrator.ts";

async function mustBeNew(
  db: Db,
  personId: string,
  role: Place & { role: Actor["role"] },
  today: string,
): Promise<void> {
  if (role.role === "OPERATOR") throw new Refusal("error.notAllowed");
  const { districtId, schoolId } = role;
  const same = await db.membership.count({
    where: {
      personId,
      delegatedFromId: null,
      role: role.role,
      districtId,
      schoolId,
      OR: [{ endsOn: null }, { endsOn: { gt: dayOf(today) } }],
    },
  });
  if (same > 0) throw new Refusal("members.already");
}

/**
 * Offers somebody a role, whether or not the address is known anywhere. They take it up by a link, which goes to them by
 * e-mail or else is the message, to be handed over: nothing holds before that.
 */
export const inviteMember = action("member.invite", Invite, async (input, { db, actor }) => {
  const { email, name, role, byMail, ...asked } = input;
  const place = await placeFor(db, actor, role, asked);
  const personId = await invitedPerson(db, { email, name, locale: actor.tenant.locale });
  await mustBeNew(db, personId, { ...place, role }, actor.today);
  const id = randomUUID();
  const offered = { startsOn: dayOf(actor.today), offeredAt: new Date() };
  await db.membership.createMany({ data: { id, personId, role, ...place, ...offered } });
  const about = {
    subject: ["Membership", id] as const,
    ...(place.schoolId && { schoolId: place.schoolId }),
    detail: { email, role },
  };
  if (!byMail) return { ...about, message: await invitationLink(db, personId, id) };
  const jobs = notice("role.offered", actor, { ids: [id] });
  return { ...about, jobs, goTo: `/settings/people/${personId}`, message: "members.mailed" };
});

/** Takes a role away; the person notices at their next request. */
export const endMembership = action("member.end", EndMembership, async ({ id, _version }, { db, actor }) => {
  const membership = await takeable(db, actor, id);
  await end(db, actor, membership, _version);
  return {
    subject: ["Membership", id],
    ...(membership.schoolId && { schoolId: membership.schoolId }),
    detail: { changed: "role" },
    message: "members.ended",
  };
});

/** Takes many roles away together, as a preview showed them. */
export const endMemberships = action(
  "member.end",
  EndMemberships,
  async ({ row, state }, { db, actor }) => {
    const { first, detail } = await endMany(db, actor, row);
    const list = memberList.parse(addressOf(new URLSearchParams(state)));
    return {
      subject: ["Membership", first.id],
      ...(first.schoolId && { schoolId: first.schoolId }),
      detail,
      goTo: href("/settings/people", list, {}, memberList.defaults),
      message: "members.endMany.done",
    };
  },
  { once: true, timeout: 120_000 },
);

/** Gives the same role for another district or school: the old membership ends as the new one begins. */
export const moveMembership = action(
  "member.invite",
  MoveMembership,
  async ({ id, _version, ...asked }, { db, actor }) => {
    const membership = await takeable(db, actor, id);
    const { personId, role } = membership;
    if (membership.delegatedFromId !== null) throw new Refusal("members.delegated");
    const place = await placeFor(db, actor, role, asked);
    await mustBeLatest(db, actor, { entity: "Membership", seen: _version, typed: place, stored: membership });
    await mustBeNew(db, personId, { ...place, role }, actor.today);
    await end(db, actor, membership, _version);
    const made = randomUUID();
    const { offeredAt } = membership;
    await db.membership.createMany({
      data: { id: made, personId, role, ...place, startsOn: dayOf(actor.today), offeredAt },
    });
    return {
      subject: ["Membership", made],
      ...(place.schoolId && { schoolId: place.schoolId }),
      detail: { changed: "moved", role, instead: id },
      message: "members.moved",
    };
  },
);

/** A person the actor may see, and not the actor: one's own account has its own page. */
async function other(db: Db, actor: Actor, personId: string) {
  if (personId === actor.personId) throw new Refusal("members.notSelf");
  const person = await db.person.findFirst({
    where: { id: personId },
    select: { id: true, memberships: { select: { schoolId: true } } },
  });
  if (!person) throw new Stale();
  const schoolId = person.memberships.find((one) => one.schoolId !== null)?.schoolId;
  return schoolId ? { schoolId } : {};
}

/** A link for a forgotten password. The message is the link; the actor never learns the password. */
export const makeResetLink = action("member.resetPassword", OfPerson, async ({ personId }, { db, actor }) => {
  const about = await other(db, actor, personId);
  if (!(await mayReset(db, personId))) throw new Refusal("members.notYours");
  await mustBeSecond(db, actor, personId, "code");
  const message = await resetLink(db, personId);
  return { subject: ["Person", personId], ...about, detail: { reset: "RESET" }, message };
});

/**
 * A new link to a role that is still only offered, by e-mail or as the message; the one before opens nothing any more.
 */
export const makeInvitationLink = action("member.invite", OfOffer, async ({ id, byMail }, { db, actor }) => {
  const { personId, schoolId, offeredAt } = await takeable(db, actor, id);
  if (offeredAt === null) throw new Stale();
  const about = {
    subject: ["Membership", id] as const,
    ...(schoolId && { schoolId }),
    detail: { reset: "INVITATION" },
  };
  if (!byMail) return { ...about, message: await invitationLink(db, personId, id) };
  return { ...about, jobs: notice("role.offered", actor, { ids: [id] }), message: "members.mailed" };
});

/** Takes the one-time code off the account of somebody who has lost it, and signs them out everywhere. */
export const removeLostCode = action("member.resetPassword", OfPerson, async ({ personId }, { db, actor }) => {
  const about = await other(db, actor, personId);
  if (actor.role !== "SYSTEM_ADMIN" || !(await mayReset(db, personId))) throw new Refusal("members.notYours");
  await mustBeSecond(db, actor, personId, "RESET");
  await db.$queryRaw`select remove_code(${personId}::uuid)::text`;
  return { subject: ["Person", personId], ...about, detail: { reset: "code" }, message: "members.codeRemoved" };
});

/** Signs a person out of what they have open in this city, as after the loss of a device; their roles stay. */
export const signOutMember = action("member.end", OfPerson, async ({ personId }, { db, actor }) => {
  const about = await other(db, actor, personId);
  const roles = await db.membership.findMany({ where: { personId }, select: { role: true } });
  if (!roles.some(({ role }) => mayGive(actor.role, role))) throw new Refusal("members.roleNotYours");
  await db.$queryRaw`select end_sessions(${personId}::uuid)::text`;
  return { subject: ["Person", personId], ...about, detail: { changed: "sessions" }, message: "members.signedOut" };
});

/** Ends everything a person is in this city; an account that is used nowhere else is closed with it. */
export const closeAccount = action("member.end", OfPerson, async ({ personId }, { db, actor }) => {
  const about = await other(db, actor, personId);
  if (actor.role !== "SYSTEM_ADMIN") throw new Refusal("error.notAllowed");
  const open = await db.membership.findMany({
    where: { personId, OR: [{ endsOn: null }, { endsOn: { gt: dayOf(actor.today) } }] },
  });
  if (open.some(({ role }) => role === "SYSTEM_ADMIN"))
    await mustLeaveAdministrator(db, [personId], actor.today as PlainDate);
  for (const membership of open) await end(db, actor, membership, membership.version);
  await db.$queryRaw`select close_account(${personId}::uuid)::text`;
  const detail = { changed: "account", roles: open.length };
  return { subject: ["Person", personId], ...about, detail, message: "members.closed" };
});
