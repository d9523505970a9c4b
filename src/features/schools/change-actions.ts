"use server";

import { notice } from "#features/notifications/event.ts";
import { action } from "#server/action.ts";
import type { Db } from "#server/db.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { approveChange, rejectChange, requestChange, withdrawChange } from "./change-requests.ts";
import { mustBeCurrent } from "./conflict.ts";
import { proposeMerger, proposeNewSchool, proposeSplit } from "./proposals.ts";
import { knownSpans } from "./record.ts";
import {
  ApproveInput,
  ChangeRequestInput,
  ClosureRequestInput,
  MergeInput,
  ProposalInput,
  RejectInput,
  SplitProposal,
  WithdrawInput,
} from "./schema.ts";
import { touched } from "./timeline.ts";

export const requestSchoolChange = action(
  "change.request",
  ChangeRequestInput,
  async ({ id, _version: version, effectiveOn, reason, ...input }, { db, actor }) => {
    const shown = (await knownSpans(db, [id])).get(id)?.at(-1)?.facts;
    if (!shown) throw new Refusal("error.notFound");
    await mustBeCurrent(db, actor, { id, version, typed: input, facts: shown });
    const facts = touched(shown, input);
    const { ids, applied } = await requestChange(db, actor, { schoolId: id, effectiveOn, facts, reason });
    const [goTo, message] =
      applied === ids.length
        ? [`/schools/${id}`, "changes.done.applied"]
        : [`/schools/changes?school=${id}`, applied > 0 ? "changes.done.partly" : "changes.done.sent"];
    return {
      subject: ["ChangeRequest", ids[0] ?? id],
      ...{ schoolId: id, reason, detail: { ids, applied }, goTo, message },
      jobs: notice("request.filed", actor, { ids, note: reason }),
    };
  },
  { once: true },
);

export const requestClosure = action(
  "change.request",
  ClosureRequestInput,
  async ({ id, _version: version, effectiveOn, reason }, { db, actor }) => {
    await mustBeSeen(db, id, version);
    const wanted = { schoolId: id, effectiveOn, facts: { status: "CLOSED" as const }, reason };
    const { ids } = await requestChange(db, actor, wanted, "CLOSE");
    return {
      subject: ["ChangeRequest", ids[0] ?? id],
      schoolId: id,
      reason,
      goTo: `/schools/changes?school=${id}`,
      message: "changes.done.closure",
      jobs: notice("request.filed", actor, { ids, note: reason }),
    };
  },
  { once: true },
);

export const requestNewSchool = action(
  "change.propose",
  ProposalInput,
  async ({ effectiveOn, reason, twin, ...wanted }, { db, actor }) => {
    const id = await proposeNewSchool(
      db,
      actor,
      { ...wanted, districtId: actor.districtId ?? "" },
      { effectiveOn, reason, twin },
    );
    return {
      subject: ["ChangeRequest", id],
      ...{ reason, goTo: `/schools/changes/${id}`, message: "changes.done.proposed" },
      jobs: notice("request.filed", actor, { ids: [id], note: reason }),
    };
  },
  { once: true },
);

export const requestMerger = action(
  "change.propose",
  MergeInput,
  async ({ _version: version, ...input }, { db, actor }) => {
    await mustBeSeen(db, input.id, version);
    const id = await proposeMerger(db, actor, input);
    return {
      subject: ["ChangeRequest", id],
      schoolId: input.id,
      reason: input.reason,
      goTo: `/schools/changes/${id}`,
      message: "changes.done.proposed",
      jobs: notice("request.filed", actor, { ids: [id], note: input.reason }),
    };
  },
  { once: true },
);

export const requestSplit = action(
  "change.propose",
  SplitProposal,
  async ({ id: schoolId, _version: version, effectiveOn, reason, closes, twin, ...successor }, { db, actor }) => {
    await mustBeSeen(db, schoolId, version);
    const id = await proposeSplit(db, actor, { id: schoolId, effectiveOn, reason, closes, twin, successor });
    return {
      subject: ["ChangeRequest", id],
      schoolId,
      reason,
      goTo: `/schools/changes/${id}`,
      message: "changes.done.proposed",
      jobs: notice("request.filed", actor, { ids: [id], note: reason }),
    };
  },
  { once: true },
);

export const approveRequest = action(
  "change.approve",
  ApproveInput,
  async ({ _version: version, ...input }, { db, actor }) => {
    const { schoolId } = await approveChange(db, actor, { ...input, version });
    return {
      subject: ["ChangeRequest", input.id],
      ...{ schoolId, reason: input.note ?? "", message: "changes.approved" },
      jobs: notice("request.decided", actor, { ids: [input.id], note: input.note }),
    };
  },
);

export const rejectRequest = action(
  "change.reject",
  RejectInput,
  async ({ _version: version, ...input }, { db, actor }) => {
    const { schoolId } = await rejectChange(db, actor, { ...input, version });
    return {
      subject: ["ChangeRequest", input.id],
      ...(schoolId && { schoolId }),
      reason: input.reason,
      message: "changes.rejected",
      jobs: notice("request.decided", actor, { ids: [input.id], note: input.reason }),
    };
  },
);

export const withdrawRequest = action(
  "change.withdraw",
  WithdrawInput,
  async ({ id, _version: version }, { db, actor }) => {
    const { schoolId } = await withdrawChange(db, actor, { id, version });
    return { subject: ["ChangeRequest", id], ...(schoolId && { schoolId }), message: "changes.withdrawn" };
  },
);

/** What is only asked for leaves the school as it is: here its version only says what the asker was looking at. */
async function mustBeSeen(db: Db, id: string, version: number): Promise<void> {
  mustChange(await db.school.count({ where: { id, version } }));
}
