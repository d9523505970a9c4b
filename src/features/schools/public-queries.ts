import { Prisma } from "#generated/prisma/client.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import type { Locale } from "#server/words.ts";
import type { PublicList } from "./list.ts";
import { pageOf } from "./queries.ts";
import { holding, paging, sortKey } from "./register-sql.ts";
import { OPEN_STATUSES } from "./schema.ts";

// The public's role reads only the columns it was given: no contact by e-mail, no capacity, no credit code.

export type PublicSchool = {
  id: string;
  code: string;
  nameEn: string;
  nameZh: string;
  districtNameEn: string;
  districtNameZh: string;
  ownershipNameEn: string;
  ownershipNameZh: string;
  ownershipGroup: "PUBLIC" | "INCLUSIVE_PRIVATE" | "PRIVATE";
  stages: ("PRESCHOOL" | "PRIMARY" | "JUNIOR" | "SENIOR" | "SPECIAL")[];
  settlement: "URBAN" | "TOWN" | "RURAL" | null;
  boarding: boolean | null;
  teachingPoint: boolean;
  addressEn: string;
  addressZh: string;
  phone: string;
  website: string;
};

const COLUMNS = Prisma.sql`f."schoolId" as id, f.code, f."nameEn", f."nameZh", f.stages, f.settlement, f.boarding, f."teachingPoint",
  d."nameEn" as "districtNameEn", d."nameZh" as "districtNameZh", o."nameEn" as "ownershipNameEn", o."nameZh" as "ownershipNameZh",
  o."group" as "ownershipGroup", s."addressEn", s."addressZh", s.phone, s.website`;
const FROM = Prisma.sql`"SchoolFact" f join "District" d on d.id = f."districtId" join "Ownership" o on o.code = f.ownership
  join "School" s on s.id = f."schoolId"`;

const filtersOf = (list: PublicList) => ({ ...list, statuses: OPEN_STATUSES });

/** One page of the open schools of a city. */
export function listPublicSchools(db: Db, list: PublicList, today: PlainDate, locale: Locale) {
  const more = Prisma.sql`, o."group" as "ownershipGroup", (select s."addressEn" from "School" s where s.id = f."schoolId") as "addressEn",
    (select s."addressZh" from "School" s where s.id = f."schoolId") as "addressZh"`;
  return pageOf<Pick<PublicSchool, "ownershipGroup" | "addressEn" | "addressZh">>(db, list, {
    on: today,
    locale,
    filters: filtersOf(list),
    more,
  });
}

/** All open schools that a list shows, for a file. */
export async function allPublicSchools(
  db: Db,
  list: PublicList,
  today: PlainDate,
  locale: Locale,
): Promise<PublicSchool[]> {
  const [answer] = await db.$queryRaw<{ rows: PublicSchool[] }[]>`
    select coalesce(jsonb_agg(p), '[]') as rows from (
      select ${COLUMNS} from ${FROM} where ${holding(today, filtersOf(list))}
       order by ${paging(sortKey(list.sort, locale), list.sort, undefined).order}) p`;
  return answer?.rows ?? [];
}

/** An open school's public facts; null where there is none, or it is not open. */
export async function findPublicSchool(db: Db, id: string, today: PlainDate): Promise<PublicSchool | null> {
  const where = holding(today, {
    q: "",
    district: [],
    stage: [],
    ownership: [],
    settlement: [],
    statuses: OPEN_STATUSES,
  });
  const [answer] = await db.$queryRaw<{ school: PublicSchool }[]>`
    select to_jsonb(p) as school from (select ${COLUMNS} from ${FROM} where f."schoolId" = ${id}::uuid and ${where}) p`;
  return answer?.school ?? null;
}

/** What the public may filter by. */
export async function publicChoices(db: Db) {
  const [row] = await db.$queryRaw<
    {
      districts: { id: string; nameEn: string; nameZh: string }[];
      ownerships: { code: string; nameEn: string; nameZh: string }[];
    }[]
  >`
    select (select coalesce(jsonb_agg(d order by d.position, d.code), '[]') from "District" d) as districts,
           (select coalesce(jsonb_agg(o order by o.position, o.code), '[]') from "Ownership" o) as ownerships`;
  return row ?? { districts: [], ownerships: [] };
}
