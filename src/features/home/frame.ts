import type { SchoolYearItem } from "#features/calendar/queries.ts";
import { MOST_COUNTED } from "#features/notifications/queries.ts";
import type { Actor, Db } from "#server/db.ts";

export type Frame = {
  years: SchoolYearItem[];
  /** The district or the school that the membership is held for; null for the whole city. */
  place: { nameEn: string; nameZh: string } | null;
  /** Notifications that have not been read; at most one more than `MOST_COUNTED`. */
  unread: number;
  /** Name of the picture that stands for the city; null: none does. */
  emblem: string | null;
};

const NOTHING: Frame = { years: [], place: null, unread: 0, emblem: null };

/** What the frame of every page shows, in one query: it is asked for on each of them. */
export async function frameOf(db: Db, { tenant, schoolId, districtId }: Actor): Promise<Frame> {
  if (!tenant.id) return NOTHING;
  const [row] = await db.$queryRaw<Frame[]>`
    select
      coalesce((select jsonb_agg(jsonb_build_object('id', y.id, 'nameEn', y."nameEn", 'nameZh', y."nameZh",
          'startsOn', y."startsOn", 'endsOn', y."endsOn", 'version', y.version) order by y."startsOn" desc)
        from (select * from "SchoolYear" order by "startsOn" desc limit 100) y), '[]') as years,
      case
        when ${schoolId}::uuid is not null then (select jsonb_build_object('nameEn', f."nameEn", 'nameZh', f."nameZh")
          from "SchoolFact" f where f."schoolId" = ${schoolId}::uuid and f."supersededAt" is null
            and f."validFrom" <= tenant_today() and (f."validTo" is null or f."validTo" > tenant_today()) limit 1)
        when ${districtId}::uuid is not null then (select jsonb_build_object('nameEn', d."nameEn", 'nameZh', d."nameZh")
          from "District" d where d.id = ${districtId}::uuid)
      end as place,
      (select count(*)::int from (select from "Notification"
        where "personId" = person_id() and "readAt" is null limit ${MOST_COUNTED + 1}) n) as unread,
      (select emblem from "Tenant" where id = tenant_id()) as emblem`;
  return row ?? NOTHING;
}
