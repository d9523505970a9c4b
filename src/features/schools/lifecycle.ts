import type { SchoolStatus } from "#generated/prisma/enums.ts";
import { lifecycle } from "#lib/lifecycle.ts";
import type { Capability } from "#server/policy.ts";

/** The life of an institution in the register (`systems.md` 1.1). */
export const schoolLife = lifecycle<SchoolStatus>()({
  propose: { from: ["PROPOSED"], to: "PENDING_APPROVAL" },
  approve: { from: ["PENDING_APPROVAL"], to: "OPEN" },
  reject: { from: ["PROPOSED", "PENDING_APPROVAL"], to: "REJECTED" },
  proposeClosure: { from: ["OPEN"], to: "OPEN_PROPOSED_TO_CLOSE" },
  close: { from: ["OPEN_PROPOSED_TO_CLOSE"], to: "CLOSED" },
  keepOpen: { from: ["OPEN_PROPOSED_TO_CLOSE"], to: "OPEN" },
  reopen: { from: ["CLOSED"], to: "OPEN" },
  quarantine: { from: ["OPEN", "OPEN_PROPOSED_TO_CLOSE"], to: "QUARANTINED" },
  release: { from: ["QUARANTINED"], to: "OPEN" },
  markError: { from: ["PROPOSED", "PENDING_APPROVAL", "OPEN", "QUARANTINED"], to: "CREATED_IN_ERROR" },
});

export type SchoolStep = keyof typeof schoolLife.steps;

/** The right that a step needs. */
export const STEP_CAPABILITY = {
  propose: "school.propose",
  approve: "school.approve",
  reject: "school.reject",
  proposeClosure: "school.proposeClosure",
  close: "school.close",
  keepOpen: "school.proposeClosure",
  reopen: "school.reopen",
  quarantine: "school.quarantine",
  release: "school.quarantine",
  markError: "school.markError",
} as const satisfies Record<SchoolStep, Capability>;
