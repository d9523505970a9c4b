import type { Actor, Db } from "#server/db.ts";
import { isSystemCapability } from "#server/policy.ts";
import { Refusal } from "#server/refusal.ts";
import { end, takeable } from "./ending.ts";
import { mayGive } from "./giving.ts";
import { listMembers, type Member, type MembershipItem, membersOf } from "./queries.ts";
import { END_MOST, type MemberList } from "./schema.ts";

/** Why a membership is left out: one's own, or not the actor's to take. */
export type Kept = "self" | "notYours";
type Row = { person: Member; membership: MembershipItem };
export type EndPlan = {
  good: Row[];
  out: (Row & { why: Kept })[];
  /** More people are chosen than can be handled together: none is shown. */
  tooMany: boolean;
};

/** Roles that would end for the ticked people, or for all of the list; with a role in its filters only that one. */
export async function planEnd(
  db: Db,
  actor: Actor,
  { ids, list }: { ids: string[] | null; list: MemberList },
): Promise<EndPlan> {
  const whole = { ...list, size: END_MOST, after: undefined, before: undefined };
  const { rows, count } = ids
    ? { rows: await membersOf(db, ids, actor.today), count: ids.length }
    : await listMembers(db, whole, actor.today);
  if (count > END_MOST) return { good: [], out: [], tooMany: true };
  const held = rows.flatMap((person) =>
    person.memberships
      .filter(({ state, role }) => state !== "ended" && (!list.role || role === list.role))
      .map((membership) => ({ person, membership })),
  );
  const judged = held.map((row) => ({ ...row, why: whyKept(actor, row) }));
  return {
    good: judged.filter(({ why }) => why === null),
    out: judged.flatMap(({ why, ...row }) => (why === null ? [] : { ...row, why })),
    tooMany: false,
  };
}

/** An administrator, who alone ends administrators' roles, keeps their own: the city never loses its last one here. */
function whyKept(actor: Actor, { person, membership }: Row): Kept | null {
  if (person.id === actor.personId) return "self";
  return mayGive(actor.role, membership.role) ? null : "notYours";
}

/**
 * Ends the memberships that a preview showed, each by the rule of the single one and with an event of its own, all of
 * them or none.
 * @returns the first of them, for the door's own event
 * @throws Refusal saying how many of them are no longer as the preview showed them
 */
export async function endMany(db: Db, actor: Actor, rows: readonly { id: string; version: number }[]) {
  const ended: { id: string; schoolId: string | null }[] = [];
  let changed = 0;
  for (const { id, version } of rows) {
    try {
      const membership = await takeable(db, actor, id);
      await end(db, actor, membership, version);
      ended.push(membership);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      changed += 1;
    }
  }
  const [first, ...others] = ended;
  if (changed > 0 || !first) throw new Refusal("members.endMany.changed", { count: changed });
  const detail = { changed: "role", together: ended.length };
  await db.auditEvent.createMany({
    data: others.map(({ id, schoolId }) => ({
      personName: actor.name,
      role: actor.role === "OPERATOR" ? null : actor.role,
      capability: "member.end",
      subjectType: "Membership",
      subjectId: id,
      schoolId,
      detail,
      system: isSystemCapability("member.end"),
    })),
  });
  return { first, detail };
}
