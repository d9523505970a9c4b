import type { Db } from "#server/db.ts";

/** How a school kept its deadlines in one school year; every report asked of it is in exactly one of the first four. */
export type YearRecord = {
  id: string;
  nameEn: string;
  nameZh: string;
  onTime: number;
  late: number;
  /** Never arrived, and the school's deadline or the collection is over. */
  missing: number;
  /** Not arrived, and there is still time. */
  open: number;
  /** Of those that arrived: sent back at least once. */
  sentBack: number;
};

/** A school's record by school year, the latest first, as far as the reader's reach goes. */
export function recordOf(db: Db, schoolId: string | null): Promise<YearRecord[]> {
  return db.$queryRaw<YearRecord[]>`
    select y.id, y."nameEn", y."nameZh",
           count(*) filter (where a."submittedAt" is not null and not a.late)::int as "onTime",
           count(*) filter (where a."submittedAt" is not null and a.late)::int as late,
           count(*) filter (where a."submittedAt" is null and over)::int as missing,
           count(*) filter (where a."submittedAt" is null and not over)::int as open,
           count(*) filter (where a."submittedAt" is not null and a.current > 1)::int as "sentBack"
      from "Assignment" a
      join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
      join "SchoolYear" y on y."tenantId" = c."tenantId" and y.id = c."schoolYearId"
     cross join lateral (select c.status = 'CLOSED' or greatest(c."dueAt", a."extendedTo") <= now() as over) t
     where ${schoolId}::uuid is null or a."schoolId" = ${schoolId}::uuid
     group by y.id, y."nameEn", y."nameZh", y."startsOn" order by y."startsOn" desc`;
}
