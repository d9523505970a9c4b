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
    await mustLeaveAdministrator(db, membership.personId, actor.today);
  return membership;
}

/** Throws where nobody else would administer the city. */
export async function mustLeaveAdministrator(db: Db, personId: string, today: string): Promise<void> {
  const day = dayOf(today);
  const others = await db.membership.count({
    where: {
      role: "SYSTEM_ADMIN",
      offeredAt: null,
      personId: { not: personId },
      startsOn: { lte: day },
      OR: [{ endsOn: null }, { endsOn: { gt: day } }],
    },
  });
  if (others === 0) throw new Refusal("members.lastAdministrator");
}

/** Ends it today and signs the person out of this city. */
export async function end(
  db: Db,
  actor: Actor,
  membership: { id: string; personId: string },
  version: number,
): Promise<void> {
  const day = dayOf(actor.today);
  const { count } = await db.membership.updateMany({
    where: { id: membership.id, version, OR: [{ endsOn: null }, { endsOn: { gt: day } }] },
    data: { endsOn: day, version: { increment: 1 } },
  });
  mustChange(count);
  await db.$queryRaw`select end_sessions(${membership.personId}::uuid)::text`;
}
