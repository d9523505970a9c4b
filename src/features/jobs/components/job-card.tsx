import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { Form } from "#ui/form.tsx";
import { KeepFresh } from "#ui/keep-fresh.tsx";
import { Notice } from "#ui/notice.tsx";
import { Progress } from "#ui/progress.tsx";
import { Card } from "#ui/section.tsx";
import { stopJob } from "../actions.ts";
import { isOpen, type JobRow } from "../queries.ts";
import { outcomeOf } from "../words.ts";

/** How far a job is. */
export function JobProgress({ job }: { job: JobRow }) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  const { done, total, status, cancelAskedAt, attempts } = job;
  if (cancelAskedAt) return <Progress label={t("progress")} text={t("stopping")} />;
  if (status === "WAITING")
    return <Progress label={t("progress")} text={t(attempts > 0 ? "waitingAgain" : "waiting")} />;
  if (total === null) return <Progress label={t("progress")} text={t("working")} />;
  const text = t("ofTotal", { done: formatNumber(done, locale), total: formatNumber(total, locale) });
  return <Progress label={t("progress")} text={text} value={done} max={Math.max(total, 1)} />;
}

/**
 * A job on the page of the record that it is about: how far it is while it goes on, and why nothing came of it
 * where that is so. What it did, the record's own page shows.
 * @param title what is being done, such as 'The list is being applied'
 * @param failed what it means that it has failed, such as 'Nothing was applied'
 */
export function JobCard({
  job,
  title,
  failed,
  mayStop,
}: {
  job: JobRow;
  title: string;
  failed: string;
  mayStop: boolean;
}) {
  const t = useTranslations("jobs");
  const locale = useLocale();
  if (isOpen(job)) {
    return (
      <Card title={title}>
        <div className="max-w-3xl space-y-4" role="status">
          <JobProgress job={job} />
          <p className="text-muted">{t("mayLeave")}</p>
          {mayStop && !job.cancelAskedAt && <StopForm job={job} />}
          <KeepFresh />
        </div>
      </Card>
    );
  }
  if (job.status === "CANCELLED") return <Notice title={failed}>{t("wasStopped")}</Notice>;
  if (job.status === "FAILED") {
    return (
      <Notice tone="bad" title={failed}>
        {outcomeOf(job, locale)}
      </Notice>
    );
  }
  return null;
}

export function StopForm({ job }: { job: Pick<JobRow, "id"> }) {
  const t = useTranslations("jobs");
  return <Form action={stopJob} fields={{ jobId: job.id }} submit={t("stop")} submitVariant="secondary" saidByPage />;
}
