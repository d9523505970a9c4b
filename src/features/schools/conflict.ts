import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import type { Actor, Db } from "#server/db.ts";
import type { Facts } from "./schema.ts";

/**
 * Lets a change of facts through only if the school still has the version the person saw.
 * @param typed by field what the person typed; @param facts what the register holds now
 * @throws Conflict with both versions of every field that differs
 */
export async function mustBeCurrent(
  db: Db,
  actor: Actor,
  { id, version, typed, facts }: { id: string; version: number; typed: object; facts: Facts },
): Promise<void> {
  const school = await db.school.findFirst({ where: { id }, select: { version: true } });
  await mustBeLatest(db, actor, {
    entity: "SchoolFact",
    seen: version,
    typed,
    stored: school && { ...facts, ...school },
  });
}
