import { useLocale, useTranslations } from "next-intl";
import type { ReportStatus } from "#generated/prisma/enums.ts";
import { later } from "#lib/later.ts";
import { named } from "#lib/named.ts";
import { formatDateTime, formatDeadline } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { Badge, type Tone } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import type { schoolReports } from "../find-school.ts";

type Report = Awaited<ReturnType<typeof schoolReports>>[number];

const TONE: Partial<Record<ReportStatus, Tone>> = {
  RETURNED: "warn",
  ACCEPTED: "good",
  LOCKED: "good",
  SUBMITTED: "info",
  DISTRICT_ACCEPTED: "info",
};

/** What has been asked of a school, and how it answered. */
export function SchoolReportsTab({ actor, reports }: { actor: Actor; reports: Report[] }) {
  const t = useTranslations("schools.report");
  const page = useTranslations("schools.page");
  const label = useTranslations("label.reportStatus");
  const locale = useLocale();
  const zone = actor.tenant.timeZone;
  return (
    <DataTable
      caption={page("reports")}
      rows={reports}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/reports/${id}`}
      columns={[
        {
          id: "title",
          header: t("title"),
          cell: ({ campaign }) => named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale),
        },
        {
          id: "due",
          header: t("due"),
          nowrap: true,
          cell: ({ campaign, extendedTo }) => formatDeadline(later(campaign.dueAt, extendedTo), zone, locale),
        },
        {
          id: "status",
          header: t("status"),
          cell: ({ status }) => <Badge tone={TONE[status] ?? "neutral"}>{label(status)}</Badge>,
        },
        {
          id: "submitted",
          header: t("submitted"),
          nowrap: true,
          cell: ({ submittedAt }) => (submittedAt ? formatDateTime(submittedAt, zone, locale) : "—"),
        },
        {
          id: "late",
          header: t("late"),
          cell: ({ late, submittedAt }) =>
            late ? <Badge tone="warn">{t("late")}</Badge> : submittedAt ? t("onTime") : "—",
        },
      ]}
      empty={<Empty title={t("none")} icon="report" />}
    />
  );
}
