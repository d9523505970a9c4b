import type { Db } from "#server/db.ts";
import { cityJob } from "#server/jobs.ts";
import { noticesOfJob } from "./about-jobs.ts";
import { noticesOfOffers } from "./about-offers.ts";
import { noticesOfAsk, noticesOfCampaign, noticesOfReports } from "./about-reports.ts";
import { noticesOfRequest } from "./about-requests.ts";
import { Event, NOTIFY } from "./event.ts";
import { mailJob, mailKey } from "./mail-job.ts";
import { type Notice, tell } from "./tell.ts";

/** Tells those concerned what has happened. */
export const notifyJob = cityJob(NOTIFY, { input: Event, queue: "brief" }, async (event, { db, job }) => {
  const notices = (await noticesOf(db, event, job.id)).filter(({ personId }) => personId !== event.by);
  const { count, atOnce } = await tell(db, notices);
  const jobs = atOnce ? [mailJob.ask({}, { key: mailKey(new Date()) })] : [];
  return { result: { message: "jobs.result.told", values: { count } }, jobs };
});

function noticesOf(db: Db, event: Event, jobId: string): Promise<Notice[]> {
  if (event.event === "job.ended") return noticesOfJob(db, event);
  if (event.event === "role.offered") return noticesOfOffers(db, event, jobId);
  if (event.event === "request.filed" || event.event === "request.decided") return noticesOfRequest(db, event, jobId);
  if (event.event.startsWith("campaign.")) return noticesOfCampaign(db, event, jobId);
  if (event.event === "extension.asked") return noticesOfAsk(db, event, jobId);
  return noticesOfReports(db, event, jobId);
}
