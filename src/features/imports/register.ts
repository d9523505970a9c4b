import { fromUtcMidnight, type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { CodeFormat } from "#lib/school-code.ts";
import type { Db } from "#server/db.ts";
import type { Register, RegisterSchool } from "./compare.ts";
import { SchoolFields } from "./fields.ts";
import type { City } from "./read-row.ts";

type NamedItem = { code: string; nameEn: string; nameZh: string };

/** What the city has already: its way of writing codes, its lists, its further facts. */
export async function cityOf(db: Db): Promise<City & { locale: string }> {
  const tenant = await db.tenant.findFirst({ select: { codeFormat: true, schoolFields: true, locale: true } });
  if (!tenant) throw new Error("cityOf asked for outside a tenant");
  const order = [{ position: "asc" }, { code: "asc" }] as { position?: "asc"; code?: "asc" }[];
  const select = { code: true, nameEn: true, nameZh: true };
  const districts: NamedItem[] = await db.district.findMany({ select, orderBy: order });
  const ownerships: NamedItem[] = await db.ownership.findMany({ select, orderBy: order });
  return {
    codeFormat: tenant.codeFormat as unknown as CodeFormat,
    schoolFields: SchoolFields.parse(tenant.schoolFields),
    locale: tenant.locale,
    districts,
    ownerships,
  };
}

/**
 * The register as it stands today.
 * @param signature of the list's header: what earlier lists with the same columns held, this one may have lost
 */
export async function registerToday(
  db: Db,
  today: PlainDate,
  signature: string,
  codeFormat: CodeFormat,
): Promise<Register> {
  const schools = await currentSchools(db, today);
  const held = await codesOf(db);
  const byCode = new Map<string, RegisterSchool>();
  // A code may have gone on from a school that ended to its heir: it names the school that holds it.
  for (const school of schools) {
    const { code } = school.record;
    if (!byCode.has(code) || held.get(code)?.schoolId === school.schoolId) byCode.set(code, school);
  }
  const otherCodes = new Map([...held].filter(([code]) => !byCode.has(code)));
  return {
    codeFormat,
    byCode,
    otherCodes,
    earlierEdition: await earlierEdition(db, signature),
  };
}

async function currentSchools(db: Db, today: PlainDate): Promise<RegisterSchool[]> {
  const day = toUtcMidnight(today);
  const facts = await db.schoolFact.findMany({
    where: { supersededAt: null, validFrom: { lte: day }, OR: [{ validTo: null }, { validTo: { gt: day } }] },
    include: { district: { select: { code: true } } },
  });
  const contacts = new Map((await db.school.findMany()).map((school) => [school.id, school]));
  return facts.flatMap((fact) => {
    const school = contacts.get(fact.schoolId);
    if (!school) return [];
    const record = {
      code: fact.code,
      nameEn: fact.nameEn,
      nameZh: fact.nameZh,
      district: fact.district.code,
      ownership: fact.ownership,
      stages: fact.stages,
      settlement: fact.settlement,
      status: fact.status,
      boarding: fact.boarding,
      capacity: fact.capacity,
      siteKey: school.siteKey,
      addressEn: school.addressEn,
      addressZh: school.addressZh,
      phone: school.phone,
      email: school.email,
      website: school.website,
      longitude: school.longitude?.toFixed(8) ?? null,
      latitude: school.latitude?.toFixed(8) ?? null,
      extra: school.extra as Record<string, string>,
    };
    return [{ schoolId: fact.schoolId, validFrom: fromUtcMidnight(fact.validFrom), record }];
  });
}

async function codesOf(db: Db): Promise<Map<string, { schoolId: string; nameEn: string; nameZh: string }>> {
  const rows = await db.$queryRaw<{ code: string; schoolId: string; nameEn: string; nameZh: string }[]>`
    select c.code, c."schoolId", coalesce(f."nameEn", '') as "nameEn", coalesce(f."nameZh", '') as "nameZh"
      from "SchoolCode" c left join lateral (
        select "nameEn", "nameZh" from "SchoolFact"
         where "schoolId" = c."schoolId" and "supersededAt" is null order by "validFrom" desc limit 1) f on true`;
  return new Map(rows.map((row) => [row.code, row]));
}

/** Schools that lists with the same columns have brought in or confirmed. */
async function earlierEdition(db: Db, signature: string): Promise<Set<string>> {
  const rows = await db.$queryRaw<{ schoolId: string }[]>`
    select distinct r."schoolId" from "ImportRow" r join "Import" i on i.id = r."importId" and i."tenantId" = r."tenantId"
     where i.status = 'APPLIED' and i.reading ->> 'signature' = ${signature}
       and r."schoolId" is not null and r.outcome in ('NEW', 'CHANGED', 'SAME')`;
  return new Set(rows.map(({ schoolId }) => schoolId));
}
