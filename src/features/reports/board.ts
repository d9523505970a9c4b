import { Prisma } from "#generated/prisma/client.ts";
import type { ReportStatus } from "#generated/prisma/enums.ts";
import { queryGrams } from "#lib/grams.ts";
import { type Cursor, columnOf, cursorText, directionOf } from "#lib/list-params.ts";
import type { Db } from "#server/db.ts";
import type { Arrived } from "./course.ts";
import { reportLife } from "./lifecycle.ts";
import { type Arrival, AssignmentList, type Standing, type TIMES } from "./schema.ts";

/** With the school: it may still change its answer. */
const WITH_SCHOOL: ReportStatus[] = [...reportLife.steps.fill.from];

const ARRIVED: Record<Arrival, Prisma.AssignmentWhereInput> = {
  onTime: { submittedAt: { not: null }, late: false },
  late: { submittedAt: { not: null }, late: true },
  missing: { submittedAt: null },
};

const STANDS: Record<Standing, Prisma.AssignmentWhereInput> = {
  waiting: { status: { in: WITH_SCHOOL }, submittedAt: null },
  returned: { status: { in: WITH_SCHOOL }, submittedAt: { not: null } },
  district: { status: "SUBMITTED" },
  section: { status: "DISTRICT_ACCEPTED" },
  accepted: { status: "ACCEPTED" },
  locked: { status: "LOCKED" },
};

const MORE_TIME: Record<(typeof TIMES)[number], Prisma.AssignmentWhereInput> = {
  asked: { extensions: { some: { status: "ASKED" } } },
  given: { extendedTo: { not: null } },
};

/** The rows a board's filters mean; a count on the board is a link to exactly these. */
export function boardWhere(campaignId: string, list: AssignmentList): Prisma.AssignmentWhereInput {
  const { arrival, standing, time, status, district, stage, q } = list;
  const also: Prisma.AssignmentWhereInput[] = [
    ...(arrival ? [ARRIVED[arrival]] : []),
    ...(standing ? [STANDS[standing]] : []),
    ...(time ? [MORE_TIME[time]] : []),
    ...queryGrams(q).map((gram) => ({ school: { grams: { some: { gram } } } })),
  ];
  return {
    campaignId,
    ...(status.length > 0 ? { status: { in: status } } : {}),
    ...(district.length > 0 ? { districtId: { in: district } } : {}),
    ...(stage.length > 0 ? { stages: { hasSome: stage } } : {}),
    AND: also,
  };
}

type SortColumn = "code" | "nameEn" | "nameZh" | "submittedAt";

export function sortColumn(list: AssignmentList, locale: string): SortColumn {
  const column = columnOf(list.sort);
  if (column === "name") return locale === "en" ? "nameEn" : "nameZh";
  return column === "submitted" ? "submittedAt" : "code";
}

const other = { asc: "desc", desc: "asc" } as const;

/** Rows after (or, backwards, before) the cursor, in the list's order; rows without a value stand last. */
export function pageOf(list: AssignmentList, locale: string) {
  const column = sortColumn(list, locale);
  const cursor = AssignmentList.cursorOf(list);
  const shown = directionOf(list.sort);
  const direction = cursor?.backwards ? other[shown] : shown;
  const nulls = cursor?.backwards ? ("first" as const) : ("last" as const);
  const order: Prisma.AssignmentOrderByWithRelationInput[] =
    column === "submittedAt" ? [{ submittedAt: { sort: direction, nulls } }] : [{ [column]: direction }];
  return {
    where: cursor ? beyond(column, cursor, direction, cursor.backwards) : {},
    orderBy: [...order, { id: direction }],
    take: list.size + 1,
  };
}

function beyond(
  column: SortColumn,
  { value, id }: Cursor,
  direction: "asc" | "desc",
  backwards: boolean,
): Prisma.AssignmentWhereInput {
  const past = direction === "asc" ? "gt" : "lt";
  const tie = { [column]: value, id: { [past]: id } };
  if (value === null) return backwards ? { OR: [tie, { [column]: { not: null } }] } : tie;
  const further = { [column]: { [past]: value } };
  const nullable = column === "submittedAt" && !backwards;
  return { OR: [further, tie, ...(nullable ? [{ [column]: null }] : [])] };
}

