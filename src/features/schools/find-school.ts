import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { spanOn } from "./change-requests.ts";
import { knownSpans } from "./record.ts";
import type { Facts } from "./schema.ts";

export type SchoolView = NonNullable<Awaited<ReturnType<typeof findSchool>>>;

/** A school as it stood on a day; null where there is none. `fact` is null on days before it was in the register. */
export async function findSchool(db: Db, id: string, on: PlainDate) {
  const school = await db.school.findFirst({
    where: { id },
    include: { campuses: { orderBy: [{ main: "desc" }, { nameZh: "asc" }] } },
  });
  const spans = (await knownSpans(db, [id])).get(id);
  const [first, last] = [spans?.[0], spans?.at(-1)];
  if (!school || !first || !last) return null;
  const fact = spans?.find((span) => span.validFrom <= on && (span.validTo === null || span.validTo > on)) ?? null;
  const { longitude, latitude, extra, ...rest } = school;
  return {
    ...rest,
    longitude: longitude?.toFixed(8) ?? null,
    latitude: latitude?.toFixed(8) ?? null,
    extra: extra as Record<string, string>,
    on,
    fact,
    /** What is shown of it where `fact` is null: how it began. */
    shown: (fact ?? spanOn(spans, on) ?? first).facts,
    /** What steps and changes start from: the last that is recorded. */
    last,
    openedOn: first.validFrom,
    /** A change that is recorded and has not come yet. */
    coming: spans?.find((span) => span.validFrom > on) ?? null,
  };
}

/** Further facts that the city records, with their names, and those of the district and the ownership. */
export async function schoolContext(db: Db, facts: Facts) {
  const [row] = await db.$queryRaw<
    {
      fields: { key: string; en: string; zh: string }[];
      district: { nameEn: string; nameZh: string } | null;
      ownership: { nameEn: string; nameZh: string; group: "PUBLIC" | "INCLUSIVE_PRIVATE" | "PRIVATE" } | null;
      categories: boolean;
    }[]
  >`
    select t."schoolFields" as fields, (t."codeFormat" ? 'categories') as categories,
      (select to_jsonb(d) from "District" d where d.id = ${facts.districtId}::uuid) as district,
      (select to_jsonb(o) from "Ownership" o where o.code = ${facts.ownership}) as ownership
    from "Tenant" t`;
  return {
    fields: row?.fields ?? [],
    district: row?.district ?? null,
    ownership: row?.ownership ?? null,
    categories: row?.categories ?? false,
  };
}

export type Neighbour = { id: string; nameEn: string; nameZh: string; code: string; status: Facts["status"] };

/** Other institutions on the same site, as they stood on a day. */
export async function sameSite(
  db: Db,
  school: { id: string; siteKey: string | null },
  on: PlainDate,
): Promise<Neighbour[]> {
  if (school.siteKey === null) return [];
  return db.$queryRaw<Neighbour[]>`
    select s.id, f."nameEn", f."nameZh", f.code, f.status::text as status from "School" s join "SchoolFact" f on f."schoolId" = s.id
     where s."siteKey" = ${school.siteKey} and s.id <> ${school.id}::uuid and f."supersededAt" is null
       and f."validFrom" <= ${on}::date and (f."validTo" is null or f."validTo" > ${on}::date)
     order by f.code limit 50`;
}

/** Who works there, as far as the reader may see it; the present ones first. */
export function schoolPeople(db: Db, schoolId: string) {
  return db.membership.findMany({
    where: { schoolId, offeredAt: null },
    orderBy: [{ endsOn: { sort: "desc", nulls: "first" } }, { role: "asc" }, { startsOn: "asc" }],
    take: 200,
    select: {
      id: true,
      role: true,
      startsOn: true,
      endsOn: true,
      person: { select: { name: true, disabledAt: true } },
    },
  });
}

/** The reports asked of a school, newest first, as far as the reader may see them. */
export async function schoolReports(db: Db, schoolId: string) {
  const found = await db.assignment.findMany({
    where: { schoolId },
    orderBy: [{ campaign: { dueAt: "desc" } }, { id: "desc" }],
    take: 200,
    select: {
      id: true,
      status: true,
      late: true,
      submittedAt: true,
      extendedTo: true,
      current: true,
      campaign: {
        select: { titleEn: true, titleZh: true, dueAt: true, refersTo: true, status: true, schoolYearId: true },
      },
    },
  });
  return found.map((report) => ({ ...report, refersTo: fromUtcMidnight(report.campaign.refersTo) }));
}
