import type { ChangeOwner, Role } from "#generated/prisma/enums.ts";
import type { Contact, Facts } from "./schema.ts";

/** Who a fact belongs to. The owner decides what others ask for. */
export type FieldOwner = "SCHOOL" | ChangeOwner;

/**
 * Ownership of every field, apart from who may approve and whose word needs no approval: contact details are the
 * school's own, what a district office can see on the spot is the district's, what carries legal weight is the
 * section's (`systems.md` 1.1, Rights). State is changed by steps, never by a request for a field.
 */
export const FIELD_OWNER = {
  addressZh: "SCHOOL",
  addressEn: "SCHOOL",
  phone: "SCHOOL",
  email: "SCHOOL",
  website: "SCHOOL",
  longitude: "SCHOOL",
  latitude: "SCHOOL",
  settlement: "DISTRICT",
  boarding: "DISTRICT",
  capacity: "DISTRICT",
  teachingPoint: "DISTRICT",
  code: "SECTION",
  nameZh: "SECTION",
  nameEn: "SECTION",
  districtId: "SECTION",
  ownership: "SECTION",
  stages: "SECTION",
  creditCode: "SECTION",
  status: "SECTION",
} as const satisfies Record<keyof Facts | keyof Contact, FieldOwner>;

const SECTION: readonly Role[] = ["SECTION_HEAD", "SECTION_STAFF"];

/** Who decides what is asked of an owner. */
export const DECIDERS: Record<ChangeOwner, readonly Role[]> = {
  DISTRICT: ["DISTRICT_OFFICER", ...SECTION],
  SECTION,
};

/** Trusted sources: whose change of an owner's fields needs nobody's approval. */
export const TRUSTED: Record<ChangeOwner, readonly Role[]> = {
  DISTRICT: ["DISTRICT_OFFICER", ...SECTION],
  SECTION,
};

export function decides(role: string, owner: ChangeOwner): boolean {
  return DECIDERS[owner].some((decider) => decider === role);
}

export function isTrusted(role: string, owner: ChangeOwner): boolean {
  return TRUSTED[owner].some((source) => source === role);
}

export function ownerOf(field: keyof Facts): ChangeOwner {
  return FIELD_OWNER[field];
}
