import { useLocale, useTranslations } from "next-intl";
import type { ReportStatus } from "#generated/prisma/enums.ts";
import { later } from "#lib/later.ts";
import { named } from "#lib/named.ts";
import { formatDeadline } from "#lib/zoned-time.ts";
import { Badge } from "#ui/badge.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Section } from "#ui/section.tsx";
import { shared } from "#ui/shared-cells.ts";
import type { MyReport } from "../queries.ts";
import { ReportStatusBadge } from "./report-status.tsx";

type Props = { reports: { due: MyReport[]; done: MyReport[] }; timeZone: string; now: Date };

/** A school's reports: what is due, next deadline first, and what has been sent. */
export function MyReports({ reports, timeZone, now }: Props) {
  const t = useTranslations("reports");
  const locale = useLocale();
  const badge = shared((status: ReportStatus) => <ReportStatusBadge status={status} />);
  const columns = (due: boolean): Column<MyReport>[] => [
    {
      id: "title",
      header: t("list.report"),
      width: "40%",
      cell: ({ campaign }) => named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale),
    },
    {
      id: "due",
      header: t("list.due"),
      nowrap: true,
      cell: ({ campaign, submittedAt, extendedTo }) => (
        <>
          {formatDeadline(later(campaign.dueAt, extendedTo), timeZone, locale)}
          {due && !submittedAt && later(campaign.dueAt, extendedTo) <= now && (
            <span className="ms-2">
              <Badge tone="bad">{t("list.overdue")}</Badge>
            </span>
          )}
        </>
      ),
    },
    { id: "status", header: t("list.status"), cell: ({ status }) => badge(status) },
    {
      id: "arrived",
      header: t("list.arrived"),
      nowrap: true,
      cell: ({ submittedAt, late, campaign }) => {
        if (!submittedAt) return campaign.status === "CLOSED" ? t("list.never") : t("list.notYet");
        const at = formatDeadline(submittedAt, timeZone, locale);
        return late ? t("list.lateAt", { at }) : at;
      },
    },
  ];
  const table = (rows: MyReport[], due: boolean) => (
    <DataTable
      caption={due ? t("list.toDo") : t("list.done")}
      columns={columns(due)}
      rows={rows}
      rowKey={({ id }) => id}
      rowHref={({ id }) => `/reports/${id}`}
      empty={<Empty title={due ? t("list.nothingDue") : t("list.nothingDone")} icon={due ? "good" : "inbox"} />}
    />
  );
  return (
    <>
      <Section title={t("list.toDo")}>{table(reports.due, true)}</Section>
      <Section title={t("list.done")}>{table(reports.done, false)}</Section>
    </>
  );
}
