import type { ReportStatus } from "#generated/prisma/enums.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { acceptHeld, move, needsReason, signature } from "./judge-report.ts";
import { reportLife } from "./lifecycle.ts";
import type { HeldReport } from "./lock-report.ts";
import { type AssignmentRow, findAssignments, listAssignments } from "./queries.ts";
import { type AssignmentList, TOGETHER_MOST, type Together, type TogetherInput } from "./schema.ts";

/** Why a report is left out: still with the school, not judged by those before, or already there. */
export type LeftOut = "school" | "before" | "done";

const WITH_SCHOOL: readonly ReportStatus[] = reportLife.steps.fill.from;

/** Whether a report takes a step together with others; one that demands a reason is judged by itself. */
export function leftOut(step: Together, status: ReportStatus): LeftOut | null {
  if (WITH_SCHOOL.includes(status)) return "school";
  if (reportLife.can(step, status) && !(step === "accept" && needsReason(status))) return null;
  const order: ReportStatus[] = ["SUBMITTED", "DISTRICT_ACCEPTED", "ACCEPTED", "LOCKED"];
  return order.indexOf(status) < order.indexOf(reportLife.next(step)) ? "before" : "done";
}

export type Plan = {
  good: AssignmentRow[];
  out: { row: AssignmentRow; why: LeftOut }[];
  /** More are chosen than can be moved together: none is shown. */
  tooMany: boolean;
};

/** What a step would do to the ticked reports, or to all that the board's filters leave. */
export async function planTogether(
  db: Db,
  campaignId: string,
  { step, ids, list, locale }: { step: Together; ids: string[] | null; list: AssignmentList; locale: string },
): Promise<Plan> {
  const whole = { ...list, size: TOGETHER_MOST, after: undefined, before: undefined };
  const { rows, count } = ids
    ? { rows: await findAssignments(db, campaignId, ids), count: ids.length }
    : await listAssignments(db, campaignId, whole, locale);
  if (count > TOGETHER_MOST) return { good: [], out: [], tooMany: true };
  const judged = rows.map((row) => ({ row, why: leftOut(step, row.status) }));
  return {
    good: judged.flatMap(({ row, why }) => (why === null ? row : [])),
    out: judged.flatMap(({ row, why }) => (why === null ? [] : { row, why })),
    tooMany: false,
  };
}

/**
 * Takes one step with the reports that a preview showed, each by the rule of the single step, and writes each into the
 * trail; all of them or none.
 * @throws Refusal saying how many of them are no longer as the preview showed them
 */
export async function moveTogether(
  db: Db,
  actor: Actor,
  step: Together,
  { campaignId, row }: TogetherInput,
): Promise<number> {
  const moved: HeldReport[] = [];
  let changed = 0;
  // In one order, whatever the list was sorted by, so that two who press at once wait for each other.
  for (const { id, version } of row.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const asked = { assignmentId: id, _version: version };
    try {
      const report = step === "accept" ? await acceptHeld(db, { ...asked, reason: null }) : await move(db, step, asked);
      if (report.campaignId !== campaignId) throw new Stale();
      moved.push(report);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      changed += 1;
    }
  }
  if (changed > 0) throw new Refusal("campaigns.refused.moved", { count: changed });
  await db.auditEvent.createMany({
    data: moved.map(({ id, schoolId, current }) => ({
      ...signature(actor),
      capability: `report.${step}`,
      subjectType: "Assignment",
      subjectId: id,
      schoolId,
      detail: { number: current, together: moved.length },
    })),
  });
  return moved.length;
}
