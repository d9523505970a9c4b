import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { lookOf } from "#lib/list-address.ts";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { type Filter, FilterBar } from "#ui/filter-bar.tsx";
import { type PublicList, publicList } from "../list.ts";
import type { listPublicSchools, publicChoices } from "../public-queries.ts";
import { COUNTED } from "../queries.ts";
import { STAGES } from "../schema.ts";

type Page = Awaited<ReturnType<typeof listPublicSchools>>;
type Choices = Awaited<ReturnType<typeof publicChoices>>;
type Row = Page["rows"][number];

/** The list of open schools as parents use it: search, a few choices, and where each school is. */
export function PublicSchools({
  path,
  list,
  choices,
  page,
}: {
  path: string;
  list: PublicList;
  choices: Choices;
  page: Page;
}) {
  const t = useTranslations("publicList");
  const locale = useLocale();
  const columns = useColumns();
  const address = (changes: Record<string, string | undefined>) => href(path, list, changes, publicList.defaults);
  const filtered = address({}) !== path;
  const number = formatNumber(Math.min(page.count, COUNTED), locale);
  return (
    <div className="space-y-4">
      {(page.count > 0 || filtered) && <Filters path={path} list={list} choices={choices} />}
      <DataTable
        caption={t("list")}
        columns={columns}
        rows={page.rows}
        rowKey={(school) => school.id}
        rowHref={(school) => `${path}/schools/${school.id}`}
        sort={{ current: list.sort, href: (sort) => address({ sort }) }}
        count={t("count", { count: page.count, number: page.count > COUNTED ? `${number}+` : number })}
        pager={{
          ...(page.before && { previous: address({ before: page.before }) }),
          ...(page.after && { next: address({ after: page.after }) }),
          words: { label: t("pages"), previous: t("previous"), next: t("next") },
        }}
        empty={<Nothing path={path} filtered={filtered} />}
      />
    </div>
  );
}

function useColumns(): Column<Row>[] {
  const t = useTranslations("publicList");
  const label = useTranslations("label.stage");
  const locale = useLocale();
  return [
    {
      id: "name",
      header: t("name"),
      sort: "asc-first",
      width: "46%",
      cell: (school) => named(school, locale),
      below: (school) => [named({ nameEn: school.addressEn, nameZh: school.addressZh }, locale) || null],
    },
    {
      id: "district",
      header: t("district"),
      sort: "asc-first",
      cell: (school) => named({ nameEn: school.districtNameEn, nameZh: school.districtNameZh }, locale),
    },
    { id: "stage", header: t("stage"), cell: (school) => school.stages.map((stage) => label(stage)).join(t("comma")) },
    {
      id: "ownership",
      header: t("ownership"),
      cell: (school) => named({ nameEn: school.ownershipNameEn, nameZh: school.ownershipNameZh }, locale),
    },
  ];
}

function Filters({ path, list, choices }: { path: string; list: PublicList; choices: Choices }) {
  const t = useTranslations("publicList");
  const label = useTranslations("label.stage");
  const locale = useLocale();
  const filters: Filter[] = [
    {
      kind: "select",
      name: "district",
      label: t("district"),
      any: t("any"),
      value: list.district[0],
      options: choices.districts.map((one) => ({ value: one.id, label: named(one, locale) })),
    },
    {
      kind: "select",
      name: "stage",
      label: t("stage"),
      any: t("any"),
      value: list.stage[0],
      options: STAGES.map((value) => ({ value, label: label(value) })),
    },
    {
      kind: "select",
      name: "ownership",
      label: t("ownership"),
      any: t("any"),
      value: list.ownership[0],
      options: choices.ownerships.map((one) => ({ value: one.code, label: named(one, locale) })),
    },
    {
      kind: "select",
      name: "boarding",
      label: t("boarding"),
      any: t("any"),
      value: list.boarding,
      options: (["yes", "no"] as const).map((value) => ({ value, label: t(value) })),
    },
  ];
  return (
    <FilterBar
      action={path}
      label={t("filter")}
      search={{ name: "q", label: t("search"), value: list.q }}
      keep={lookOf(list, publicList.defaults)}
      filters={filters}
      words={{ apply: t("apply"), filters: t("filters"), clear: t("clear"), active: t("active"), remove: t("remove") }}
    />
  );
}

function Nothing({ path, filtered }: { path: string; filtered: boolean }) {
  const t = useTranslations("publicList");
  if (!filtered) {
    return (
      <Empty title={t("none")} icon="school">
        {t("noneHelp")}
      </Empty>
    );
  }
  return (
    <Empty title={t("noneFound")} icon="search" action={<LinkButton href={path}>{t("clear")}</LinkButton>}>
      {t("noneFoundHelp")}
    </Empty>
  );
}
