import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { mayGive } from "./giving.ts";

export const dayOf = (today: string) => toUtcMidnight(today as PlainDate);

/** A membership the actor may take away: somebody else's, in a role that is theirs to give. */
export async function takeable(db: Db, actor: Actor, id: string) {
  const membership = await db.membership.findFirst({ where: { id } });
  if (!membership || (membership.endsOn && membership.endsOn <= dayOf(actor.today))) throw new Stale();
  if (membership.personId === actor.personId) throw new Refusal("members.notSelf");
  if (!mayGive(actor.role, membership.role)) throw new Refusal("members.roleNotYours");
  if (membership.role === "SYSTEM_ADMIN" && membership.offeredAt === null)
    await mustLeaveAdministrator(db, [membership.personId], actor.today as PlainDate);
  return membership;
}

/** Ends it today and signs the person out of this city. */
export function end(db: Db, actor: Actor, membership: Open, version: number): Promise<void> {
  return endFrom(db, actor, membership, version, actor.today as PlainDate);
}

type Open = { id: string; personId: string; startsOn: Date };

/**
 * Ends a membership, with what its holder has handed over of it, from a day on: the first on which it no longer holds.
 * Where that has come, the person is signed out of it.
 * @throws Stale where it has ended by then already, or its version is another
 */
export async function endFrom(db: Db, actor: Actor, membership: Open, version: number, from: PlainDate): Promise<void> {
  const day = toUtcMidnight(from);
  // One that would have begun later has never held.
  const endsOn = day < membership.startsOn ? membership.startsOn : day;
  const { count } = await db.membership.updateMany({
    where: { id: membership.id, version, OR: [{ endsOn: null }, { endsOn: { gt: day } }] },
    data: { endsOn, version: { increment: 1 } },
  });
  mustChange(count);
  await db.membership.updateMany({
    where: { delegatedFromId: membership.id, endsOn: { gt: day } },
    data: { endsOn: day, version: { increment: 1 } },
  });
  if (from <= actor.today) await db.$queryRaw`select end_sessions(${membership.personId}::uuid)::text`;
}

/** @throws Refusal where, without these people, the city would have no administrator on that day */
export async function mustLeaveAdministrator(db: Db, without: readonly string[], on: PlainDate): Promise<void> {
  const day = toUtcMidnight(on);
  const others = await db.membership.count({
    where: {
      role: "SYSTEM_ADMIN",
      offeredAt: null,
      personId: { notIn: [...without] },
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: { gt: day } }],
    },
  });
  if (others === 0) throw new Refusal("members.lastAdministrator");
}
