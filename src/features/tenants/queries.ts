import type { Role } from "#generated/prisma/enums.ts";
import type { CodeFormat } from "#lib/school-code.ts";
import type { Db } from "#server/db.ts";
import type { SchoolField } from "./lines.ts";

/** Districts in the city's order, for choices. */
export function districtOptions(db: Db): Promise<{ id: string; nameEn: string; nameZh: string }[]> {
  return db.district.findMany({
    select: { id: true, nameEn: true, nameZh: true },
    orderBy: [{ position: "asc" }, { code: "asc" }],
  });
}

/** The tenant's own configuration. */
export async function tenantSettings(db: Db, id: string) {
  const tenant = await db.tenant.findFirstOrThrow({ where: { id } });
  return {
    ...tenant,
    codeFormat: tenant.codeFormat as unknown as CodeFormat,
    schoolFields: tenant.schoolFields as unknown as SchoolField[],
  };
}
export type TenantSettings = Awaited<ReturnType<typeof tenantSettings>>;

/** Name of the picture that stands for the city of this transaction; null: none does. */
export async function emblemOf(db: Db): Promise<string | null> {
  const tenant = await db.tenant.findFirst({ select: { emblem: true } });
  return tenant?.emblem ?? null;
}

/** Districts with the number of schools that have ever belonged to each. */
export async function listDistricts(db: Db) {
  return db.district.findMany({ orderBy: [{ position: "asc" }, { code: "asc" }] });
}

export async function listOwnerships(db: Db) {
  return db.ownership.findMany({ orderBy: [{ position: "asc" }, { code: "asc" }] });
}

/** Rights that the city has withdrawn, by role. */
export async function withdrawnRights(db: Db): Promise<ReadonlyMap<Role, ReadonlySet<string>>> {
  const rows = await db.withdrawnRight.findMany({ select: { role: true, capability: true } });
  const roles = Map.groupBy(rows, ({ role }) => role);
  return new Map([...roles].map(([role, rights]) => [role, new Set(rights.map(({ capability }) => capability))]));
}

/** All tenants, for the platform's operator: what they are called, and nothing of what is in them. */
export function listTenants(db: Db) {
  return db.tenant.findMany({
    select: { id: true, slug: true, nameEn: true, nameZh: true, locale: true, timeZone: true, createdAt: true },
    orderBy: { slug: "asc" },
    take: 1000,
  });
}

/** Ids of the cities in which nobody has taken up a role yet. */
export async function unfoundedTenants(db: Db): Promise<ReadonlySet<string>> {
  const rows = await db.$queryRaw<{ id: string }[]>`select unfounded_tenants() as id`;
  return new Set(rows.map(({ id }) => id));
}
