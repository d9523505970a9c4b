import { useLocale, useTranslations } from "next-intl";
import { JobCard } from "#features/jobs/components/job-card.tsx";
import { isOpen, type JobRow } from "#features/jobs/queries.ts";
import { exportCampaign } from "#features/reports/actions.ts";
import { EXPORT_DAYS, Exported } from "#features/reports/export-job.ts";
import type { RollUpKind } from "#features/reports/lifecycle.ts";
import { formatBytes } from "#lib/byte-size.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { LinkButton } from "#ui/button.tsx";
import { Form } from "#ui/form.tsx";
import { Section } from "#ui/section.tsx";

/** A whole collection as one workbook, made behind the page. */
export function CampaignExport({
  campaignId,
  kind,
  job,
  mayStop,
  timeZone,
}: {
  campaignId: string;
  kind: RollUpKind;
  job: JobRow | null;
  mayStop: boolean;
  timeZone: string;
}) {
  const t = useTranslations("reports.export");
  const locale = useLocale();
  if (job && isOpen(job)) return <JobCard job={job} title={t("working")} failed={t("failed")} mayStop={mayStop} />;
  const made = job?.status === "DONE" ? Exported.safeParse(job.result?.values).data : undefined;
  const at = job?.finishedAt ?? null;
  return (
    <Section title={t("title")}>
      <div className="space-y-4">
        <p className="max-w-[75ch] text-muted">{t("lead", { days: EXPORT_DAYS })}</p>
        {job && !made && <JobCard job={job} title={t("working")} failed={t("failed")} mayStop={mayStop} />}
        {job && made && at && (
          <div className="flex flex-wrap items-center gap-3">
            <LinkButton href={`/files/exports/${job.id}`} icon="download" download="">
              {made.file}
            </LinkButton>
            <span className="text-muted">
              {t("made", { size: formatBytes(made.bytes, locale), at: formatDateTime(at, timeZone, locale) })}
            </span>
          </div>
        )}
        <Form
          action={exportCampaign}
          submit={t(made ? "again" : "make")}
          submitVariant="secondary"
          fields={{ campaignId, kind, locale }}
          label={t("title")}
          saidByPage
        />
      </div>
    </Section>
  );
}
