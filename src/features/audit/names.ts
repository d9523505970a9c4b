import type { Db } from "#server/db.ts";

export type Named = { nameEn: string; nameZh: string };
/** Names of whatever ids stand for, by id: schools, people, districts, memberships, school years, campaigns. */
export type Names = ReadonlyMap<string, Named>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The names of those of the ids that the reader may read and that have one; one question for all of them. */
export async function namesIn(db: Db, ids: readonly string[]): Promise<Names> {
  const unique = [...new Set(ids.filter((id) => UUID.test(id)))];
  if (unique.length === 0) return new Map();
  const rows = await db.$queryRaw<({ id: string } & Named)[]>`
    select * from (
      select distinct on ("schoolId") "schoolId" as id, "nameEn", "nameZh" from "SchoolFact"
        where "schoolId" = any (${unique}::uuid[]) and "supersededAt" is null order by "schoolId", "validFrom" desc) schools
    union all select id, name, name from "Person" where id = any (${unique}::uuid[])
    union all select id, "nameEn", "nameZh" from "District" where id = any (${unique}::uuid[])
    union all select id, "nameEn", "nameZh" from "SchoolYear" where id = any (${unique}::uuid[])
    union all select m.id, p.name, p.name from "Membership" m join "Person" p on p.id = m."personId" where m.id = any (${unique}::uuid[])`;
  return new Map(rows.map(({ id, nameEn, nameZh }) => [id, { nameEn, nameZh }]));
}
