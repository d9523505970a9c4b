import { useLocale, useTranslations } from "next-intl";
import { filterWords, tableWords } from "#features/lists/list-words.ts";
import { ReportStatus, Stage } from "#generated/prisma/enums.ts";
import { cleared, lookOf, stateOf } from "#lib/list-address.ts";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { FilterBar } from "#ui/filter-bar.tsx";
import { ListTable } from "#ui/list-table.tsx";
import { TogetherBar } from "#ui/together-bar.tsx";
import { type BoardContext, boardColumns } from "../board-columns.tsx";
import type { AssignmentRow, CampaignView, listAssignments } from "../queries.ts";
import { ARRIVALS, AssignmentList, STANDINGS, TIMES, type Together } from "../schema.ts";

type Named = { nameEn: string; nameZh: string };
type Props = {
  campaign: CampaignView;
  list: AssignmentList;
  page: Awaited<ReturnType<typeof listAssignments>>;
  context: BoardContext;
  /** Steps that the reader may take with many reports at once. */
  together: readonly Together[];
};

/** Every report of a campaign, filtered, searched and paged by its address. */
export function Board({ campaign, list, page, context, together }: Props) {
  const t = useTranslations("campaigns");
  const words = useTranslations("list");
  const path = `/reports/campaigns/${campaign.id}`;
  const locale = useLocale();
  const filtered = stateOf(list, AssignmentList.defaults) !== "";
  return (
    <div id="rows" className="space-y-4">
      <BoardFilters campaign={campaign} list={list} path={path} />
      {together.length > 0 && page.rows.length > 0 && (
        <TogetherBar
          id="together"
          action={`${path}/together`}
          kept={new URLSearchParams(stateOf(list, AssignmentList.defaults))}
          all={t("together.all", { count: page.count })}
          help={t("together.help")}
          steps={together.map((step) => ({ value: step, label: t(`together.choose.${step}`) }))}
        />
      )}
      <ListTable
        path={path}
        anchor="#rows"
        list={list}
        defaults={AssignmentList.defaults}
        sizes={AssignmentList.sizes}
        caption={t("board.title")}
        columns={boardColumns(context)}
        page={page}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/reports/${id}`}
        {...(together.length > 0
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
        file={`${path}/export`}
        words={tableWords(locale)}
        empty={
          <Empty
            title={t("board.none")}
            icon="search"
            action={
              filtered ? (
                <LinkButton href={cleared(path, list, AssignmentList.defaults)}>{words("clear")}</LinkButton>
              ) : undefined
            }
          />
        }
      />
    </div>
  );
}

function BoardFilters({ campaign, list, path }: { campaign: CampaignView; list: AssignmentList; path: string }) {
  const t = useTranslations("campaigns");
  const label = useTranslations("label");
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
      keep={lookOf(list, AssignmentList.defaults)}
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
        {
          kind: "select",
          name: "time",
          label: t("board.time"),
          any: t("board.any"),
          ...(list.time ? { value: list.time } : {}),
          options: TIMES.map((value) => ({ value, label: t(`board.times.${value}`) })),
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
      words={filterWords(locale)}
    />
  );
}
