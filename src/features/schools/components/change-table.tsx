import { useLocale, useTranslations } from "next-intl";
import { tableWords } from "#features/lists/list-words.ts";
import { formatNumber } from "#lib/decimal.ts";
import { cleared } from "#lib/list-address.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { ListTable } from "#ui/list-table.tsx";
import { changeColumns } from "../change-columns.tsx";
import { type ChangeList, changeList } from "../change-list.ts";
import type { listChanges } from "../change-queries.ts";
import type { FieldWords } from "../display.ts";
import { COUNTED } from "../queries.ts";

type Props = { list: ChangeList; page: Awaited<ReturnType<typeof listChanges>>; words: FieldWords; timeZone: string };

export function ChangeTable({ list, page, words, timeZone }: Props) {
  const t = useTranslations("changes");
  const locale = useLocale();
  const number = formatNumber(Math.min(page.count, COUNTED), locale);
  const filtered = [list.status, list.owner, list.kind, list.district, list.school, list.mine].some(Boolean);
  return (
    <ListTable
      path="/schools/changes"
      list={list}
      defaults={changeList.defaults}
      sizes={changeList.sizes}
      caption={t("title")}
      columns={changeColumns(words, timeZone)}
      page={page}
      rowKey={(row) => row.id}
      rowHref={(row) => `/schools/changes/${row.id}`}
      count={t("count", { count: page.count, number: page.count > COUNTED ? `${number}+` : number })}
      file="/schools/changes/export"
      words={tableWords(locale)}
      empty={
        filtered ? (
          <Empty
            title={t("noneFound")}
            icon="search"
            action={<LinkButton href={cleared("/schools/changes", list, changeList.defaults)}>{t("clear")}</LinkButton>}
          />
        ) : (
          <Empty title={t("none")} icon="inbox">
            {t("noneHelp")}
          </Empty>
        )
      }
    />
  );
}
