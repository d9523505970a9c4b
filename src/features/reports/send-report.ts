import type { Actor, Db } from "#server/db.ts";
import type { Context } from "#server/perform.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { canSubmit, evaluate } from "./form/evaluate.ts";
import { fillingSeconds } from "./form/filling-time.ts";
import { figuresOf, type HeldReport, holdFor, isClosedTo, revisionOf, valuesOf } from "./lock-report.ts";

type Asked = { assignmentId: string; _version: number };

/** Whoever signs with the same press. */
type Signs = { selfSigned: boolean };

/**
 * A held report that may be signed with the figures as seen: no error fails, every warning has its reason, and whoever
 * typed figures signs only where the city lets one person do both.
 */
export async function holdToSign(
  db: Db,
  actor: Actor,
  input: Asked & { revision: number },
): Promise<{ report: HeldReport; signs: Signs }> {
  const report = await holdFor(db, "sign", input);
  if (isClosedTo(report)) throw new Refusal("reports.refused.closed");
  const selfSigned = report.filledByIds.includes(actor.personId);
  if (selfSigned && !actor.tenant.fillerMaySign) throw new Refusal("reports.refused.ownFigures");
  const { definition, cells } = await figuresOf(db, report);
  if (revisionOf(cells.values()) !== input.revision) throw new Stale("reports.refused.revision");
  const findings = evaluate(definition, valuesOf(cells.values()), report.context);
  const { errors, unexplained } = canSubmit(findings, findings.length > 0 ? await reasonsIn(db, report) : {});
  if (errors.length > 0) throw new Refusal("reports.refused.errors", { count: errors.length });
  if (unexplained.length > 0) throw new Refusal("reports.refused.unexplained", { count: unexplained.length });
  return { report, signs: { selfSigned } };
}

/** Signs a report that may be signed, and leaves it with the school. */
export async function signHeld(
  db: Db,
  actor: Actor,
  { report, signs }: { report: HeldReport; signs: Signs },
  waited: Context["waited"],
): Promise<void> {
  const signed = await db.$executeRaw`
    with signed as (
      update "Submission" set "signedById" = ${actor.personId}::uuid, "signedByName" = ${actor.name}, "selfSigned" = ${signs.selfSigned},
             "signedAt" = ${new Date(Date.now() - waited().read)}::timestamptz
       where id = ${report.submissionId}::uuid)
    update "Assignment" set status = 'SIGNED', version = version + 1
     where id = ${report.id}::uuid and version = ${report.version}`;
  mustChange(signed);
}

async function reasonsIn(db: Db, { submissionId }: HeldReport): Promise<Record<string, string>> {
  const rows = await db.explanation.findMany({ where: { submissionId }, select: { finding: true, reason: true } });
  return Object.fromEntries(rows.map(({ finding, reason }) => [finding, reason]));
}

/** How long this version took to fill in, by the trail of its saves, and how many of its figures came pasted. */
async function measureFilling(db: Db, report: HeldReport): Promise<{ seconds: number | null; pasted: number }> {
  const [found] = await db.$queryRaw<{ saves: { personId: string; at: string }[]; pasted: number }[]>`
    select (select coalesce(jsonb_agg(jsonb_build_object('personId', "personId", 'at', at)), '[]') from "AuditEvent"
             where "subjectType" = 'Assignment' and "subjectId" = ${report.id} and capability = 'report.fill'
               and detail -> 'number' = to_jsonb(${report.current}::int) and detail ? 'saved' and "personId" is not null) as saves,
           (select count(*)::int from "CellValue"
             where "submissionId" = ${report.submissionId}::uuid and provenance = 'PASTED') as pasted`;
  const { saves = [], pasted = 0 } = found ?? {};
  const seconds = fillingSeconds(saves.map(({ personId, at }) => ({ personId, at: new Date(at) })));
  return { seconds: seconds ?? null, pasted };
}

/**
 * When a version arrived, and whether the report is late, which its first version decides. `readAt` lies after `at` where
 * it counts as come earlier, in doubt in favour of the school.
 */
export type Arrived = { at: Date; late: boolean; readAt: Date };

/**
 * Sends a held report that is signed, or that is signed with the same press. When it arrived at the application, and
 * whether that is late, is decided by the database's clock in the one statement that records it, less what it `waited`
 * for its turn, in doubt in favour of the school; the first arrival decides for the school, so that a return makes nobody late.
 */
export async function submitHeld(
  db: Db,
  actor: Actor,
  report: HeldReport,
  waited: Context["waited"],
  signs?: Signs,
): Promise<Arrived> {
  if (isClosedTo(report)) throw new Refusal("reports.refused.closed");
  const { seconds, pasted } = await measureFilling(db, report);
  const [signer, selfSigned] = signs ? [actor.personId, signs.selfSigned] : [null, null];
  const { read, earliest } = waited();
  const sent = await db.$queryRaw<Arrived[]>`
    with arrived as materialized (select at, late, "readAt" from arrival(${report.id}::uuid,
      make_interval(secs => ${read / 1000}::float8), make_interval(secs => ${earliest / 1000}::float8))),
    submitted as (
      update "Submission" s set "submittedByName" = ${actor.name}, "submittedAt" = arrived.at, late = arrived.late,
             "fillSeconds" = ${seconds}::int, "pastedCells" = ${pasted}::int,
             "signedById" = coalesce(${signer}::uuid, s."signedById"), "selfSigned" = coalesce(${selfSigned}::boolean, s."selfSigned"),
             "signedByName" = case when ${signer}::uuid is null then s."signedByName" else ${actor.name} end,
             "signedAt" = case when ${signer}::uuid is null then s."signedAt" else arrived.at end
        from arrived where s.id = ${report.submissionId}::uuid)
    update "Assignment" a set status = 'SUBMITTED', version = a.version + 1,
           "submittedAt" = coalesce(a."submittedAt", arrived.at),
           late = case when a."submittedAt" is null then arrived.late else a.late end
      from arrived where a.id = ${report.id}::uuid and a.version = ${report.version}
    returning arrived.at, a.late, arrived."readAt"`;
  const [arrived] = sent;
  if (!arrived) throw new Stale();
  return arrived;
}
