import { applyJob } from "../../features/imports/apply-job.ts";
import { notice } from "../../features/notifications/event.ts";
import { mailJob } from "../../features/notifications/mail-job.ts";
import { nightlyJob } from "../../features/notifications/nightly-job.ts";
import { notifyJob } from "../../features/notifications/notify-job.ts";
import { remindersJob } from "../../features/notifications/reminders-job.ts";
import { exportJob } from "../../features/reports/export-job.ts";
import type { JobKind } from "../../server/jobs.ts";
import type { AllWork } from "../../server/run-job.ts";

const KINDS: readonly JobKind[] = [applyJob, exportJob, mailJob, nightlyJob, notifyJob, remindersJob];

/** Every kind of work there is. Whoever asked for some is told what came of it. */
export const allWork: AllWork = {
  kinds: new Map(KINDS.map((kind) => [kind.kind, kind])),
  ended: ({ id, attempts }) => notice("job.ended", null, { ids: [id], key: `${id} ${attempts}` }),
};
