"use server";

import { notice } from "#features/notifications/event.ts";
import { addressOf, href } from "#lib/list-params.ts";
import { action } from "#server/action.ts";
import type { Context, Done } from "#server/perform.ts";
import { can } from "#server/policy.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { about } from "./about-report.ts";
import { attach, takeOut } from "./attachments.ts";
import { deadlinesOf } from "./campaign-scope.ts";
import { closeHeld, extendHeld } from "./change-campaign.ts";
import { exportJob } from "./export-job.ts";
import { acceptHeld, move, sendBack } from "./judge-report.ts";
import { type HeldReport, holdFor } from "./lock-report.ts";
import { openWith } from "./open-campaign.ts";
import { changedBeside, holdToWrite } from "./save-cells.ts";
import {
  AcceptInput,
  AssignmentList,
  AttachInput,
  CampaignInput,
  CloseInput,
  ExplainInput,
  ExportInput,
  ExtendInput,
  ReasonInput,
  RemindInput,
  RemoveFileInput,
  SignInput,
  StepInput,
  type Together,
  TogetherInput,
  WaiveInput,
} from "./schema.ts";
import { type Arrived, holdToSign, signHeld, submitHeld } from "./send-report.ts";
import { moveTogether } from "./together.ts";
import { waive } from "./waive.ts";

const submitted = (report: HeldReport, { at, late, readAt }: Arrived): Done =>
  about(report, {
    detail: { late, ...(readAt > at && { earlier: Math.ceil((readAt.getTime() - at.getTime()) / 1000) }) },
    answer: { at: at.toISOString(), late },
    message: late ? "reports.done.submittedLate" : "reports.done.submitted",
  });

export const signReport = action(
  "report.sign",
  SignInput,
  async (input, { db, actor, waited }) => {
    const held = await holdToSign(db, actor, input);
    await signHeld(db, actor, held, waited);
    return about(held.report, { message: "reports.done.signed" });
  },
  { once: true },
);

export const submitReport = action(
  "report.submit",
  StepInput,
  async (input, { db, actor, waited }) => {
    const report = await holdFor(db, "submit", input);
    return submitted(report, await submitHeld(db, actor, report, waited));
  },
  { once: true, receipt: true },
);

/** One press, two deeds on record: the head signs, and the report is sent. */
export const signAndSubmit = action(
  "report.submit",
  SignInput,
  async (input, { db, actor, waited }) => {
    if (!can(actor, "report.sign")) throw new Refusal("error.notAllowed");
    const { report, signs } = await holdToSign(db, actor, input);
    const after = { capability: "report.sign", detail: { number: report.current } } as const;
    return { ...submitted(report, await submitHeld(db, actor, report, waited, signs)), after };
  },
  { once: true, receipt: true },
);

export const returnReport = action("report.return", ReasonInput, async (input, { db, actor }) => {
  const { reason } = input;
  const report = await sendBack(db, actor, "return", input);
  const jobs = notice("report.returned", actor, { ids: [report.id], note: reason });
  return about(report, { reason, message: "reports.done.returned", jobs });
});

export const reopenReport = action("report.reopen", ReasonInput, async (input, { db, actor }) => {
  const { reason } = input;
  const report = await sendBack(db, actor, "reopen", input);
  const jobs = notice("report.reopened", actor, { ids: [report.id], note: reason });
  return about(report, { reason, message: "reports.done.reopened", jobs });
});

export const acceptAtDistrict = action("report.acceptDistrict", StepInput, async (input, { db }) =>
  about(await move(db, "acceptDistrict", input), { message: "reports.done.acceptedByDistrict" }),
);

export const acceptReport = action("report.accept", AcceptInput, async (input, { db, actor }) => {
  const report = await acceptHeld(db, input);
  const jobs = notice("report.accepted", actor, { ids: [report.id] });
  return about(report, { reason: input.reason ?? "", message: "reports.done.accepted", jobs });
});

export const lockReport = action("report.lock", StepInput, async (input, { db }) =>
  about(await move(db, "lock", input), { message: "reports.done.locked" }),
);

export const explainFinding = action("report.explain", ExplainInput, async (input, { db, actor }) => {
  const report = await holdToWrite(db, input);
  const { submissionId, schoolId } = report;
  const { finding, reason } = input;
  if (reason === null) {
    await db.explanation.deleteMany({ where: { submissionId, finding } });
  } else {
    await db.$executeRaw`
      insert into "Explanation" ("submissionId", finding, "schoolId", reason, "authorName")
      values (${submissionId}::uuid, ${finding}, ${schoolId}::uuid, ${reason}, ${actor.name})
      on conflict ("tenantId", "submissionId", finding) do update set
        reason = excluded.reason, "authorName" = excluded."authorName", "updatedAt" = clock_timestamp()`;
  }
  const unsigned = await changedBeside(db, report);
  const detail = { ...(reason === null && { changed: "takenBack" }), finding, ...(unsigned && { unsigned }) };
  return about(report, { reason: reason ?? "", detail, message: "reports.done.explained" });
});