type Sortable = { id: string; code: string; nameEn: string; nameZh: string; submittedAt: Date | null };

/** The page out of what `pageOf` read (one row more than is shown), with the cursors of its neighbours. */
export function cutPage<Row extends Sortable>(read: Row[], list: AssignmentList, locale: string) {
  const backwards = AssignmentList.cursorOf(list)?.backwards ?? false;
  const rows = read.slice(0, list.size);
  const more = read.length > list.size;
  if (backwards) rows.reverse();
  const column = sortColumn(list, locale);
  const at = (row: Row | undefined) => {
    const value = row?.[column] ?? null;
    return row && cursorText({ value: value instanceof Date ? value.toISOString() : value, id: row.id });
  };
  return {
    rows,
    after: backwards || more ? at(rows.at(-1)) : undefined,
    before: (backwards && more) || list.after ? at(rows[0]) : undefined,
  };
}

export type Progress = Record<"expected" | Arrival | Standing, number>;

const COUNTS = Prisma.sql`
  count(*)::int as expected,
  count(*) filter (where "submittedAt" is not null and not late)::int as "onTime",
  count(*) filter (where "submittedAt" is not null and late)::int as late,
  count(*) filter (where "submittedAt" is null)::int as missing,
  count(*) filter (where status::text = any(${WITH_SCHOOL}) and "submittedAt" is null)::int as waiting,
  count(*) filter (where status::text = any(${WITH_SCHOOL}) and "submittedAt" is not null)::int as returned,
  count(*) filter (where status = 'SUBMITTED')::int as district,
  count(*) filter (where status = 'DISTRICT_ACCEPTED')::int as section,
  count(*) filter (where status = 'ACCEPTED')::int as accepted,
  count(*) filter (where status = 'LOCKED')::int as locked`;

/** How far each campaign is, as far as the reader's reach goes. */
export async function progressOf(db: Db, campaignIds: string[]): Promise<Map<string, Progress>> {
  const rows = await db.$queryRaw<(Progress & { campaignId: string })[]>`
    select "campaignId", ${COUNTS} from "Assignment" where "campaignId" = any(${campaignIds}::uuid[]) group by "campaignId"`;
  return new Map(rows.map(({ campaignId, ...progress }) => [campaignId, progress]));
}

export type DistrictProgress = Progress & {
  districtId: string;
  nameEn: string;
  nameZh: string;
  /** Schools that ask for more time. */
  asks: number;
  /** Days of the city's on which reports first arrived, and how many. */
  arrived: Arrived[];
};

/** How far a campaign is, district by district. */
export function progressByDistrict(db: Db, campaignId: string): Promise<DistrictProgress[]> {
  return db.$queryRaw<DistrictProgress[]>`
    with asked as materialized (
      select a."tenantId", a."districtId", a."submittedAt", a.late, a.status, exists (select from "Extension" e where e."tenantId" = a."tenantId" and e."assignmentId" = a.id and e.status = 'ASKED') as asks,
             to_char(a."submittedAt" at time zone (select "timeZone" from "Tenant"), 'YYYY-MM-DD') as day
        from "Assignment" a where a."campaignId" = ${campaignId}::uuid),
    days as (
      select "districtId", day, count(*) filter (where not late) as "onTime", count(*) filter (where late) as late
        from asked where day is not null group by "districtId", day)
    select p.*, d."nameEn", d."nameZh",
           coalesce((select jsonb_agg(jsonb_build_object('day', day, 'onTime', "onTime", 'late', late)) from days where days."districtId" = p."districtId"), '[]') as arrived
      from (select "tenantId", "districtId", ${COUNTS}, count(*) filter (where asks)::int as asks from asked group by "tenantId", "districtId") p
      join "District" d on d."tenantId" = p."tenantId" and d.id = p."districtId" order by d.position, d.code`;
}

export const NO_PROGRESS: Progress = {
  expected: 0,
  onTime: 0,
  late: 0,
  missing: 0,
  waiting: 0,
  returned: 0,
  district: 0,
  section: 0,
  accepted: 0,
  locked: 0,
};

/** The sum of districts. */
export function together(rows: readonly Progress[]): Progress {
  const sum = { ...NO_PROGRESS };
  for (const row of rows) for (const key of Object.keys(sum) as (keyof Progress)[]) sum[key] += row[key];
  return sum;
}
