import type { Stage } from "#generated/prisma/enums.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { holding } from "./register-sql.ts";
import { OPEN_STATUSES, STAGES } from "./schema.ts";

/** Schools with the same particulars, counted once each as institutions. */
type Group = { districtId: string; ownership: string; settlement: string; stages: Stage[]; count: number };

/** A row of a table of counts: institutions once, and by stage, where a nine-year school stands in two columns. */
export type CountRow = { key: string; institutions: number; stages: Record<Stage, number> };

export type SchoolCounts = {
  byDistrict: CountRow[];
  byOwnership: CountRow[];
  bySettlement: CountRow[];
  city: CountRow;
  /** Institutions with several stages, and how many stages they have beyond the first. */
  several: { institutions: number; further: number };
  /** The same total counted three ways, each by the database on its own. */
  check: { city: number; districts: number; rows: number };
};

export type CountFilters = {
  district: readonly string[];
  stage: readonly string[];
  ownership: readonly string[];
  settlement: readonly string[];
};

/** Open schools on a day by stage × ownership × district × settlement. */
export async function countSchools(db: Db, on: PlainDate, filters: CountFilters): Promise<SchoolCounts> {
  const where = holding(on, { ...filters, q: "", statuses: OPEN_STATUSES });
  const [answer] = await db.$queryRaw<{ groups: Group[]; city: number; districts: number; rows: number }[]>`
    select (select coalesce(jsonb_agg(g), '[]') from (
              select f."districtId", f.ownership, coalesce(f.settlement::text, 'NONE') as settlement, f.stages, count(*)::int as count
                from "SchoolFact" f where ${where} group by 1, 2, 3, 4) g) as groups,
           (select count(distinct f."schoolId")::int from "SchoolFact" f where ${where}) as city,
           (select coalesce(sum(n), 0)::int from (
              select (select count(*) from "SchoolFact" f where f."districtId" = d.id and ${where}) as n from "District" d) per) as districts,
           (select count(*)::int from "SchoolFact" f where ${where}) as rows`;
  const { groups = [], city = 0, districts = 0, rows = 0 } = answer ?? {};
  const several = groups.filter(({ stages }) => stages.length > 1);
  return {
    byDistrict: rowsBy(groups, ({ districtId }) => districtId),
    byOwnership: rowsBy(groups, ({ ownership }) => ownership),
    bySettlement: rowsBy(groups, ({ settlement }) => settlement),
    city: total("city", groups),
    several: {
      institutions: sum(several, () => 1),
      further: sum(several, ({ stages }) => stages.length - 1),
    },
    check: { city, districts, rows },
  };
}

function rowsBy(groups: readonly Group[], keyOf: (group: Group) => string): CountRow[] {
  return [...Map.groupBy(groups, keyOf)].map(([key, of]) => total(key, of));
}

function total(key: string, groups: readonly Group[]): CountRow {
  const stages = Object.fromEntries(
    STAGES.map((stage) => [stage, sum(groups, (group) => (group.stages.includes(stage) ? 1 : 0))]),
  );
  return { key, institutions: sum(groups, () => 1), stages: stages as Record<Stage, number> };
}

function sum(groups: readonly Group[], times: (group: Group) => number): number {
  return groups.reduce((all, group) => all + group.count * times(group), 0);
}
