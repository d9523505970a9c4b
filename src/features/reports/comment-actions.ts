"use server";

import { notice } from "#features/notifications/event.ts";
import { action } from "#server/action.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { about } from "./about-report.ts";
import { holdToComment, signature } from "./judge-report.ts";
import { holdFor } from "./lock-report.ts";
import { AnswerInput, CommentInput, ResolveInput } from "./schema.ts";

export const commentCell = action(
  "report.comment",
  CommentInput,
  async ({ assignmentId, cell, text }, { db, actor }) => {
    const report = await holdToComment(db, actor, assignmentId);
    const { submissionId, schoolId } = report;
    const { role } = signature(actor);
    if (!role) throw new Refusal("error.notAllowed");
    await db.cellComment.createMany({
      data: { submissionId, schoolId, cell, text, authorName: actor.name, authorRole: role },
    });
    const jobs = notice("report.commented", actor, { ids: [report.id] });
    return about(report, { detail: { cell }, message: "reports.done.commented", jobs });
  },
  { once: true },
);

export const resolveComment = action(
  "report.comment",
  ResolveInput,
  async ({ assignmentId, commentId }, { db, actor }) => {
    const report = await holdToComment(db, actor, assignmentId);
    const { count } = await db.cellComment.updateMany({
      where: { id: commentId, submission: { assignmentId }, resolvedAt: null },
      data: { resolvedAt: new Date() },
    });
    mustChange(count);
    return about(report, { detail: { changed: "resolved", commentId }, message: "reports.done.resolved" });
  },
);

/** The school answers a remark on its last version while it corrects the next one. */
export const answerComment = action("report.answer", AnswerInput, async (input, { db, actor }) => {
  const report = await holdFor(db, "fill", input);
  const { commentId: id, assignmentId, answer } = input;
  const { count } = await db.cellComment.updateMany({
    where: { id, submission: { assignmentId }, resolvedAt: null },
    data: answer
      ? { answer, answeredBy: actor.name, answeredAt: new Date() }
      : { answer: "", answeredBy: "", answeredAt: null },
  });
  mustChange(count);
  return about(report, {
    detail: { commentId: id },
    message: answer ? "reports.done.answered" : "reports.done.answerTaken",
  });
});
