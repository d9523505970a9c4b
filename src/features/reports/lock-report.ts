import type { CampaignStatus, Provenance, ReportStatus } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { contextOf, definitionOf } from "./edition.ts";
import type { Context } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { type ReportStep, reportLife } from "./lifecycle.ts";

/** A report held by this transaction: nobody else types, signs or judges meanwhile. */
export type HeldReport = {
  id: string;
  campaignId: string;
  schoolId: string;
  status: ReportStatus;
  version: number;
  /** Number and id of the submission that is being written or judged. */
  current: number;
  submissionId: string;
  submittedAt: Date | null;
  campaignStatus: CampaignStatus;
  /** The school's own deadline: the campaign's, or the later one it was given. Exclusive. */
  dueAt: Date;
  templateVersionId: string;
  filledByIds: string[];
  context: Context;
};

/**
 * Holds a report until the transaction ends.
 * @throws Refusal where it is not there, or out of reach
 */
export async function holdReport(db: Db, assignmentId: string): Promise<HeldReport> {
  const [row] = await db.$queryRaw<HeldReport[]>`select * from held_report(${assignmentId}::uuid)`;
  if (!row) throw new Refusal("error.notFound");
  return { ...row, context: contextOf(row.context) };
}

/** Holds a report that is in a state for this step, and in the version that the page showed. */
export async function holdFor(
  db: Db,
  step: ReportStep,
  input: { assignmentId: string; _version?: number },
): Promise<HeldReport> {
  const report = await holdReport(db, input.assignmentId);
  if (input._version !== undefined && input._version !== report.version) throw new Stale();
  if (!reportLife.can(step, report.status)) throw new Stale("reports.refused.state");
  return report;
}

/** A closed campaign takes nothing more from a school that never sent anything; a returned report may come back. */
export function isClosedTo(report: { campaignStatus: CampaignStatus; submittedAt: Date | null }): boolean {
  return report.campaignStatus === "CLOSED" && report.submittedAt === null;
}

export type StoredCell = {
  cell: string;
  value: string;
  provenance: Provenance;
  version: number;
  updatedById: string;
  updatedByName: string;
  updatedAt: Date;
};

/** The form and the figures of a held report. */
export async function figuresOf(
  db: Db,
  report: HeldReport,
): Promise<{ definition: Definition; cells: Map<string, StoredCell> }> {
  const definition = await definitionOf(db, report.templateVersionId);
  const rows = await db.$queryRaw<StoredCell[]>`
    select cell, value, provenance, version, "updatedById", "updatedByName", "updatedAt" from "CellValue" where "submissionId" = ${report.submissionId}::uuid`;
  return { definition, cells: new Map(rows.map((row) => [row.cell, row])) };
}

/** Grows with every change of a figure, so that a head signs what was seen or nothing. */
export function revisionOf(cells: Iterable<{ version: number }>): number {
  let revision = 0;
  for (const { version } of cells) revision += version;
  return revision;
}

/** The filled cells by address. */
export function valuesOf(cells: Iterable<{ cell: string; value: string }>): Record<string, string> {
  const values: Record<string, string> = {};
  for (const { cell, value } of cells) if (value !== "") values[cell] = value;
  return values;
}