/** Has a whole collection made into one workbook; the page shows how it goes and where it is. */
export const exportCampaign = action(
  "rollUp.export",
  ExportInput,
  async (input, { db }) => {
    const { campaignId } = input;
    if ((await db.assignment.count({ where: { campaignId } })) === 0) throw new Stale(); // asks nobody in reach
    return {
      subject: ["Campaign", campaignId],
      detail: { changed: "asked" },
      message: "reports.export.asked",
      jobs: [exportJob.ask(input, { subject: ["Campaign", campaignId] })],
    };
  },
  { once: true },
);

/** Adds a file, such as a scan of the sheet with the school's seal. */
export const attachFile = action(
  "report.fill",
  AttachInput,
  async (input, { db, actor, form }) => {
    const { report, file, unsigned } = await attach(db, actor, input, form.get("file"));
    const detail = { changed: "attached", file, ...(unsigned && { unsigned }) };
    return about(report, { detail, message: unsigned ? "files.done.addedUnsigned" : "files.done.added" });
  },
  { once: true },
);

export const removeFile = action("report.fill", RemoveFileInput, async (input, { db }) => {
  const { report, file, unsigned } = await takeOut(db, input);
  const detail = { changed: "removed", file, ...(unsigned && { unsigned }) };
  return about(report, { detail, message: unsigned ? "files.done.removedUnsigned" : "files.done.removed" });
});

function mustLieAhead(dueAt: Date): void {
  if (dueAt <= new Date()) throw new Refusal("campaigns.error.past", {}, "dueDate");
}

export const openCampaign = action(
  "campaign.open",
  CampaignInput,
  async (input, { db, actor }) => {
    mustLieAhead(deadlinesOf(input, actor.tenant.timeZone).dueAt);
    const { id, schools } = await openWith(db, actor, input);
    return {
      subject: ["Campaign", id],
      detail: { schools },
      goTo: `/reports/campaigns/${id}`,
      message: "campaigns.done.opened",
      jobs: notice("campaign.opened", actor, { ids: [id] }),
    };
  },
  { once: true, timeout: 120_000 },
);

/** The section's head lets a campaign ask for what is held already; whoever opens it takes the waiver up. */
export const waiveHeld = action(
  "campaign.waive",
  WaiveInput,
  async (input, { db, actor }) => {
    const { id, cells } = await waive(db, actor, input);
    return { subject: ["Waiver", id], reason: input.reason, detail: { cells }, message: "campaigns.done.waived" };
  },
  { once: true },
);

export const extendDeadline = action("campaign.extend", ExtendInput, async (input, { db, actor }) => ({
  subject: ["Campaign", input.campaignId],
  reason: input.reason,
  detail: await extendHeld(db, actor, input),
  message: "campaigns.done.extended",
  jobs: notice("campaign.extended", actor, { ids: [input.campaignId] }),
}));

export const closeCampaign = action("campaign.close", CloseInput, async (input, { db }) => {
  await closeHeld(db, input);
  return { subject: ["Campaign", input.campaignId], reason: input.reason, message: "campaigns.done.closed" };
});

/** Reminds every school that has not sent anything, at most once a day. */
export const remindSchools = action(
  "campaign.remind",
  RemindInput,
  async ({ campaignId }, { db, actor }) => {
    const campaign = await db.campaign.findFirst({
      where: { id: campaignId, status: "OPEN" },
      select: { _count: { select: { assignments: { where: { submittedAt: null } } } } },
    });
    if (!campaign) throw new Stale("campaigns.refused.notOpen");
    const schools = campaign._count.assignments;
    if (schools === 0) throw new Refusal("campaigns.refused.nobodyMissing");
    const jobs = notice("campaign.remind", actor, { ids: [campaignId], key: `${campaignId} ${actor.today}` });
    const already = await db.job.count({ where: { OR: jobs.map(({ kind, key }) => ({ kind, key })) } });
    if (already > 0) throw new Refusal("campaigns.refused.remindedToday");
    return { subject: ["Campaign", campaignId], detail: { schools }, message: "campaigns.done.reminded", jobs };
  },
  { once: true },
);

async function together(step: Together, input: TogetherInput, { db, actor }: Context): Promise<Done> {
  const { campaignId, state } = input;
  const list = AssignmentList.parse(addressOf(new URLSearchParams(state)));
  return {
    subject: ["Campaign", campaignId],
    detail: { reports: await moveTogether(db, actor, step, input) },
    goTo: href(`/reports/campaigns/${campaignId}`, list, {}, AssignmentList.defaults),
    message: `campaigns.done.${step}`,
    jobs: step === "accept" ? notice("report.accepted", actor, { ids: input.row.map(({ id }) => id) }) : [],
  };
}

const MANY = { once: true, timeout: 120_000 };

export const acceptReportsAtDistrict = action(
  "report.acceptDistrict",
  TogetherInput,
  async (input, context) => together("acceptDistrict", input, context),
  MANY,
);

export const acceptReports = action(
  "report.accept",
  TogetherInput,
  async (input, context) => together("accept", input, context),
  MANY,
);

export const lockReports = action(
  "report.lock",
  TogetherInput,
  async (input, context) => together("lock", input, context),
  MANY,
);
