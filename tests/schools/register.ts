import { createSchools } from "#features/schools/record.ts";
import { aDistrict, aTenant, inTenant } from "#support/factories.ts";
import { aNewSchool } from "./a-new-school.ts";

export type Registered = { tenantId: string; slug: string; districtId: string; schoolId: string; code: string };

/** A school in the register of a city, with its codes and grams; in a city and district of its own unless given. */
export async function aRegistered(
  over: Record<string, unknown> = {},
  place?: { tenantId: string; slug: string; districtId: string },
): Promise<Registered> {
  const at = place ?? (await aPlace());
  const school = aNewSchool(at.districtId, over);
  const [schoolId = ""] = await inTenant(at, (db) => createSchools(db, [school]));
  return { ...at, schoolId, code: school.code };
}

export async function aPlace() {
  const tenant = await aTenant();
  return { ...tenant, ...(await aDistrict(tenant)) };
}

export function factsNow(at: Registered) {
  return inTenant(at, (db) =>
    db.schoolFact.findFirst({ where: { schoolId: at.schoolId, supersededAt: null }, orderBy: { validFrom: "desc" } }),
  );
}

export function versionOf(at: Registered): Promise<number> {
  return inTenant(
    at,
    async (db) => (await db.school.findFirst({ where: { id: at.schoolId }, select: { version: true } }))?.version ?? 0,
  );
}

let keys = 0;

/** A key as the form makes one. */
export function aKey(): string {
  return `a-key-of-the-schools-tests-${++keys}`;
}

/** The form of a school's facts as its page sends it. */
export async function factsForm(
  at: Registered,
  over: Record<string, string | string[] | number> = {},
): Promise<Record<string, string | string[] | number>> {
  const facts = await factsNow(at);
  return {
    id: at.schoolId,
    _version: await versionOf(at),
    _key: aKey(),
    effectiveOn: "2026-09-01",
    reason: "市教育局批复",
    code: at.code,
    nameZh: facts?.nameZh ?? "",
    nameEn: facts?.nameEn ?? "",
    districtId: at.districtId,
    ownership: "PUBLIC",
    stages: ["PRIMARY"],
    settlement: "URBAN",
    ...over,
  };
}
