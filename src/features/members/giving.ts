import { Role } from "#generated/prisma/enums.ts";
import type { PortalRole } from "#server/policy.ts";

/** The part of the city that a role is given for. */
export type Reach = "city" | "district" | "district-or-city" | "school";

export const REACH: Record<Role, Reach> = {
  SYSTEM_ADMIN: "city",
  SECTION_HEAD: "city",
  SECTION_STAFF: "city",
  DISTRICT_OFFICER: "district",
  SCHOOL_HEAD: "school",
  SCHOOL_CLERK: "school",
  INSPECTOR: "district-or-city",
  AWARD_EXPERT: "city",
  LEGAL_REVIEWER: "city",
};

/** What a form says in place of a district where a role is to hold for the whole city: it is chosen, never left out. */
export const WHOLE_CITY = "whole-city";

/** Who gives which role, and takes it again; always within the giver's own reach. Source: `systems.md` 1.23. */
const GIVES: Partial<Record<PortalRole, readonly Role[]>> = {
  SYSTEM_ADMIN: Object.values(Role),
  DISTRICT_OFFICER: [Role.SCHOOL_HEAD, Role.SCHOOL_CLERK],
  SCHOOL_HEAD: [Role.SCHOOL_CLERK],
};

/** Roles that somebody in this role may give and take. */
export function rolesGivenBy(role: PortalRole): readonly Role[] {
  return GIVES[role] ?? [];
}

export function mayGive(giver: PortalRole, role: Role): boolean {
  return rolesGivenBy(giver).includes(role);
}
