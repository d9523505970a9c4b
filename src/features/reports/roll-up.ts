import type { ReportStatus, SettlementClass, Stage } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import {
  type AdjustmentLine,
  type Adjustments,
  adjustmentsBy,
  groupsOfLine,
  lineState,
  listAdjustments,
} from "./adjustments.ts";
import { type Coverage, coverageOf, groupKey, groupsOf } from "./coverage.ts";
import { definitionOf } from "./edition.ts";
import {
  type FigureRow,
  isAskedOf,
  listContributions,
  type OneFigure,
  type Summed,
  sumFigures,
  summedCells,
} from "./figures.ts";
import { withAdjustment } from "./form/adjust.ts";
import type { Context } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import type { Stage as FormStage } from "./form/stage.ts";
import { COUNTED, type RollUpKind } from "./lifecycle.ts";
import { type CampaignView, findCampaign } from "./queries.ts";

type Asked = { kind: RollUpKind; section?: string | undefined };

/** Figures of a campaign and what they rest on: those of today, or those of a snapshot. */
export type RolledUp = {
  campaign: Pick<CampaignView, "id" | "titleEn" | "titleZh"> & {
    districts: { districtId: string; nameEn: string; nameZh: string }[];
  };
  definition: Definition;
  /** By which rows of grades are laid out. */
  primaryGrades: 5 | 6;
  cells: Summed[];
  coverage: Coverage;
  /** Kinds of ownership that the city has, in its own order. */
  ownerships: { code: string; nameEn: string; nameZh: string }[];
  /** Figures by `groupKey`, then by address; what is not there is missing, not nought. */
  figures: ReadonlyMap<string, ReadonlyMap<string, { value: string; schools: number }>>;
  /** The lines that count, and what they come to beside the figures. */
  lines: AdjustmentLine[];
  adjustments: Adjustments;
};
export type LiveRollUp = RolledUp & { campaign: CampaignView };

/** The figures of the schools in the reader's reach and of every group of them, with the coverage they rest on. */
export async function rollUpOf(db: Db, campaignId: string, asked: Asked): Promise<LiveRollUp | null> {
  const campaign = await findCampaign(db, campaignId);
  if (!campaign) return null;
  const definition = await definitionOf(db, campaign.templateVersionId);
  const schools = await listStamps(db, campaignId);
  const cells = cellsOfCampaign(definition, schools, asked.section);
  const rows = cells.length > 0 ? await sumFigures(db, campaignId, asked.kind, cells) : [];
  const coverage = coverageOf(schools, COUNTED[asked.kind]);
  const known = new Set(cells.map(({ address }) => address));
  const all = await listAdjustments(db, { campaignId });
  const lines = all.filter((line) => known.has(line.cell) && lineState(line, asked.kind) === "counts");
  return {
    campaign,
    definition,
    cells,
    primaryGrades: gradesOf(schools),
    ownerships: await listOwnerships(db),
    coverage,
    figures: byGroup(rows),
    lines,
    adjustments: adjustmentsBy(lines, cells),
  };
}

const listOwnerships = (db: Db) =>
  db.ownership.findMany({ orderBy: { code: "asc" }, select: { code: true, nameEn: true, nameZh: true } });

function byGroup(rows: FigureRow[]): RolledUp["figures"] {
  const groups = new Map<string, Map<string, { value: string; schools: number }>>();
  for (const { by, place, address, value, schools } of rows) {
    const key = groupKey(by, place);
    const group = groups.get(key) ?? new Map<string, { value: string; schools: number }>();
    groups.set(key, group.set(address, { value, schools }));
  }
  return groups;
}

const gradesOf = ([first]: Stamped[]): 5 | 6 => (first?.primaryGrades === 5 ? 5 : 6);

/** The cells that any school of the campaign may have. */
function cellsOfCampaign(definition: Definition, schools: Stamped[], section?: string): Summed[] {
  const stages = new Set<string>(schools.flatMap((school) => school.stages.map((stage) => stage.toLowerCase())));
  return summedCells(definition, gradesOf(schools), section).filter(
    ({ row, cell }) =>
      (row?.stage === null || row?.stage === undefined || stages.has(row.stage)) &&
      (cell.stages === undefined || cell.stages.some((stage) => stages.has(stage))),
  );
}

export type Stamped = {
  id: string;
  schoolId: string;
  nameEn: string;
  nameZh: string;
  code: string;
  districtId: string;
  stages: Stage[];
  settlement: SettlementClass | null;
  ownership: string;
  status: ReportStatus;
  version: number;
  primaryGrades: Context["facts"]["primaryGrades"] | null;
};

function listStamps(db: Db, campaignId: string): Promise<Stamped[]> {
  return db.$queryRaw<Stamped[]>`
    select id, "schoolId", "nameEn", "nameZh", code, "districtId", stages::text[] as stages, status::text, version,
           settlement::text, ownership, (context #>> '{facts,primaryGrades}')::int as "primaryGrades"
      from "Assignment" where "campaignId" = ${campaignId}::uuid order by code, id`;
}

/** One figure, the submissions it is made of and the lines beside it; null where the form has no such cell or the campaign is out of reach. */
export async function findFigure(db: Db, campaignId: string, figure: OneFigure & { kind: RollUpKind }) {
  const campaign = await findCampaign(db, campaignId);
  if (!campaign) return null;
  const definition = await definitionOf(db, campaign.templateVersionId);
  const schools = await listStamps(db, campaignId);
  const all = cellsOfCampaign(definition, schools);
  const cell = all.find(({ address }) => address === figure.address);
  if (!cell) return null;
  const cells = all.filter(({ code }) => code === cell.code);
  const rows = await sumFigures(db, campaignId, figure.kind, cells);
  const groups = byGroup(rows);
  const contributions = await listContributions(db, campaignId, figure.kind, cells, figure);
  const key = figure.by ? groupKey(figure.by, figure.of) : groupKey("all");
  const inGroup = schools.filter((school) => groupsOf(school).includes(key));
  const lines = (await listAdjustments(db, { campaignId, cell: figure.address })).filter((line) =>
    groupsOfLine(line, cell).includes(key),
  );
  const counting = lines.filter((line) => lineState(line, figure.kind) === "counts");
  return {
    campaign,
    ownerships: await listOwnerships(db),
    cell,
    contributions,
    /** The sum of the submissions, to the unit; lines stand beside it. */
    total: groups.get(key)?.get(figure.address)?.value ?? null,
    lines,
    adjusted: adjustmentsBy(counting, [cell]).get(key)?.get(figure.address),
    /** Schools whose figure a line can stand beside, by code. */
    counted: inGroup.filter(
      ({ status, stages }) =>
        (COUNTED[figure.kind] as readonly ReportStatus[]).includes(status) &&
        isAskedOf(
          cell,
          stages.map((stage) => stage.toLowerCase() as FormStage),
        ),
    ),
    coverage: coverageOf(inGroup, COUNTED[figure.kind]).get(groupKey("all")),
  };
}
export type FigureFound = NonNullable<Awaited<ReturnType<typeof findFigure>>>;

/** One figure: the sum of the submissions, what stands beside it, and what the two come to; undefined where nobody gave one. */
export function figureAt(
  { figures, adjustments }: Pick<RolledUp, "figures" | "adjustments">,
  key: string,
  address: string,
) {
  const held = figures.get(key)?.get(address);
  const adjusted = adjustments.get(key)?.get(address);
  return { sum: held?.value, schools: held?.schools ?? 0, adjusted, value: withAdjustment(held?.value, adjusted) };
}
