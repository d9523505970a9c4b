import type { PaceBasis } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";

/** Fewer reports than this say nothing of a form, and would say something of a school. */
export const LEAST_REPORTS = 5;

/** Older reports were filled in with another practice. */
const YEARS = 2;

/** Milliseconds that one cell takes, and the reports that it rests on; null where too few have been measured. */
export type Pace = { paceMs: number | null; basis: PaceBasis | null; reports: number };

/**
 * The pace at which a form is filled in: the median, over measured reports of it, of filling time for each cell asked;
 * of a form that is new, over the reports of all forms of the city.
 */
export async function paceOf(db: Db, formKey: string): Promise<Pace> {
  const rows = await db.$queryRaw<{ own: boolean | null; reports: number; ms: number }[]>`
    select own, count(*)::int as reports, percentile_disc(0.5) within group (order by ms)::int as ms
      from (select t.key = ${formKey} as own, round(sum(s."fillSeconds") * 1000.0 / a.asked) as ms
              from "Assignment" a
              join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
              join "TemplateVersion" v on v."tenantId" = c."tenantId" and v.id = c."templateVersionId"
              join "Template" t on t."tenantId" = v."tenantId" and t.id = v."templateId"
              join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id
             where c."openedAt" > now() - make_interval(years => ${YEARS}) and a.asked > 0
             group by a."tenantId", a.id, a.asked, t.key
            having sum(s."fillSeconds") > 0 and max(s."pastedCells") * 2 < a.asked) measured
     group by grouping sets ((own), ())`;
  const of = (own: boolean | null) => rows.find((row) => row.own === own && row.reports >= LEAST_REPORTS);
  const [form, city] = [of(true), of(null)];
  if (form) return { paceMs: form.ms, basis: "FORM", reports: form.reports };
  if (city) return { paceMs: city.ms, basis: "CITY", reports: city.reports };
  return { paceMs: null, basis: null, reports: 0 };
}

/**
 * The pace at which the reports of campaigns were filled in, by campaign, as `paceOf` measures it: of the schools in the
 * reader's reach; none for a campaign of which too few were measured.
 */
export async function measuredPaces(
  db: Db,
  campaignIds: readonly string[],
): Promise<Map<string, { paceMs: number; reports: number }>> {
  const rows = await db.$queryRaw<{ campaignId: string; reports: number; paceMs: number }[]>`
    select "campaignId", count(*)::int as reports, percentile_disc(0.5) within group (order by ms)::int as "paceMs"
      from (select a."campaignId", round(sum(s."fillSeconds") * 1000.0 / a.asked) as ms
              from "Assignment" a
              join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id
             where a."campaignId" = any(${[...campaignIds]}::uuid[]) and a.asked > 0
             group by a."tenantId", a.id, a."campaignId", a.asked
            having sum(s."fillSeconds") > 0 and max(s."pastedCells") * 2 < a.asked) measured
     group by "campaignId" having count(*) >= ${LEAST_REPORTS}`;
  return new Map(rows.map(({ campaignId, ...pace }) => [campaignId, pace]));
}
