import { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import { type Grouping, NOT_STATED } from "./coverage.ts";
import { combinationOf, everyRow, type Facts, TOTAL } from "./form/cells.ts";
import type { Cell, Definition, Section } from "./form/definition.ts";
import { rollsUp, type StageGroup } from "./form/shares.ts";
import type { Stage } from "./form/stage.ts";
import { COUNTED, type RollUpKind } from "./lifecycle.ts";

/** One cell of a form that can be rolled up, as the database is told of it. */
export type Summed = {
  address: string;
  code: string;
  cell: Cell;
  section: Section;
  row: { key: string; en: string; zh: string; stage: StageGroup | null } | null;
};

/** Is this cell asked of a school with these stages? */
export const isAskedOf = ({ cell, row }: Summed, stages: readonly Stage[]): boolean =>
  (cell.stages === undefined || cell.stages.some((stage) => stages.includes(stage))) &&
  (!row?.stage || row.stage === "several" || stages.includes(row.stage));

/** The block of a form that a page shows: the one asked for or the first, of a table the row asked for or the total, with the item to draw. */
export function blockOf(
  cells: readonly Summed[],
  asked: { section?: string | undefined; row?: string | undefined; item?: string | undefined },
) {
  const sections = [...new Set(cells.map(({ section }) => section))];
  const section = sections.find(({ code }) => code === asked.section) ?? sections[0];
  const ofSection = cells.filter((cell) => cell.section === section);
  const rows = [...new Set(ofSection.flatMap(({ row }) => (row ? [row.key] : [])))];
  const row = rows.find((key) => key === asked.row) ?? (rows.includes(TOTAL) ? TOTAL : rows[0]);
  const shown = ofSection.filter((cell) => cell.row?.key === row);
  const item = shown.find(({ code }) => code === asked.item) ?? shown[0];
  return { sections, section, ofSection, shown, item };
}

/** Every cell of the form that rolls up, in page order; of one section where its code is given. */
export function summedCells(definition: Definition, primaryGrades: 5 | 6, sectionCode?: string): Summed[] {
  const facts: Facts = { stages: [], primaryGrades };
  return definition.sheets.flatMap(({ sections }) =>
    sections.flatMap((section) =>
      sectionCode === undefined || section.code === sectionCode ? ofSection(section, facts) : [],
    ),
  );
}

function ofSection(section: Section, facts: Facts): Summed[] {
  if (section.kind === "cells") {
    return section.cells
      .filter(rollsUp)
      .map((cell) => ({ address: cell.code, code: cell.code, cell, section, row: null }));
  }
  const shared = section.rows.kind === "own" ? [] : everyRow(section, facts);
  const rows = shared.map(({ key, names, stage }) => ({ key, ...names, stage: stage ?? null }));
  const all = section.total ? [...rows, { key: TOTAL, ...section.total, stage: null }] : rows;
  return all.flatMap((row) =>
    section.columns
      .filter(rollsUp)
      .map((cell) => ({ address: `${cell.code}@${row.key}`, code: cell.code, cell, section, row })),
  );
}

/**
 * The figures that count, as one share for each stage they fall to: the rule of `sharesOf` in form/shares.ts, in SQL.
 * A school of one stage counts there whole; a row falls to its grade's stage; a total row is divided by its rows where
 * these give exactly the total; what cannot be divided falls to `several`.
 */
function sharesSql(campaignId: string, kind: RollUpKind, cells: Summed[]): Prisma.Sql {
  const form = cells.map(({ address, code, cell, row }) => ({
    address,
    code,
    largest: combinationOf(cell) === "largest",
    total: row?.key === TOTAL,
    detail: row !== null && row.key !== TOTAL,
    stage: row?.stage ?? null,
  }));
  return Prisma.sql`
    form as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(form)}::jsonb)
        as f(address text, code text, largest boolean, total boolean, detail boolean, stage text)),
    counted as materialized (
      select a.id as assignment, a."schoolId", a."districtId" as district, s.id as submission, s.number,
             coalesce(a.settlement::text, ${NOT_STATED}) as settlement, a.ownership,
             case when cardinality(a.stages) = 1 then lower(a.stages[1]::text) end as whole
        from "Assignment" a
        join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id and s.number = a.current
       where a."campaignId" = ${campaignId}::uuid and a.status::text = any(${[...COUNTED[kind]]})),
    held as materialized (
      select c.submission, c.district, c.settlement, c.ownership, c.whole, f.address, f.code, f.largest, f.total, f.detail, f.stage, v.value::numeric as n
        from counted c
        join "CellValue" v on v."submissionId" = c.submission and v.value <> ''
        join form f on f.address = v.cell),
    parts as (
      select submission, district, code, largest, coalesce(stage, 'several') as stage, max(n) filter (where total) as total,
             case when largest then max(n) filter (where detail) else sum(n) filter (where detail) end as n
        from held where whole is null and (total or detail)
       group by submission, district, code, largest, coalesce(stage, 'several')),
    judged as (
      select *, max(total) over school as said, case when largest then max(n) over school else sum(n) over school end as together
        from parts window school as (partition by submission, code)),
    shares as (
      select submission, district, address, largest, coalesce(whole, stage, 'several') as stage, n
        from held where whole is not null or not total
      union all
      select submission, district, code || '@' || ${TOTAL}, largest, stage, n from judged where n is not null and together = said
      union all
      select submission, district, code || '@' || ${TOTAL}, largest, 'several', total
        from judged where total is not null and together is distinct from said)`;
}

export type FigureRow = {
  address: string;
  by: Grouping | "all";
  place: string | null;
  value: string;
  schools: number;
};

/** Sums (or largest values) of the cells for the city and every group of it. A group without a row has no figure. */
export function sumFigures(db: Db, campaignId: string, kind: RollUpKind, cells: Summed[]): Promise<FigureRow[]> {
  return db.$queryRaw<FigureRow[]>`
    with ${sharesSql(campaignId, kind, cells)}
    select address,
           case when grouping(district) = 0 then 'district' when grouping(settlement) = 0 then 'settlement'
                when grouping(ownership) = 0 then 'ownership' else 'all' end as by,
           coalesce(district::text, settlement, ownership) as place,
           trim_scale(case when bool_or(largest) then max(n) else sum(n) end)::text as value, count(*)::int as schools
      from held group by grouping sets ((address), (address, district), (address, settlement), (address, ownership))
    union all
    select address, 'stage', stage, trim_scale(case when bool_or(largest) then max(n) else sum(n) end)::text, count(*)::int
      from shares group by address, stage`;
}

/** A cell's figure: of the whole, or of one group. */
export type OneFigure = { address: string; by?: Grouping | undefined; of?: string | undefined };

const OF_GROUP: Record<Grouping, (of: string) => Prisma.Sql> = {
  district: (of) => Prisma.sql`and p.district::text = ${of}`,
  stage: (of) => Prisma.sql`and p.stage = ${of}`,
  settlement: (of) => Prisma.sql`and p.settlement = ${of}`,
  ownership: (of) => Prisma.sql`and p.ownership = ${of}`,
};

export type Contribution = {
  assignmentId: string;
  number: number;
  schoolId: string;
  nameEn: string;
  nameZh: string;
  code: string;
  districtId: string;
  value: string;
};

/** The submissions behind one figure, each with its part of it, by code of the school. */
export function listContributions(
  db: Db,
  campaignId: string,
  kind: RollUpKind,
  cells: Summed[],
  { address, by, of = "" }: OneFigure,
): Promise<Contribution[]> {
  const from = by === "stage" ? Prisma.sql`shares` : Prisma.sql`held`;
  return db.$queryRaw<Contribution[]>`
    with ${sharesSql(campaignId, kind, cells)}
    select c.assignment as "assignmentId", c.number, a."schoolId", a."nameEn", a."nameZh", a.code, a."districtId",
           trim_scale(p.n)::text as value
      from ${from} p
      join counted c on c.submission = p.submission
      join "Assignment" a on a.id = c.assignment
     where p.address = ${address} ${by ? OF_GROUP[by](of) : Prisma.empty}
     order by a.code, a.id`;
}
