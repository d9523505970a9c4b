import type { Role } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";

export type Recipient = { personId: string; role: Role; schoolId: string | null; districtId: string | null };

/** Who holds one of these roles today, in their own right or for somebody who is away, and can sign in. */
export function holders(db: Db, roles: readonly Role[]): Promise<Recipient[]> {
  return db.$queryRaw<Recipient[]>`
    select m."personId", m.role::text as role, m."schoolId", m."districtId"
      from "Membership" m join "Person" p on p.id = m."personId" and p."disabledAt" is null
     where m.role::text = any(${[...roles]}) and in_force(m, tenant_today())`;
}

export const AT_SCHOOL = ["SCHOOL_HEAD", "SCHOOL_CLERK"] as const satisfies readonly Role[];
export const AT_SECTION = ["SECTION_HEAD", "SECTION_STAFF"] as const satisfies readonly Role[];

/** Those who work for a school, by school. */
export async function bySchool(db: Db): Promise<Map<string | null, Recipient[]>> {
  return Map.groupBy(await holders(db, AT_SCHOOL), ({ schoolId }) => schoolId);
}
