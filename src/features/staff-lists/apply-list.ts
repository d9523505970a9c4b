import { randomUUID } from "node:crypto";
import { endFrom } from "#features/members/ending.ts";
import { invitedPerson } from "#features/members/one-time-link.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import type { CheckedRow } from "./checked-row.ts";
import type { StaffCounts } from "./schema.ts";

/** A membership that is offered, and to whom. */
export type StaffOffer = { id: string; personId: string; name: string; email: string };

/** Ends the roles of those who leave, then offers those who join theirs; the events of each beside the list's own. */
export async function applyStaff(
  db: Db,
  actor: Actor,
  listId: string,
  checked: readonly CheckedRow[],
): Promise<{ counts: StaffCounts; offers: StaffOffer[] }> {
  const counts = { invited: 0, ended: 0, same: 0, leftOut: 0 };
  const events: Prisma.AuditEventCreateManyInput[] = [];
  const offers: StaffOffer[] = [];
  const by = { personName: actor.name, role: actor.role === "OPERATOR" ? null : actor.role, system: true };
  const event = (capability: string, id: string, schoolId: string | null, detail: Prisma.InputJsonObject) =>
    events.push({
      ...by,
      capability,
      subjectType: "Membership",
      subjectId: id,
      schoolId,
      detail: { ...detail, listId },
    });
  for (const one of checked) {
    if (one.outcome === "same") counts.same += 1;
    if (one.outcome === "problem") counts.leftOut += 1;
    if (one.outcome !== "end") continue;
    counts.ended += 1;
    for (const held of one.ending) {
      await endFrom(db, actor, held, held.version, one.from);
      event("member.end", held.id, held.schoolId, { changed: "role", lastDay: one.row.lastDay });
    }
  }
  for (const one of checked) {
    if (one.outcome !== "invite") continue;
    counts.invited += 1;
    const { email, name, role, place } = one;
    const personId = await invitedPerson(db, { email, name, locale: actor.tenant.locale });
    const id = randomUUID();
    const offered = { startsOn: toUtcMidnight(actor.today as PlainDate), offeredAt: new Date() };
    await db.membership.createMany({ data: { id, personId, role, ...place, ...offered } });
    offers.push({ id, personId, name, email });
    event("member.invite", id, place.schoolId, { email, role });
  }
  if (events.length > 0) await db.auditEvent.createMany({ data: events });
  return { counts, offers };
}
