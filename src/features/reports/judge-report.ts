import type { ReportStatus } from "#generated/prisma/enums.ts";
import type { Actor, Db } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { type ReportStep, reportLife, UNDER_REVIEW } from "./lifecycle.ts";
import { type HeldReport, holdFor, holdReport } from "./lock-report.ts";

type Asked = { assignmentId: string; _version: number };

/** A step that changes nothing but the state: accepted by the district, accepted, locked. */
export async function move(db: Db, step: ReportStep, input: Asked): Promise<HeldReport> {
  const report = await holdFor(db, step, input);
  const changed = await db.assignment.updateMany({
    where: { id: report.id, version: report.version, status: { in: [...reportLife.steps[step].from] } },
    data: { status: reportLife.next(step), version: { increment: 1 } },
  });
  mustChange(changed.count);
  return report;
}

/** The section accepts what the district has accepted; a report that no district judged only with a reason. */
export async function acceptHeld(db: Db, input: Asked & { reason: string | null }): Promise<HeldReport> {
  const report = await holdFor(db, "accept", input);
  if (needsReason(report.status) && !input.reason) throw new Refusal("reports.refused.directly", {}, "reason");
  return move(db, "accept", input);
}

/** Whether the section, accepting it in this state, passes over the district. */
export const needsReason = (status: ReportStatus): boolean => status === "SUBMITTED";

/** States in which this person judges a report: the district what its schools sent, the section also what that accepted. */
export function judgedBy(actor: Actor): readonly ReportStatus[] {
  return can(actor, "report.accept") ? UNDER_REVIEW : ["SUBMITTED"];
}

/** Sends a report back: the version that was sent stays as it is, the next one starts from its figures and reasons. */
export async function sendBack(
  db: Db,
  actor: Actor,
  step: "return" | "reopen",
  input: Asked & { reason: string },
): Promise<HeldReport> {
  const report = await holdFor(db, step, input);
  if (step === "return" && !judgedBy(actor).includes(report.status)) throw new Stale("reports.refused.state");
  await db.submission.updateMany({
    where: { id: report.submissionId },
    data: { returnedByName: actor.name, returnedAt: new Date(), returnReason: input.reason },
  });
  const number = report.current + 1;
  const { id } = await db.submission.create({
    data: { assignmentId: report.id, schoolId: report.schoolId, number, filledByIds: report.filledByIds },
    select: { id: true },
  });
  await db.$executeRaw`
    insert into "CellValue" ("submissionId", cell, "schoolId", value, provenance, "updatedById", "updatedByName", "updatedAt")
    select ${id}::uuid, cell, "schoolId", value, provenance, "updatedById", "updatedByName", "updatedAt"
      from "CellValue" where "submissionId" = ${report.submissionId}::uuid and value <> ''`;
  await db.$executeRaw`
    insert into "Explanation" ("submissionId", finding, "schoolId", reason, "authorName", "updatedAt")
    select ${id}::uuid, finding, "schoolId", reason, "authorName", "updatedAt"
      from "Explanation" where "submissionId" = ${report.submissionId}::uuid`;
  const changed = await db.assignment.updateMany({
    where: { id: report.id, version: report.version },
    data: { status: "RETURNED", current: number, version: { increment: 1 } },
  });
  mustChange(changed.count);
  return report;
}

/** Holds a report on whose cells this person may comment now. */
export async function holdToComment(db: Db, actor: Actor, assignmentId: string): Promise<HeldReport> {
  const report = await holdReport(db, assignmentId);
  if (!judgedBy(actor).includes(report.status)) throw new Stale("reports.refused.state");
  return report;
}

/** Who stands behind an event that a verb writes beside the door's own. */
export function signature(actor: Actor) {
  return { personName: actor.name, role: actor.role === "OPERATOR" ? null : actor.role };
}
