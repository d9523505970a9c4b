import { useLocale, useTranslations } from "next-intl";
import { ReportStatus, Stage } from "#generated/prisma/enums.ts";
import { href, type Param } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { formatDeadline } from "#lib/zoned-time.ts";
import { Badge } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { Form, type FormAction } from "#ui/form.tsx";
import type { AssignmentRow, CampaignView, listAssignments } from "../queries.ts";
import { ARRIVALS, AssignmentList, STANDINGS } from "../schema.ts";
import { ReportStatusBadge } from "./report-status.tsx";

type Named = { nameEn: string; nameZh: string };
type Props = {
  campaign: CampaignView;
  list: AssignmentList;
  page: Awaited<ReturnType<typeof listAssignments>>;
  timeZone: string;
  /** What can be done with ticked rows, where the list shows only such rows. */
  together: { action: FormAction; label: string } | null;
  now: Date;
};

/** Every report of a campaign, filtered, searched and paged by its address. */
export function Board({ campaign, list, page, timeZone, together, now }: Props) {
  const t = useTranslations("campaigns");
  const words = useTranslations("list");
  const path = `/reports/campaigns/${campaign.id}`;
  const address = (changes: Record<string, Param>) => href(path, list, changes, AssignmentList.defaults);
  const columns = useColumns(campaign, timeZone, now);
  const filtered = address({}) !== path;
  return (
    <div id="rows" className="space-y-4">
      <BoardFilters campaign={campaign} list={list} path={path} />
      {together && page.rows.length > 0 && (
        <Form id="together" action={together.action} submit={together.label} fields={{ campaignId: campaign.id }}>
          <p className="text-muted">{t("board.together")}</p>
        </Form>
      )}
      <DataTable
        caption={t("board.title")}
        columns={columns}
        rows={page.rows}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/reports/${id}`}
        sort={{ current: list.sort, href: (sort) => `${address({ sort })}#rows` }}
        {...(together
          ? {
              select: {
                form: "together",
                name: "id",
                header: t("board.tick"),
                label: (row: AssignmentRow) => row.code,
              },
            }
          : {})}
        count={t("board.count", { count: page.count })}
        tools={
          <LinkButton
            href={href(`/api${path}/board`, { ...list, size: undefined }, {}, AssignmentList.defaults)}
            icon="download"
            download=""
          >
            {t("board.export")}
          </LinkButton>
        }
        pager={{
          ...(page.before ? { previous: address({ before: page.before }) } : {}),
          ...(page.after ? { next: address({ after: page.after }) } : {}),
          words: { label: words("pages"), previous: words("previous"), next: words("next") },
        }}
        empty={
          <Empty
            title={t("board.none")}
            icon="search"
            action={filtered ? <LinkButton href={path}>{words("clear")}</LinkButton> : undefined}
          />
        }
      />
    </div>
  );
}

function BoardFilters({ campaign, list, path }: { campaign: CampaignView; list: AssignmentList; path: string }) {
  const t = useTranslations("campaigns");
  const label = useTranslations("label");
  const words = useTranslations("list");
  const locale = useLocale();
  const choices = campaign.districts.map((district: Named & { districtId: string }) => ({
    value: district.districtId,
    label: named(district, locale),
  }));
  return (
    <FilterBar
      action={path}
      label={t("board.filter")}
      search={{ name: "q", label: t("board.search"), value: list.q }}
      keep={{ sort: list.sort === AssignmentList.defaults.sort ? undefined : list.sort }}
      filters={[
        {
          kind: "select",
          name: "arrival",
          label: t("progress.arrivals"),
          any: t("board.any"),
          ...(list.arrival ? { value: list.arrival } : {}),
          options: ARRIVALS.map((value) => ({ value, label: t(`progress.${value}`) })),
        },
        {
          kind: "select",
          name: "standing",
          label: t("progress.standings"),
          any: t("board.any"),
          ...(list.standing ? { value: list.standing } : {}),
          options: STANDINGS.map((value) => ({ value, label: t(`progress.${value}`) })),
        },
        { kind: "many", name: "district", label: t("district"), values: list.district, options: choices },
        {
          kind: "many",
          name: "stage",
          label: t("stages"),
          values: list.stage,
          options: Object.values(Stage).map((value) => ({ value, label: label(`stage.${value}`) })),
        },
        {
          kind: "many",
          name: "status",
          label: t("status"),
          values: list.status,
          options: Object.values(ReportStatus).map((value) => ({ value, label: label(`reportStatus.${value}`) })),
        },
      ]}
      words={{
        apply: words("apply"),
        filters: words("filters"),
        clear: words("clear"),
        active: words("active"),
        remove: words("remove"),
      }}
    />
  );
}

function useColumns(campaign: CampaignView, timeZone: string, now: Date): Column<AssignmentRow>[] {
  const t = useTranslations("campaigns");
  const label = useTranslations("label");
  const locale = useLocale();
  const districts = new Map(campaign.districts.map((district) => [district.districtId, named(district, locale)]));
  const inGrace = (at: Date) => campaign.graceUntil !== null && at < campaign.graceUntil;
  const arrived = ({ submittedAt, late }: AssignmentRow) => {
    if (!submittedAt) {
      if (campaign.dueAt > now) return <Missing reason={t("progress.notYet")} shown />;
      return <Badge tone="bad">{t("progress.missing")}</Badge>;
    }
    return (
      <>
        {formatDeadline(submittedAt, timeZone, locale)}
        {late && (
          <span className="ms-2">
            <Badge tone="warn">{inGrace(submittedAt) ? t("board.inGrace") : t("progress.late")}</Badge>
          </span>
        )}
      </>
    );
  };
  return [
    { id: "name", header: t("school"), sort: "asc-first", width: "30%", cell: (row) => named(row, locale) },
    {
      id: "code",
      header: t("code"),
      sort: "asc-first",
      nowrap: true,
      cell: ({ code }) => <span className="tabular-nums">{code}</span>,
    },
    { id: "district", header: t("district"), cell: ({ districtId }) => districts.get(districtId) },
    {
      id: "stages",
      header: t("stages"),
      phone: "hide",
      cell: ({ stages }) => stages.map((stage) => label(`stage.${stage}`)).join(t("comma")),
    },
    { id: "status", header: t("status"), cell: ({ status }) => <ReportStatusBadge status={status} /> },
    { id: "version", header: t("board.version"), numeric: true, phone: "hide", cell: ({ current }) => current },
    { id: "submitted", header: t("board.arrived"), sort: "desc-first", nowrap: true, cell: arrived },
  ];
}
