import type { PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { findSchool, type SchoolView } from "./find-school.ts";
import { type ListChoices, listChoices } from "./queries.ts";
import type { Facts } from "./schema.ts";

export type SchoolTask = { actor: Actor; school: SchoolView; choices: ListChoices; today: PlainDate };

/** What a page needs on which something is done with a school; null where it is not there or out of reach. */
export async function findSchoolTask(
  db: Db,
  actor: Actor,
  id: string,
  on: PlainDate = actor.today as PlainDate,
): Promise<SchoolTask | null> {
  const today = actor.today as PlainDate;
  const school = await findSchool(db, id, on);
  if (!school || !reaches(actor, { id, districtId: school.shown.districtId })) return null;
  return { actor, school, choices: await listChoices(db, actor), today };
}

/** Whether the actor's reach holds the school. Decided by the database; this only keeps dead buttons off the page. */
export function reaches(
  actor: Pick<Actor, "schoolId" | "districtId">,
  school: { id: string } & Pick<Facts, "districtId">,
): boolean {
  if (actor.schoolId) return actor.schoolId === school.id;
  return !actor.districtId || actor.districtId === school.districtId;
}
