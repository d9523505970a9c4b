import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { canSubmit, evaluate } from "./form/evaluate.ts";
import { fillingSeconds, type Save } from "./form/filling-time.ts";
import { figuresOf, type HeldReport, holdFor, isClosedTo, revisionOf, valuesOf } from "./lock-report.ts";

type Asked = { assignmentId: string; _version: number };

/**
 * The head signs the figures as seen: no error fails, every warning has its reason, and whoever typed figures signs
 * only where the city lets one person do both.
 */
export async function signHeld(
  db: Db,
  actor: Actor,
  input: Asked & { revision: number },
  waited: () => number,
): Promise<HeldReport> {
  const report = await holdFor(db, "sign", input);
  if (isClosedTo(report)) throw new Refusal("reports.refused.closed");
  const selfSigned = report.filledByIds.includes(actor.personId);
  if (selfSigned && !actor.tenant.fillerMaySign) throw new Refusal("reports.refused.ownFigures");
  const { definition, cells } = await figuresOf(db, report);
  if (revisionOf(cells.values()) !== input.revision) throw new Stale("reports.refused.revision");
  const reasons = await db.explanation.findMany({
    where: { submissionId: report.submissionId },
    select: { finding: true, reason: true },
  });
  const findings = evaluate(definition, valuesOf(cells.values()), report.context);
  const { errors, unexplained } = canSubmit(
    findings,
    Object.fromEntries(reasons.map((one) => [one.finding, one.reason])),
  );
  if (errors.length > 0) throw new Refusal("reports.refused.errors", { count: errors.length });
  if (unexplained.length > 0) throw new Refusal("reports.refused.unexplained", { count: unexplained.length });
  await db.submission.updateMany({
    where: { id: report.submissionId },
    data: {
      signedById: actor.personId,
      signedByName: actor.name,
      signedAt: new Date(Date.now() - waited()),
      selfSigned,
    },
  });
  const changed = await db.assignment.updateMany({
    where: { id: report.id, version: report.version },
    data: { status: "SIGNED", version: { increment: 1 } },
  });
  mustChange(changed.count);
  return { ...report, status: "SIGNED", version: report.version + 1 };
}

/** How long this version took to fill in, by the trail of its saves, and how many of its figures came pasted. */
async function measureFilling(db: Db, report: HeldReport): Promise<{ seconds: number | null; pasted: number }> {
  const saves = await db.$queryRaw<Save[]>`
    select "personId", at from "AuditEvent"
     where "subjectType" = 'Assignment' and "subjectId" = ${report.id} and capability = 'report.fill'
       and detail -> 'number' = to_jsonb(${report.current}::int) and detail ? 'saved' and "personId" is not null`;
  const { submissionId } = report;
  const pasted = await db.cellValue.count({ where: { submissionId, provenance: "PASTED" } });
  return { seconds: fillingSeconds(saves) ?? null, pasted };
}

/**
 * Sends a signed report. When it arrived at the application, and whether that is late, is decided by the database's clock
 * in the one statement that records it, less what it `waited` (milliseconds) for its turn; the first arrival decides for the school, so that a return makes nobody late.
 */
export async function submitHeld(
  db: Db,
  actor: Actor,
  input: Asked,
  waited: () => number,
): Promise<{ report: HeldReport; late: boolean }> {
  const report = await holdFor(db, "submit", input);
  if (isClosedTo(report)) throw new Refusal("reports.refused.closed");
  const { seconds, pasted } = await measureFilling(db, report);
  const sent = await db.$queryRaw<{ late: boolean }[]>`
    with arrived as materialized (select at, late from arrival(${report.id}::uuid, make_interval(secs => ${waited() / 1000}::float8))),
    submitted as (
      update "Submission" s set "submittedByName" = ${actor.name}, "submittedAt" = arrived.at, late = arrived.late,
             "fillSeconds" = ${seconds}::int, "pastedCells" = ${pasted}::int
        from arrived where s.id = ${report.submissionId}::uuid)
    update "Assignment" a set status = 'SUBMITTED', version = a.version + 1,
           "submittedAt" = coalesce(a."submittedAt", arrived.at),
           late = case when a."submittedAt" is null then arrived.late else a.late end
      from arrived where a.id = ${report.id}::uuid and a.status = 'SIGNED' and a.version = ${report.version}
    returning arrived.late`;
  const [arrived] = sent;
  if (!arrived) throw new Stale();
  return { report, late: arrived.late };
}
