import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { formatDeadline } from "#lib/zoned-time.ts";
import { type Column, DataTable } from "#ui/data-table.tsx";
import type { Progress } from "../board.ts";
import type { CampaignRow } from "../queries.ts";
import { CountLink } from "./count-link.tsx";
import { periodText } from "./period.ts";
import { CampaignStatusBadge } from "./report-status.tsx";

const COUNTS = [
  ["missing", "arrival"],
  ["late", "arrival"],
  ["returned", "standing"],
  ["district", "standing"],
  ["section", "standing"],
  ["accepted", "standing"],
  ["locked", "standing"],
] as const satisfies readonly (readonly [keyof Progress, string])[];

/** Campaigns and how far they are; every count opens the board on exactly those reports. */
export function CampaignTable({
  campaigns,
  timeZone,
  empty,
}: {
  campaigns: CampaignRow[];
  timeZone: string;
  empty: React.ReactNode;
}) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  const board = (id: string, query = "") => `/reports/campaigns/${id}${query && `?${query}`}`;
  const columns: Column<CampaignRow>[] = [
    {
      id: "title",
      header: t("list.campaign"),
      width: "22%",
      cell: (campaign) => (
        <>
          {named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale)}
          <span className="block text-xs font-normal text-muted">{periodText(campaign, locale)}</span>
        </>
      ),
    },
    {
      id: "due",
      header: t("due"),
      nowrap: true,
      cell: ({ dueAt, status }) => (
        <>
          <span className="block">{formatDeadline(dueAt, timeZone, locale)}</span>
          <CampaignStatusBadge status={status} />
        </>
      ),
    },
    {
      id: "arrived",
      header: t("list.arrived"),
      numeric: true,
      nowrap: true,
      cell: ({ progress }) => formatShare(progress.onTime + progress.late, progress.expected, locale),
    },
    ...COUNTS.map(
      ([key, parameter]): Column<CampaignRow> => ({
        id: key,
        header: key === "missing" ? t("list.missing") : t(`progress.${key}`),
        numeric: true,
        cell: (campaign) => (
          <CountLink
            count={campaign.progress[key]}
            href={board(campaign.id, `${parameter}=${key}`)}
            name={t(`progress.${key}`)}
          />
        ),
      }),
    ),
  ];
  return (
    <DataTable
      caption={t("list.title")}
      columns={columns}
      rows={campaigns}
      rowKey={({ id }) => id}
      rowHref={({ id }) => board(id)}
      empty={empty}
    />
  );
}
