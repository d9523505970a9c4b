import { ownerOf } from "#features/schools/fields.ts";
import type { Facts } from "#features/schools/schema.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import { addDays } from "#lib/plain-date.ts";
import { idOf } from "./chance.ts";
import type { Life, Turn } from "./chronicle.ts";
import type { Institution } from "./institutions.ts";
import type { Person } from "./people.ts";
import { at, inserts, type Script, updates, type Write } from "./script.ts";
import type { Staff } from "./staff.ts";

type Asked = { before: Facts; after: Partial<Facts>; reason: string };

/** A request as it is made: the present value and the wanted one of every field. */
export function requestRow({ id: schoolId }: Institution, asker: Person, { before, after, reason }: Asked) {
  const names = Object.keys(after) as (keyof Facts)[];
  const some = (facts: Partial<Facts>) =>
    Object.fromEntries(names.map((name) => [name, facts[name] ?? null])) as Prisma.InputJsonObject;
  const owner = ownerOf(names[0] ?? "status");
  return {
    id: idOf(schoolId, "ChangeRequest", reason),
    schoolId,
    districtId: before.districtId,
    owner,
    before: some(before),
    wanted: some(after),
    reason,
    requestedBy: asker.id,
    requestedByName: asker.name,
  };
}

/** A turn in a school's life that its head asked for: the request, and the approval that makes the change. */
export function approval(
  { school, first }: Life,
  { on, recordedOn, facts, reason }: Turn,
  staff: Staff,
  script: Script,
  when: string,
  change: readonly Write[],
): void {
  const asker = staff.ofSchool("SCHOOL_HEAD", school.id);
  const row = requestRow(school, asker, { before: first, after: facts, reason });
  const decider = row.owner === "DISTRICT" ? staff.officer(first.districtId) : staff.section("SECTION_STAFF");
  const about = { subject: ["ChangeRequest", row.id] as const, schoolId: school.id };
  const requestedAt = at(addDays(recordedOn, -4), "11:05");
  const request = { ...row, kind: "CHANGE" as const, effectiveOn: on, requestedAt };
  script.record({ at: requestedAt, by: asker, verb: "change.request", ...about, reason }, [
    inserts("ChangeRequest", [request]),
  ]);
  const decision = {
    id: row.id,
    status: "APPROVED" as const,
    decidedByName: decider.name,
    decidedAt: when,
    version: 2,
  };
  script.record({ at: when, by: decider, verb: "change.approve", ...about }, [
    updates("ChangeRequest", [decision]),
    ...change,
  ]);
}
