import { countColumn } from "#features/lists/count-column.tsx";
import { formatShare } from "#lib/decimal.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { formatDeadline } from "#lib/zoned-time.ts";
import { words } from "#server/words.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import type { Progress } from "./board.ts";
import { periodText } from "./components/period.ts";
import { CampaignStatusBadge } from "./components/report-status.tsx";
import type { CampaignRow } from "./queries.ts";
import { CAMPAIGN_COLUMNS } from "./schema.ts";

const COUNTS = [
  ["missing", "arrival"],
  ["late", "arrival"],
  ["returned", "standing"],
  ["district", "standing"],
  ["section", "standing"],
  ["accepted", "standing"],
  ["locked", "standing"],
] as const satisfies readonly (readonly [keyof Progress, string])[];

type Column = Omit<TableColumn<CampaignRow>, "id">;
type CountColumn = (typeof COUNTS)[number][0];

export const boardOf = (id: string, query: Record<string, string> = {}): string =>
  href(`/reports/campaigns/${id}`, query);

/** Campaigns and how far they are; every count opens the board on exactly those reports. */
export function campaignColumns(locale: Locale, timeZone: string): TableColumn<CampaignRow>[] {
  const t = words(locale);
  const deadline = (at: Date | null) => at && formatDeadline(at, timeZone, locale);
  const title = ({ titleEn, titleZh }: CampaignRow) => named({ nameEn: titleEn, nameZh: titleZh }, locale);
  const plain = (header: string, value: (row: CampaignRow) => string | null): Column => ({
    header,
    cell: value,
    file: value,
  });
  const counts = Object.fromEntries(
    COUNTS.map(([key, parameter]): [CountColumn, Column] => {
      const header = key === "missing" ? t("campaigns.list.missing") : t(`campaigns.progress.${key}`);
      const name = t(`campaigns.progress.${key}`);
      return [
        key,
        {
          header,
          kind: "number",
          ...countColumn(
            ({ progress }: CampaignRow) => progress[key],
            ({ id }) => ({ href: boardOf(id, { [parameter]: key }), name }),
            locale,
          ),
          file: ({ progress }) => progress[key],
        },
      ];
    }),
  ) as Record<CountColumn, Column>;
  const all: Record<(typeof CAMPAIGN_COLUMNS)[number], Column> = {
    title: {
      header: t("campaigns.list.campaign"),
      width: "22%",
      cell: title,
      below: (campaign) => [periodText(campaign, locale)],
      file: [
        { header: t("campaigns.list.campaign"), value: title, fileWidth: 40 },
        { header: t("campaigns.refersTo"), value: (campaign) => periodText(campaign, locale) },
      ],
    },
    due: {
      header: t("campaigns.due"),
      nowrap: true,
      cell: ({ dueAt, status }) => (
        <>
          <span className="block">{deadline(dueAt)}</span>
          <CampaignStatusBadge status={status} />
        </>
      ),
      file: [
        { header: t("campaigns.due"), value: ({ dueAt }) => deadline(dueAt) },
        { header: t("campaigns.status"), value: ({ status }) => t(`label.campaignStatus.${status}`) },
      ],
    },
    arrived: {
      header: t("campaigns.list.arrived"),
      numeric: true,
      nowrap: true,
      cell: ({ progress }) => formatShare(progress.onTime + progress.late, progress.expected, locale),
      file: [
        {
          header: t("campaigns.list.arrived"),
          value: ({ progress }) => progress.onTime + progress.late,
          kind: "number",
        },
        { header: t("campaigns.progress.expected"), value: ({ progress }) => progress.expected, kind: "number" },
      ],
    },
    ...counts,
    form: plain(t("campaigns.form"), ({ templateVersion }) => named(templateVersion.template, locale)),
    schoolYear: plain(t("campaigns.schoolYear"), ({ schoolYear }) => named(schoolYear, locale)),
    openedBy: plain(t("campaigns.openedBy"), ({ openedByName, openedAt }) =>
      t("campaigns.opened", { name: openedByName, at: formatDeadline(openedAt, timeZone, locale) }),
    ),
    grace: { ...plain(t("campaigns.grace"), ({ graceUntil }) => deadline(graceUntil)), nowrap: true },
  };
  return CAMPAIGN_COLUMNS.map((id) => ({ id, ...all[id] }));
}
