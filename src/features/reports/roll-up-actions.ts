"use server";

import { action } from "#server/action.ts";
import { addLine, withdrawLine } from "./adjust.ts";
import { publishHeld } from "./publish.ts";
import { AdjustInput, PublishInput, WithdrawInput } from "./schema.ts";

/** Adds a line beside a school's figure in a roll-up, in one's own name. */
export const addAdjustment = action(
  "rollUp.adjust",
  AdjustInput,
  async (input, { db, actor }) => {
    const { report, amount } = await addLine(db, actor, input);
    return {
      subject: ["Assignment", report.id],
      schoolId: report.schoolId,
      reason: input.reason,
      detail: { number: report.current, cell: input.cell, amount },
      message: "rollUp.done.adjusted",
    };
  },
  { once: true },
);

export const withdrawAdjustment = action("rollUp.adjust", WithdrawInput, async (input, { db, actor }) => {
  const { cell, schoolId, submission } = await withdrawLine(db, actor, input);
  return {
    subject: ["Assignment", submission.assignmentId],
    schoolId,
    reason: input.reason,
    detail: { changed: "withdrawn", number: submission.number, cell },
    message: "rollUp.done.withdrawn",
  };
});

/** Publishes a roll-up as a snapshot that never changes; it supersedes the one before. */
export const publishRollUp = action(
  "rollUp.publish",
  PublishInput,
  async (input, { db, actor }) => {
    const { number, reported, expected } = await publishHeld(db, actor, input);
    return {
      subject: ["Campaign", input.campaignId],
      detail: { number, kind: input.kind, reported, expected },
      goTo: `/reports/campaigns/${input.campaignId}/published/${number}`,
      message: "rollUp.done.published",
    };
  },
  { once: true, timeout: 60_000 },
);
