import type { Role } from "#generated/prisma/enums.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import { normaliseSchoolCode } from "#lib/school-code.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { mayGive, REACH, WHOLE_CITY } from "./giving.ts";

export type Place = { districtId: string | null; schoolId: string | null };

type Asked = { districtId: string | null; school: string | null };

/** What a fact must be to hold on a day. */
export function holdsOn(today: string) {
  const day = toUtcMidnight(today as PlainDate);
  return { supersededAt: null, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gt: day } }] };
}

/** The part of the city that an actor hands out roles in. */
export function within(actor: Pick<Actor, "role" | "districtId" | "schoolId">): {
  districtId?: string;
  schoolId?: string;
} {
  if (actor.role === "DISTRICT_OFFICER" && actor.districtId) return { districtId: actor.districtId };
  if (actor.role === "SCHOOL_HEAD" && actor.schoolId) return { schoolId: actor.schoolId };
  return {};
}

async function schoolBy(db: Db, actor: Actor, text: string): Promise<string> {
  const found = await db.schoolFact.findMany({
    where: {
      ...holdsOn(actor.today),
      ...within(actor),
      AND: [{ OR: [{ code: normaliseSchoolCode(text) }, { nameZh: text }, { nameEn: text }] }],
    },
    select: { schoolId: true },
    take: 2,
  });
  const [only, another] = found;
  if (!only) throw new Refusal("members.schoolUnknown", {}, "school");
  if (another) throw new Refusal("members.schoolAmbiguous", {}, "school");
  return only.schoolId;
}

async function districtBy(db: Db, id: string): Promise<string> {
  const district = await db.district.findFirst({ where: { id }, select: { id: true } });
  if (!district) throw new Refusal("members.districtUnknown", {}, "districtId");
  return district.id;
}

/**
 * Where a role will be held, as the giver may give it.
 * @throws Refusal where the giver may not give the role, or not there, or the place is missing or unknown
 */
export async function placeFor(db: Db, actor: Actor, role: Role, asked: Asked): Promise<Place> {
  if (!mayGive(actor.role, role)) throw new Refusal("members.roleNotYours", {}, "role");
  const reach = REACH[role];
  if (reach === "school") {
    if (actor.role === "SCHOOL_HEAD") return { districtId: null, schoolId: actor.schoolId };
    if (!asked.school) throw new Refusal("error.required", {}, "school");
    return { districtId: null, schoolId: await schoolBy(db, actor, asked.school) };
  }
  if (reach === "city" || (reach === "district-or-city" && asked.districtId === WHOLE_CITY))
    return { districtId: null, schoolId: null };
  if (!asked.districtId || asked.districtId === WHOLE_CITY) throw new Refusal("error.required", {}, "districtId");
  return { districtId: await districtBy(db, asked.districtId), schoolId: null };
}

/** The district or the school that a membership is held for, as it is called today; null for the whole city. */
export async function placeOf(
  db: Db,
  { schoolId, districtId, today }: Pick<Actor, "schoolId" | "districtId" | "today">,
): Promise<{ nameEn: string; nameZh: string } | null> {
  const select = { nameEn: true, nameZh: true };
  if (schoolId) return db.schoolFact.findFirst({ where: { schoolId, ...holdsOn(today) }, select });
  return districtId ? db.district.findFirst({ where: { id: districtId }, select }) : null;
}

/** Schools that may be offered while a role is given: the actor's own, by code, up to a number a list can hold. */
export async function schoolsToOffer(
  db: Db,
  actor: Actor,
): Promise<{ code: string; nameEn: string; nameZh: string }[]> {
  return db.schoolFact.findMany({
    where: {
      ...holdsOn(actor.today),
      ...within(actor),
      status: { in: ["OPEN", "OPEN_PROPOSED_TO_CLOSE", "PENDING_APPROVAL"] },
    },
    select: { code: true, nameEn: true, nameZh: true },
    orderBy: { code: "asc" },
    take: 500,
  });
}
