import type { PlainDate } from "#lib/plain-date.ts";
import type { History } from "./chronicle.ts";
import type { Person } from "./people.ts";
import { at, inserts, type Script } from "./script.ts";

/**
 * The administrator gives everybody their seats on the day the city begins, or on the day their school is entered.
 * @param history of the city's schools; none where it has no schools yet
 */
export function writeMembers(
  people: readonly Person[],
  by: Person,
  launch: PlainDate,
  history: History | null,
  script: Script,
): void {
  const entered = new Map(history?.lives.map(({ school, recordedOn }) => [school.id, recordedOn]));
  for (const { id: personId, name, seats } of people) {
    for (const { id, role, districtId, schoolId } of seats) {
      const startsOn = (schoolId && entered.get(schoolId)) || launch;
      const row = { id, personId, role, districtId, schoolId, startsOn, createdAt: at(startsOn, "17:30") };
      script.record(
        {
          at: row.createdAt,
          by,
          verb: "member.invite",
          subject: ["Membership", id],
          detail: { name },
          ...(schoolId && { schoolId }),
        },
        [inserts("Membership", [row])],
      );
    }
  }
}
