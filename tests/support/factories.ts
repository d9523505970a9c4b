import { randomUUID } from "node:crypto";
import type { Prisma } from "#generated/prisma/client.ts";
import { NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";
import { type Db, withJob } from "#server/db.ts";
import { owner } from "./owner.ts";

export type ATenant = { tenantId: string; slug: string };

let serial = 0;

/** A tenant with one kind of ownership of each group and nothing else. */
export async function aTenant(over: { timeZone?: string; fillerMaySign?: boolean } = {}): Promise<ATenant> {
  const tenantId = randomUUID();
  const slug = `t-${tenantId.slice(0, 13)}`;
  await owner().query(
    `insert into "Tenant" (id, slug, "nameEn", "nameZh", "timeZone", "codeFormat", "fillerMaySign") values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      tenantId,
      slug,
      `City ${slug}`,
      `城市${slug}`,
      over.timeZone ?? "Asia/Shanghai",
      JSON.stringify(NATIONAL_SCHOOL_CODE),
      over.fillerMaySign ?? false,
    ],
  );
  await inTenant({ tenantId }, (db) =>
    db.ownership.createMany({
      data: [
        { code: "PUBLIC", nameEn: "Public", nameZh: "公办", group: "PUBLIC", position: 1 },
        {
          code: "INCLUSIVE",
          nameEn: "Inclusive private",
          nameZh: "普惠性民办",
          group: "INCLUSIVE_PRIVATE",
          position: 2,
        },
        { code: "PRIVATE", nameEn: "Private", nameZh: "民办", group: "PRIVATE", position: 3 },
      ],
    }),
  );
  return { tenantId, slug };
}

/** Work in a tenant with every right, as a job has. */
export function inTenant<T>({ tenantId }: { tenantId: string }, work: (db: Db) => Promise<T>): Promise<T> {
  return withJob({ tenantId, personId: null }, work);
}

export async function aDistrict(
  tenant: { tenantId: string },
  nameEn = "North district",
): Promise<{ tenantId: string; districtId: string }> {
  const { id } = await inTenant(tenant, (db) =>
    db.district.create({
      data: { code: `D${++serial}-${randomUUID().slice(0, 6)}`, nameEn, nameZh: "北区" },
      select: { id: true },
    }),
  );
  return { tenantId: tenant.tenantId, districtId: id };
}

export type ASchool = { tenantId: string; districtId: string; schoolId: string; code: string };

/** An open primary school since 2010, with its fact, its code and no grams. */
export async function aSchool(
  district: { tenantId: string; districtId: string },
  over: Partial<Prisma.SchoolFactUncheckedCreateInput> = {},
): Promise<ASchool> {
  const code = over.code ?? `2199${String(++serial).padStart(6, "0")}`;
  const schoolId = await inTenant(district, async (db) => {
    const { id } = await db.school.create({ data: {}, select: { id: true } });
    await db.schoolFact.create({
      data: {
        schoolId: id,
        validFrom: new Date("2010-09-01"),
        code,
        nameEn: `School ${code}`,
        nameZh: `第${code}小学`,
        districtId: district.districtId,
        ownership: "PUBLIC",
        stages: ["PRIMARY"],
        status: "OPEN",
        boarding: false,
        ...over,
      },
    });
    await db.schoolCode.create({ data: { code, schoolId: id, issuedOn: new Date("2010-09-01") } });
    return id;
  });
  return { ...district, schoolId, code };
}

/** What the trail holds about a record, oldest first. */
export function auditOf(tenant: { tenantId: string }, subjectId: string) {
  return inTenant(tenant, (db) => db.auditEvent.findMany({ where: { subjectId }, orderBy: { at: "asc" } }));
}
