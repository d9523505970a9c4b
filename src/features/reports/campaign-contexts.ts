import { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import { contextOf } from "./edition.ts";
import { type Burden, burdenReader } from "./form/burden.ts";
import type { Definition } from "./form/definition.ts";
import { COUNTED } from "./lifecycle.ts";

type Earlier = { lastYear: string[]; lastMonth: string[] };

/**
 * What assignments to these schools are stamped with: the register's facts and the earlier counted figures, as
 * `factId`, the columns of "SchoolFact" and `context`. Taken in the database, so that a city of 1,200 schools costs one
 * statement.
 */
export function stampsOf(factIds: readonly string[], earlier: Earlier): Prisma.Sql {
  const [lastYear, lastMonth] = [JSON.stringify(earlier.lastYear), JSON.stringify(earlier.lastMonth)];
  return Prisma.sql`
    with earlier as (
      select e."schoolId", e.span, jsonb_object_agg(v.cell, v.value) as held from (
        select distinct on (a."schoolId", w.span) a."schoolId", w.span, s.id
          from (select jsonb_array_elements_text(${lastYear}::jsonb)::uuid as id, 'lastYear' as span
                union all select jsonb_array_elements_text(${lastMonth}::jsonb)::uuid, 'lastMonth') w
          join "Campaign" c on c.id = w.id
          join "Assignment" a on a."tenantId" = c."tenantId" and a."campaignId" = c.id
          join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id and s.number = a.current
         where a.status::text = any(${[...COUNTED.provisional]})
         order by a."schoolId", w.span, c."refersTo" desc, c."openedAt" desc) e
      join "CellValue" v on v."submissionId" = e.id and v.value <> ''
      group by e."schoolId", e.span)
    select f.id as "factId", f."schoolId", f."districtId", f."nameEn", f."nameZh", f.code, f.stages, f.ownership, f.settlement,
           jsonb_strip_nulls(jsonb_build_object(
             'facts', jsonb_build_object(
               'name', coalesce(nullif(f."nameZh", ''), f."nameEn"), 'code', f.code,
               'district', coalesce(nullif(d."nameZh", ''), d."nameEn"),
               'locale', lower(f.settlement::text), 'ownership', f.ownership, 'boarding', f.boarding,
               'primaryGrades', (select "primaryGrades" from "Tenant"),
               'stages', (select jsonb_agg(lower(s::text) order by s) from unnest(f.stages) s)),
             'lastYear', y.held, 'lastMonth', m.held)) as context
      from "SchoolFact" f
      join "District" d on d."tenantId" = f."tenantId" and d.id = f."districtId"
      left join earlier y on y."schoolId" = f."schoolId" and y.span = 'lastYear'
      left join earlier m on m."schoolId" = f."schoolId" and m.span = 'lastMonth'
     where f.id = any(${[...factIds]}::uuid[])`;
}

/** What the form would cost each of these schools, by the id of its fact. Last year's figures fill nothing. */
export async function burdensOf(
  db: Db,
  definition: Definition,
  factIds: readonly string[],
  lastMonth: string[],
): Promise<(Burden & { factId: string })[]> {
  const rows = await db.$queryRaw<{ factId: string; context: unknown }[]>`
    select s."factId", s.context from (${stampsOf(factIds, { lastYear: [], lastMonth })}) s`;
  const read = burdenReader(definition);
  return rows.map(({ factId, context }) => ({ factId, ...read(contextOf(context)) }));
}
