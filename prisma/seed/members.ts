import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
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

const LEAVE = { since: 2, days: 10 };

/** The second officer is on leave these days and has the first one, who is in the table of sign-ins, act as well. */
export function writeLeave(people: readonly Person[], today: PlainDate, script: Script): void {
  const [colleague, away] = people.filter(({ role }) => role === "DISTRICT_OFFICER");
  const [seat] = away?.seats ?? [];
  if (!colleague || !away || !seat) return;
  const startsOn = addDays(today, -LEAVE.since);
  const endsOn = addDays(startsOn, LEAVE.days);
  const id = idOf(seat.id, "delegation");
  const [createdAt, { role, districtId, schoolId }] = [at(startsOn, "08:20"), seat];
  const row = {
    id,
    personId: colleague.id,
    role,
    districtId,
    schoolId,
    startsOn,
    endsOn,
    delegatedFromId: seat.id,
    createdAt,
  };
  script.record(
    {
      at: createdAt,
      by: away,
      verb: "delegation.give",
      subject: ["Membership", id],
      detail: { startsOn, lastOn: addDays(endsOn, -1) },
    },
    [inserts("Membership", [row])],
  );
}
