import type { ReportStatus } from "#generated/prisma/enums.ts";
import { later } from "#lib/later.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { dateInZone, formatDeadline, timeInZone } from "#lib/zoned-time.ts";
import type { Db } from "#server/db.ts";
import { words } from "#server/words.ts";
import { Badge } from "#ui/badge.tsx";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { Missing } from "#ui/figure.tsx";
import { shared } from "#ui/shared-cells.ts";
import { ReportStatusBadge } from "./components/report-status.tsx";
import type { AssignmentRow, CampaignView } from "./queries.ts";
import { type AssignmentList, BOARD_COLUMNS } from "./schema.ts";

export type BoardContext = {
  campaign: CampaignView;
  timeZone: string;
  now: Date;
  locale: Locale;
  /** Names by code, where that column is shown. */
  ownerships: ReadonlyMap<string, string>;
};

/** Names of the kinds of ownership, asked for only where the list shows them. */
export async function ownershipNames(db: Db, list: AssignmentList, locale: Locale): Promise<Map<string, string>> {
  if (!list.col.includes("ownership")) return new Map();
  const found = await db.ownership.findMany({ select: { code: true, nameEn: true, nameZh: true } });
  return new Map(found.map((ownership) => [ownership.code, named(ownership, locale)]));
}

type Column = Omit<TableColumn<AssignmentRow>, "id">;

/** The columns of a campaign's board, as the page and as a file show them. */
export function boardColumns({
  campaign,
  timeZone,
  now,
  locale,
  ownerships,
}: BoardContext): TableColumn<AssignmentRow>[] {
  const t = words(locale);
  const districts = new Map(campaign.districts.map((district) => [district.districtId, named(district, locale)]));
  const plain = (header: string, value: (row: AssignmentRow) => string | null): Column => ({
    header,
    cell: value,
    file: value,
  });
  const inGrace = (at: Date) => campaign.graceUntil !== null && at < campaign.graceUntil;
  const badge = shared((status: ReportStatus) => <ReportStatusBadge status={status} />);
  const notYet = <Missing reason={t("campaigns.progress.notYet")} shown />;
  const missing = <Badge tone="bad">{t("campaigns.progress.missing")}</Badge>;
  const awaited = (extendedTo: Date | null) => {
    const state = later(campaign.dueAt, extendedTo) > now ? notYet : missing;
    if (!extendedTo || extendedTo <= campaign.dueAt) return state;
    const until = formatDeadline(extendedTo, timeZone, locale);
    return (
      <>
        {state}
        <span className="block text-xs text-muted">{t("extensions.until", { until })}</span>
      </>
    );
  };
  const late = shared((grace: boolean) => (
    <span className="ms-2">
      <Badge tone="warn">{t(grace ? "campaigns.board.inGrace" : "campaigns.progress.late")}</Badge>
    </span>
  ));
  const arrived = ({ submittedAt, extendedTo, late: isLate }: AssignmentRow) => {
    if (!submittedAt) return awaited(extendedTo);
    if (!isLate) return formatDeadline(submittedAt, timeZone, locale);
    return (
      <>
        {formatDeadline(submittedAt, timeZone, locale)}
        {late(inGrace(submittedAt))}
      </>
    );
  };
  const arrival = ({ submittedAt, late }: AssignmentRow) =>
    t(`campaigns.progress.${submittedAt ? (late ? "late" : "onTime") : "missing"}`);
  const all: Record<(typeof BOARD_COLUMNS)[number], Column> = {
    name: {
      ...plain(t("campaigns.school"), (row) => named(row, locale)),
      sort: "asc-first",
      width: "30%",
    },
    code: {
      ...plain(t("campaigns.code"), ({ code }) => code),
      sort: "asc-first",
      nowrap: true,
    },
    district: plain(t("campaigns.district"), ({ districtId }) => districts.get(districtId) ?? null),
    stages: {
      ...plain(t("campaigns.stages"), ({ stages }) =>
        stages.map((stage) => t(`label.stage.${stage}`)).join(t("campaigns.comma")),
      ),
      phone: "hide",
    },
    status: {
      ...plain(t("campaigns.status"), ({ status }) => t(`label.reportStatus.${status}`)),
      cell: ({ status }) => badge(status),
    },
    version: {
      header: t("campaigns.board.version"),
      numeric: true,
      kind: "number",
      phone: "hide",
      cell: ({ current }) => current,
      file: ({ current }) => current,
    },
    submitted: {
      header: t("campaigns.board.arrived"),
      sort: "desc-first",
      nowrap: true,
      cell: arrived,
      file: [
        {
          header: t("campaigns.board.arrived"),
          value: ({ submittedAt: at }) => at && `${dateInZone(at, timeZone)} ${timeInZone(at, timeZone)}`,
        },
        { header: t("campaigns.progress.arrivals"), value: arrival },
      ],
    },
    ownership: plain(t("campaigns.new.ownerships"), ({ ownership }) => ownerships.get(ownership) ?? ownership),
    settlement: {
      ...plain(t("campaigns.settlement"), ({ settlement }) => settlement && t(`label.settlement.${settlement}`)),
      nowrap: true,
    },
  };
  return BOARD_COLUMNS.map((id) => ({ id, ...all[id] }));
}
