import type { CampaignStatus, ExtensionStatus, ReportStatus } from "#generated/prisma/enums.ts";
import { lifecycle } from "#lib/lifecycle.ts";

/**
 * The life of a school's report. Every step is a capability `report.<step>`. Typing after signing voids the signature
 * (`fill`); a return and a reopening keep the version that was sent and start the next one.
 */
export const reportLife = lifecycle<ReportStatus>()({
  fill: { from: ["ASSIGNED", "DRAFT", "SIGNED", "RETURNED"], to: "DRAFT" },
  sign: { from: ["DRAFT", "RETURNED"], to: "SIGNED" },
  submit: { from: ["SIGNED"], to: "SUBMITTED" },
  acceptDistrict: { from: ["SUBMITTED"], to: "DISTRICT_ACCEPTED" },
  return: { from: ["SUBMITTED", "DISTRICT_ACCEPTED"], to: "RETURNED" },
  accept: { from: ["DISTRICT_ACCEPTED", "SUBMITTED"], to: "ACCEPTED" },
  lock: { from: ["ACCEPTED"], to: "LOCKED" },
  reopen: { from: ["ACCEPTED", "LOCKED"], to: "RETURNED" },
});
export type ReportStep = keyof typeof reportLife.steps;

export const campaignLife = lifecycle<CampaignStatus>()({
  extend: { from: ["OPEN"], to: "OPEN" },
  close: { from: ["OPEN"], to: "CLOSED" },
});

/** More time for one school. The section may also give it unasked. */
export const extensionLife = lifecycle<ExtensionStatus>()({
  grant: { from: ["ASKED"], to: "GRANTED" },
  refuse: { from: ["ASKED"], to: "REFUSED" },
  withdraw: { from: ["ASKED"], to: "WITHDRAWN" },
});

/** Sent and not yet decided by the section: whoever judges it may comment on its cells. */
export const UNDER_REVIEW = ["SUBMITTED", "DISTRICT_ACCEPTED"] as const satisfies readonly ReportStatus[];
/** Sent: what a school has not sent is its own. */
export const SENT = [...UNDER_REVIEW, "ACCEPTED", "LOCKED"] as const satisfies readonly ReportStatus[];
/** Counted in the provisional roll-up, and in the final one. */
export const COUNTED = {
  provisional: ["ACCEPTED", "LOCKED"],
  final: ["LOCKED"],
} as const satisfies Record<string, readonly ReportStatus[]>;
export type RollUpKind = keyof typeof COUNTED;
