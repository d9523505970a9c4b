import { createHash } from "node:crypto";
import { mustLeaveAdministrator } from "#features/members/ending.ts";
import { mayGive, REACH, WHOLE_CITY } from "#features/members/giving.ts";
import { type Place, placeFor } from "#features/members/place.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { addDays, fromUtcMidnight, type PlainDate, parsePlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import { emailText, line } from "#lib/secure-text.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import type { StaffField, StaffRow } from "./schema.ts";
import { actOf, isWholeCity, roleCalled } from "./words.ts";

export type RowProblem = { field: StaffField; key: string; values?: Record<string, string | number> };

type Held = {
  id: string;
  personId: string;
  startsOn: Date;
  endsOn: Date | null;
  role: Role;
  schoolId: string | null;
  version: number;
};

/** What will come of a row: an offer, roles that end, nothing because it is so already, or what is wrong with it. */
export type CheckedRow = { row: StaffRow } & (
  | { outcome: "invite"; email: string; name: string; role: Role; place: Place }
  | { outcome: "end"; email: string; from: PlainDate; ending: Held[] }
  | { outcome: "same" }
  | { outcome: "problem"; problems: RowProblem[] }
);

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** A day as lists write it: 2026-08-31, 2026/8/31, 2026年8月31日. */
function dayIn(text: string): PlainDate | undefined {
  const [, year, month = "", day = ""] = DATE.exec(text.normalize("NFKC").trim()) ?? [];
  return year ? parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`) : undefined;
}

const problem = (row: StaffRow, ...problems: RowProblem[]): CheckedRow => ({ row, outcome: "problem", problems });

/** The districts of the city by whatever a list may call them. */
async function districtsByName(db: Db): Promise<ReadonlyMap<string, string>> {
  const districts = await db.district.findMany({ select: { id: true, code: true, nameEn: true, nameZh: true } });
  return new Map(
    districts.flatMap(({ id, code, nameEn, nameZh }) =>
      [code, nameEn, nameZh].map((name) => [name.toLowerCase(), id] as const),
    ),
  );
}

/** Checks the rows of a list against the city as it stands; what the actor may not give or take is a problem of the row. */
export async function checkStaff(db: Db, actor: Actor, rows: readonly StaffRow[]): Promise<CheckedRow[]> {
  const districts = await districtsByName(db);
  const places = new Map<string, Place | RowProblem>();
  const seen = new Set<string>();
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    const act = actOf(row);
    if (act === null) checked.push(problem(row, { field: "act", key: "staffLists.problem.act" }));
    else if (act === "join") checked.push(await checkJoiner(db, actor, row, { districts, places, seen }));
    else checked.push(await checkLeaver(db, actor, row, seen));
  }
  return keepAdministrator(db, checked);
}

type Known = { districts: ReadonlyMap<string, string>; places: Map<string, Place | RowProblem>; seen: Set<string> };

async function checkJoiner(
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

async function checkLeaver(db: Db, actor: Actor, row: StaffRow, seen: Set<string>): Promise<CheckedRow> {
  const [email, lastDay] = [emailText().safeParse(row.email), dayIn(row.lastDay)];
  const problems: RowProblem[] = [];
  if (!email.success) problems.push({ field: "email", key: messageOf(email.error.issues), values: { max: 254 } });
  if (!lastDay) problems.push({ field: "lastDay", key: row.lastDay ? "staffLists.problem.day" : "error.required" });
  if (!email.success || !lastDay) return problem(row, ...problems);
  if (email.data === actor.email) return problem(row, { field: "email", key: "members.notSelf" });
  if (seen.has(email.data)) return problem(row, { field: "email", key: "staffLists.problem.twice" });
  seen.add(email.data);
  const from = addDays(lastDay, 1);
  const held = await db.membership.findMany({
    where: { person: { email: email.data }, delegatedFromId: null },
    select: { id: true, personId: true, startsOn: true, endsOn: true, role: true, schoolId: true, version: true },
    orderBy: { id: "asc" },
  });
  const mine = held.filter(({ role }) => mayGive(actor.role, role));
  if (held.length === 0) return problem(row, { field: "email", key: "staffLists.problem.nobody" });
  if (mine.length === 0) return problem(row, { field: "email", key: "members.roleNotYours" });
  const ending = mine.filter(({ endsOn }) => endsOn === null || fromUtcMidnight(endsOn) > from);
  return ending.length > 0 ? { row, outcome: "end", email: email.data, from, ending } : { row, outcome: "same" };
}

/** Somebody has to be left who keeps the city: otherwise no administrator of the list leaves. */
async function keepAdministrator(db: Db, checked: CheckedRow[]): Promise<CheckedRow[]> {
  const isAdministrator = (one: CheckedRow) =>
    one.outcome === "end" && one.ending.some(({ role }) => role === "SYSTEM_ADMIN");
  const leaving = checked.flatMap((one) => (one.outcome === "end" && isAdministrator(one) ? [one] : []));
  if (leaving.length === 0) return checked;
  const last = leaving
    .map(({ from }) => from)
    .sort()
    .at(-1) as PlainDate;
  try {
    await mustLeaveAdministrator(
      db,
      leaving.flatMap(({ ending }) => ending.map(({ personId }) => personId)),
      last,
    );
    return checked;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const found: RowProblem = { field: "email", key: error.key };
    return checked.map((one) => (isAdministrator(one) ? problem(one.row, found) : one));
  }
}

function messageOf(issues: readonly { message: string }[]): string {
  return issues[0]?.message ?? "error.invalid";
}

/** What will come of a list, as one short text: what a page has shown is applied, or nothing. */
export function planOf(checked: readonly CheckedRow[]): string {
  const plan = checked.map((one) => {
    if (one.outcome === "invite") return [one.row.line, one.email, one.role, one.place.districtId, one.place.schoolId];
    if (one.outcome === "end") return [one.row.line, one.from, one.ending.map(({ id, version }) => [id, version])];
    return [one.row.line, one.outcome];
  });
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex").slice(0, 32);
}
