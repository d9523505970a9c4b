import { useTranslations } from "next-intl";
import { tableWords } from "#features/lists/list-words.ts";
import { formatNumber } from "#lib/decimal.ts";
import { cleared } from "#lib/list-address.ts";
import { href } from "#lib/list-params.ts";
import type { Locale } from "#lib/plain-date.ts";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { ListTable } from "#ui/list-table.tsx";
import { type SchoolList, schoolList } from "../list.ts";
import { COUNTED, type ListedSchool, type Page } from "../queries.ts";
import { schoolColumns } from "../school-columns.tsx";

export function SchoolTable({
  actor,
  list,
  page,
  locale,
}: {
  actor: Actor;
  list: SchoolList;
  page: Page<ListedSchool>;
  locale: Locale;
}) {
  const t = useTranslations("schools");
  const number = formatNumber(Math.min(page.count, COUNTED), locale);
  return (
    <ListTable
      path="/schools"
      list={list}
      defaults={schoolList.defaults}
      sizes={schoolList.sizes}
      caption={t("list.title")}
      columns={schoolColumns(actor, locale)}
      page={page}
      rowKey={(school) => school.id}
      rowHref={(school) => href(`/schools/${school.id}`, { on: list.on })}
      count={t("list.count", { count: page.count, number: page.count > COUNTED ? `${number}+` : number })}
      file={can(actor, "school.export") ? "/schools/export" : undefined}
      words={tableWords(locale)}
      empty={<NoSchools list={list} importing={can(actor, "import.upload")} />}
    />
  );
}

function NoSchools({ list, importing }: { list: SchoolList; importing: boolean }) {
  const t = useTranslations("schools");
  if (!isFiltered(list))
    return (
      <Empty
        title={t("list.none")}
        icon="school"
        action={importing && <LinkButton href="/schools/imports/new">{t("list.import")}</LinkButton>}
      >
        {t(importing ? "list.noneHelp" : "list.noneYet")}
      </Empty>
    );
  const everywhere = list.status ? null : href("/schools", list, { status: "ALL" }, schoolList.defaults);
  return (
    <Empty
      title={t("list.noneFound")}
      icon="search"
      action={
        <>
          {everywhere && <LinkButton href={everywhere}>{t("list.searchAll")}</LinkButton>}
          <LinkButton href={cleared("/schools", list, schoolList.defaults)}>{t("list.clear")}</LinkButton>
        </>
      }
    >
      {t(everywhere ? "list.noneOpen" : "list.noneFoundHelp")}
    </Empty>
  );
}

function isFiltered(list: SchoolList): boolean {
  const { q, district, stage, ownership, settlement, boarding, status, on } = list;
  return (
    [q, boarding, status, on].some(Boolean) ||
    [district, stage, ownership, settlement].some((values) => values.length > 0)
  );
}
