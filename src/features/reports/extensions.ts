import type { CampaignStatus, ReportStatus } from "#generated/prisma/enums.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Actor, Db } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { extensionLife } from "./lifecycle.ts";
import { type HeldReport, holdReport } from "./lock-report.ts";

type Until = { untilDate: string; untilTime: string };
type Asked = { assignmentId: string };

/** Whether more time still helps: the campaign takes reports, and this one has never arrived. */
export const canWait = (report: { campaignStatus: CampaignStatus; submittedAt: Date | null }): boolean =>
  report.campaignStatus === "OPEN" && report.submittedAt === null;

/** The school's head asks for more time, once at a time. */
export async function askTime(db: Db, actor: Actor, input: Asked & Until & { reason: string }): Promise<HeldReport> {
  const report = await holdToWait(db, input);
  const until = laterThanDue(report, input, actor);
  if (await openAsk(db, report.id)) throw new Stale("extensions.error.asked");
  const { id: assignmentId, schoolId } = report;
  const { reason } = input;
  await db.extension.createMany({
    data: { assignmentId, schoolId, status: "ASKED", until, reason, askedByName: actor.name },
  });
  return report;
}

export async function withdrawTime(db: Db, input: Asked): Promise<HeldReport> {
  const report = await holdReport(db, input.assignmentId);
  await decide(db, report, "withdraw", { decidedAt: new Date() });
  return report;
}

/**
 * Gives a school more time, as it asked or another instant, or unasked and with a reason.
 * @returns the deadlines before and after, for the trail
 */
export async function giveTime(
  db: Db,
  actor: Actor,
  input: Asked & Until & { reason: string | null },
): Promise<{ report: HeldReport; from: string; to: string }> {
  const report = await holdToWait(db, input);
  const until = laterThanDue(report, input, actor);
  const answer = input.reason ?? "";
  const decided = { until, answer, decidedByName: actor.name, decidedAt: new Date() };
  if (await openAsk(db, report.id)) {
    await decide(db, report, "grant", decided);
  } else {
    if (!answer) throw new Refusal("extensions.error.unasked", {}, "reason");
    const { id: assignmentId, schoolId } = report;
    await db.extension.createMany({ data: { assignmentId, schoolId, status: "GRANTED", ...decided } });
  }
  const { count } = await db.assignment.updateMany({
    where: { id: report.id, version: report.version },
    data: { extendedTo: until, version: { increment: 1 } },
  });
  mustChange(count);
  return { report, from: report.dueAt.toISOString(), to: until.toISOString() };
}

export async function refuseTime(db: Db, actor: Actor, input: Asked & { reason: string }): Promise<HeldReport> {
  const report = await holdReport(db, input.assignmentId);
  await decide(db, report, "refuse", { answer: input.reason, decidedByName: actor.name, decidedAt: new Date() });
  return report;
}

async function holdToWait(db: Db, { assignmentId }: Asked): Promise<HeldReport> {
  const report = await holdReport(db, assignmentId);
  if (!canWait(report)) throw new Stale("extensions.error.arrived");
  return report;
}

function laterThanDue({ dueAt }: HeldReport, { untilDate, untilTime }: Until, actor: Actor): Date {
  const until = instantAt(untilDate as PlainDate, untilTime, actor.tenant.timeZone);
  if (until <= dueAt) throw new Refusal("campaigns.error.notLater", {}, "untilDate");
  if (until <= new Date()) throw new Refusal("extensions.error.past", {}, "untilDate");
  return until;
}

const openAsk = (db: Db, assignmentId: string) => db.extension.count({ where: { assignmentId, status: "ASKED" } });

async function decide(
  db: Db,
  { id: assignmentId }: HeldReport,
  step: keyof typeof extensionLife.steps,
  decided: { until?: Date; answer?: string; decidedByName?: string; decidedAt: Date },
): Promise<void> {
  const { count } = await db.extension.updateMany({
    where: { assignmentId, status: { in: [...extensionLife.steps[step].from] } },
    data: { status: extensionLife.next(step), ...decided },
  });
  mustChange(count);
}

/** What a school asked and was given, oldest first. */
export function listExtensions(db: Db, assignmentId: string) {
  return db.extension.findMany({
    where: { assignmentId, status: { not: "WITHDRAWN" } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      status: true,
      until: true,
      reason: true,
      askedByName: true,
      createdAt: true,
      answer: true,
      decidedByName: true,
      decidedAt: true,
    },
  });
}
export type ExtensionOfReport = Awaited<ReturnType<typeof listExtensions>>[number];

type Standing = {
  assignment: { submittedAt: Date | null; status: ReportStatus };
  campaign: { status: CampaignStatus };
  extensions: readonly ExtensionOfReport[];
};

/** What this person may do about more time for a school now. */
export function whatMayWait(actor: Actor, { assignment, campaign, extensions }: Standing) {
  const waits = canWait({ campaignStatus: campaign.status, submittedAt: assignment.submittedAt });
  const asked = extensions.some(({ status }) => status === "ASKED");
  return {
    askTime: waits && !asked && can(actor, "extension.ask"),
    withdrawTime: asked && can(actor, "extension.withdraw"),
    giveTime: waits && can(actor, "extension.grant"),
    refuseTime: asked && can(actor, "extension.refuse"),
  };
}
