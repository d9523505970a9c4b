import { REACH, WHOLE_CITY } from "#features/members/giving.ts";
import { type Place, placeFor } from "#features/members/place.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import { emailText, line } from "#lib/secure-text.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { type CheckedRow, messageOf, problem, type RowProblem } from "./checked-row.ts";
import type { StaffField, StaffRow } from "./schema.ts";
import { isWholeCity, roleCalled } from "./words.ts";

/** The districts of the city by whatever a list may call them. */
export async function districtsByName(db: Db): Promise<ReadonlyMap<string, string>> {
  const districts = await db.district.findMany({ select: { id: true, code: true, nameEn: true, nameZh: true } });
  return new Map(
    districts.flatMap(({ id, code, nameEn, nameZh }) =>
      [code, nameEn, nameZh].map((name) => [name.toLowerCase(), id] as const),
    ),
  );
}

/** What is known while a list is checked: districts by name, places that were looked up, roles that were met already. */
export type Known = {
  districts: ReadonlyMap<string, string>;
  places: Map<string, Place | RowProblem>;
  seen: Set<string>;
};

/** Whether somebody can be offered the role, at the place, that a row names. */
export async function checkJoiner(
  db: Db,
  actor: Actor,
  row: StaffRow,
  { districts, places, seen }: Known,
): Promise<CheckedRow> {
  const [email, name, role] = [emailText().safeParse(row.email), line(80).safeParse(row.name), roleCalled(row.role)];
  const problems: RowProblem[] = [];
  if (!name.success) problems.push({ field: "name", key: messageOf(name.error.issues), values: { max: 80 } });
  if (!email.success) problems.push({ field: "email", key: messageOf(email.error.issues), values: { max: 254 } });
  if (!role) problems.push({ field: "role", key: row.role ? "staffLists.problem.role" : "error.required" });
  if (!role || !email.success || !name.success) return problem(row, ...problems);
  const key = `${role} ${row.place}`;
  const place = places.get(key) ?? (await placeIn(db, actor, role, row.place, districts));
  places.set(key, place);
  if ("key" in place) return problem(row, place);
  const same = `${email.data} ${role} ${place.districtId} ${place.schoolId}`;
  if (seen.has(same)) return problem(row, { field: "email", key: "staffLists.problem.twice" });
  seen.add(same);
  const held = await db.membership.count({
    where: {
      person: { email: email.data },
      role,
      ...place,
      delegatedFromId: null,
      OR: [{ endsOn: null }, { endsOn: { gt: toUtcMidnight(actor.today as PlainDate) } }],
    },
  });
  if (held > 0) return { row, outcome: "same" };
  return { row, outcome: "invite", email: email.data, name: name.data, role, place };
}

const FIELD_OF: Record<string, StaffField> = { role: "role", school: "place", districtId: "place" };

async function placeIn(
  db: Db,
  actor: Actor,
  role: Role,
  text: string,
  districts: ReadonlyMap<string, string>,
): Promise<Place | RowProblem> {
  const ofDistrict = REACH[role] === "district" || REACH[role] === "district-or-city";
  const districtId = isWholeCity(text) ? WHOLE_CITY : (districts.get(text.toLowerCase()) ?? null);
  if (ofDistrict && text !== "" && !districtId) return { field: "place", key: "staffLists.problem.district" };
  try {
    return await placeFor(db, actor, role, { districtId, school: text || null });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { field: FIELD_OF[error.field ?? ""] ?? "place", key: error.key, values: error.values };
  }
}
