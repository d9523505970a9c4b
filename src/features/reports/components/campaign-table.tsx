import { useLocale, useTranslations } from "next-intl";
import { tableWords } from "#features/lists/list-words.ts";
import { ListTable } from "#ui/list-table.tsx";
import { boardOf, campaignColumns } from "../campaign-columns.tsx";
import type { CampaignRow } from "../queries.ts";
import { CampaignList } from "../schema.ts";

/** Campaigns and how far they are; every count opens the board on exactly those reports. */
export function CampaignTable({
  list,
  campaigns,
  timeZone,
  empty,
}: {
  list: CampaignList;
  campaigns: CampaignRow[];
  timeZone: string;
  empty: React.ReactNode;
}) {
  const t = useTranslations("campaigns");
  const locale = useLocale();
  return (
    <ListTable
      path="/reports"
      list={list}
      defaults={CampaignList.defaults}
      caption={t("list.title")}
      columns={campaignColumns(locale, timeZone)}
      page={{ rows: campaigns }}
      rowKey={({ id }) => id}
      rowHref={({ id }) => boardOf(id)}
      count={t("list.count", { count: campaigns.length })}
      file="/reports/export"
      words={tableWords(locale)}
      empty={empty}
    />
  );
}
