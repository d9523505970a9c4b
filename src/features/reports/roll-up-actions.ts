"use server";

import { action } from "#server/action.ts";
import { addLine, withdrawLine } from "./adjust.ts";
import { AdjustInput, WithdrawInput } from "./schema.ts";

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
