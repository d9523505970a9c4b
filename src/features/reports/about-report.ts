import type { Done } from "#server/perform.ts";
import type { HeldReport } from "./lock-report.ts";

/** What a change of a held report says of itself: its subject, its school and which version it was. */
export function about(report: HeldReport, more: Omit<Done, "subject" | "schoolId"> = {}): Done {
  return {
    subject: ["Assignment", report.id],
    schoolId: report.schoolId,
    ...more,
    detail: { number: report.current, ...more.detail },
  };
}
