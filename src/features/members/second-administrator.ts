import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";

const DAY_MS = 86_400_000;

/**
 * Taking somebody's one-time code away and handing out their password within a day would be the whole account in one
 * pair of hands: the second of the two is for another administrator.
 * @throws Refusal where this administrator did the first
 */
export async function mustBeSecond(db: Db, actor: Actor, personId: string, first: "code" | "RESET"): Promise<void> {
  const done = await db.auditEvent.findFirst({
    where: {
      personId: actor.personId,
      capability: "member.resetPassword",
      subjectId: personId,
      at: { gt: new Date(Date.now() - DAY_MS) },
      detail: { path: ["reset"], equals: first },
    },
    select: { id: true },
  });
  if (done) throw new Refusal("members.secondAdministrator");
}
