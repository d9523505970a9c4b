import type { Role } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";

export type Recipient = { personId: string; role: Role; schoolId: string | null; districtId: string | null };

/** Who holds one of these roles today and can sign in. */
export async function holders(db: Db, roles: readonly Role[]): Promise<Recipient[]> {
  const [{ today = new Date() } = {}] = await db.$queryRaw<{ today: Date }[]>`select tenant_today() as today`;
  return db.membership.findMany({
    where: {
      role: { in: [...roles] },
      offeredAt: null,
      startsOn: { lte: today },
      OR: [{ endsOn: null }, { endsOn: { gt: today } }],
      person: { disabledAt: null },
    },
    select: { personId: true, role: true, schoolId: true, districtId: true },
  });
}

export const AT_SCHOOL = ["SCHOOL_HEAD", "SCHOOL_CLERK"] as const satisfies readonly Role[];
export const AT_SECTION = ["SECTION_HEAD", "SECTION_STAFF"] as const satisfies readonly Role[];

/** Those who work for a school, by school. */
export async function bySchool(db: Db): Promise<Map<string | null, Recipient[]>> {
  return Map.groupBy(await holders(db, AT_SCHOOL), ({ schoolId }) => schoolId);
}
