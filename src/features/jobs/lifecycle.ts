import type { JobStatus } from "#generated/prisma/enums.ts";
import { lifecycle } from "#lib/lifecycle.ts";

/** The life of a job. The worker takes its steps; people stop it, or ask for it again. */
export const jobLife = lifecycle<JobStatus>()({
  begin: { from: ["WAITING", "RUNNING"], to: "RUNNING" },
  retry: { from: ["RUNNING"], to: "WAITING" },
  finish: { from: ["RUNNING"], to: "DONE" },
  fail: { from: ["RUNNING"], to: "FAILED" },
  stop: { from: ["RUNNING"], to: "CANCELLED" },
  again: { from: ["FAILED", "CANCELLED"], to: "WAITING" },
});

/** States in which something is still to come of it. */
export const OPEN = ["WAITING", "RUNNING"] as const satisfies readonly JobStatus[];

/** Work that is not simply done again: where it failed, its own page is to be looked at first. */
const LOOKED_AT_FIRST: ReadonlySet<string> = new Set(["import.apply"]);

/** Whether people may have a job done once more. */
export function mayBeDoneAgain({ kind, status }: { kind: string; status: JobStatus }): boolean {
  return jobLife.can("again", status) && !LOOKED_AT_FIRST.has(kind);
}
