import { getLocale, getTranslations } from "next-intl/server";
import { formatDeadline } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { Badge, type Tone } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { TextLink } from "#ui/link.tsx";
import type { MyReport } from "../queries.ts";

const TONE: Partial<Record<MyReport["status"], Tone>> = { RETURNED: "bad", SIGNED: "good", DRAFT: "info" };

/** A school's reports that want something of it: the next deadline first, the one thing to do beside each. */
export async function ReportList({ reports, actor }: { reports: MyReport[]; actor: Actor }) {
  const [t, label, locale] = await Promise.all([
    getTranslations("home.reports"),
    getTranslations("label"),
    getLocale(),
  ]);
  const title = (report: MyReport) => (locale === "en" ? report.titleEn : report.titleZh);
  const now = Date.now();
  const next = (report: MyReport) => {
    if (report.status === "SIGNED") return can(actor, "report.submit") ? "submit" : "open";
    if (report.status === "RETURNED") return "correct";
    if (report.status === "DRAFT") return can(actor, "report.sign") ? "check" : "continue";
    return can(actor, "report.sign") ? "open" : "start";
  };
  return (
    <DataTable
      caption={t("title")}
      empty={null}
      rows={reports}
      rowKey={(report) => report.id}
      columns={[
        {
          id: "title",
          header: t("report"),
          cell: (report) => <TextLink href={`/reports/${report.id}`}>{title(report)}</TextLink>,
        },
        {
          id: "status",
          header: t("status"),
          cell: (report) => (
            <Badge tone={TONE[report.status] ?? "neutral"}>{label(`reportStatus.${report.status}`)}</Badge>
          ),
        },
        {
          id: "due",
          header: t("due"),
          cell: (report) => (
            <span className={report.dueAt.getTime() <= now ? "text-bad" : undefined}>
              {formatDeadline(report.dueAt, actor.tenant.timeZone, locale)}
              {report.dueAt.getTime() <= now && ` · ${t("overdue")}`}
            </span>
          ),
        },
        {
          id: "next",
          header: t("next"),
          cell: (report) => (
            <LinkButton href={`/reports/${report.id}`} variant={report === reports[0] ? "primary" : "secondary"}>
              {t(`steps.${next(report)}`)}
            </LinkButton>
          ),
        },
      ]}
    />
  );
}
