import { Prisma } from "#generated/prisma/client.ts";
import type { ReportStatus, Role } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import { type Grouped, type Grouping, groupKey, groupsOf } from "./coverage.ts";
import type { Summed } from "./figures.ts";
import { type Adjusted, joined, stageOfLine } from "./form/adjust.ts";
import type { Stage } from "./form/stage.ts";
import { COUNTED, type RollUpKind } from "./lifecycle.ts";

/** One line beside a figure, with the school whose figure it stands beside. */
export type AdjustmentLine = Grouped & {
  id: string;
  cell: string;
  /** Canonical decimal in the cell's unit. */
  amount: string;
  reason: string;
  authorName: string;
  authorRole: Role;
  addedAt: Date;
  withdrawnByName: string | null;
  withdrawnAt: Date | null;
  withdrawReason: string | null;
  assignmentId: string;
  schoolId: string;
  nameEn: string;
  nameZh: string;
  code: string;
  /** The version of the report that the line speaks of, and the one there is now. */
  number: number;
  current: number;
  status: ReportStatus;
};

type Wanted = { campaignId: string; cell?: string } | { assignmentId: string };

/** Lines of a campaign, of one cell of it, or of one report, oldest first; withdrawn ones too. */
export function listAdjustments(db: Db, wanted: Wanted): Promise<AdjustmentLine[]> {
  const of =
    "assignmentId" in wanted
      ? Prisma.sql`a.id = ${wanted.assignmentId}::uuid`
      : Prisma.sql`a."campaignId" = ${wanted.campaignId}::uuid ${wanted.cell === undefined ? Prisma.empty : Prisma.sql`and j.cell = ${wanted.cell}`}`;
  return db.$queryRaw<AdjustmentLine[]>`
    select j.id, j.cell, trim_scale(j.amount)::text as amount, j.reason, j."authorName", j."authorRole"::text, j."addedAt",
           j."withdrawnByName", j."withdrawnAt", j."withdrawReason",
           a.id as "assignmentId", a."schoolId", a."nameEn", a."nameZh", a.code, a."districtId", a.stages::text[] as stages,
           a.settlement::text, a.ownership, a.status::text, a.current, s.number
      from "Adjustment" j
      join "Submission" s on s."tenantId" = j."tenantId" and s.id = j."submissionId"
      join "Assignment" a on a."tenantId" = s."tenantId" and a.id = s."assignmentId"
     where ${of} order by j."addedAt", j.id`;
}

/**
 * How a line stands in a roll-up: it counts with the version it speaks of, as long as that version is counted.
 * `replaced`: the school has sent, or is to send, another version. `waiting`: the roll-up does not count the report.
 */
export type LineState = "counts" | "withdrawn" | "replaced" | "waiting";

export function lineState(
  line: Pick<AdjustmentLine, "withdrawnAt" | "number" | "current" | "status">,
  kind: RollUpKind,
): LineState {
  if (line.withdrawnAt) return "withdrawn";
  if (line.number !== line.current) return "replaced";
  const counted: readonly ReportStatus[] = COUNTED[kind];
  return counted.includes(line.status) ? "counts" : "waiting";
}

/** The groups that a line falls into: those of its school's figure in that cell. */
export function groupsOfLine(line: Grouped, { row }: Pick<Summed, "row">): string[] {
  const stage = stageOfLine(
    line.stages.map((one) => one.toLowerCase() as Stage),
    row?.stage,
  );
  const others = groupsOf(line).filter((key) => !key.startsWith(STAGE));
  return [...others, groupKey("stage", stage)];
}

const STAGE: `${Grouping}:` = "stage:";

/** What stands beside the figures, by `groupKey`, then by address. */
export type Adjustments = ReadonlyMap<string, ReadonlyMap<string, Adjusted>>;

/** The lines that count, as amounts beside each group's figures. Lines of cells that are not among `cells` are left out. */
export function adjustmentsBy(
  lines: readonly (Grouped & Pick<AdjustmentLine, "cell" | "amount">)[],
  cells: readonly Summed[],
): Adjustments {
  const known = new Map(cells.map((cell) => [cell.address, cell]));
  const groups = new Map<string, Map<string, Adjusted>>();
  for (const line of lines) {
    const cell = known.get(line.cell);
    if (!cell) continue;
    for (const key of groupsOfLine(line, cell)) {
      const group = groups.get(key) ?? new Map<string, Adjusted>();
      groups.set(key, group.set(line.cell, joined(group.get(line.cell), line.amount)));
    }
  }
  return groups;
}
