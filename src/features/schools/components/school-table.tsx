import { useLocale, useTranslations } from "next-intl";
import { href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import type { Locale } from "#lib/plain-date.ts";
import { LinkButton } from "#ui/button.tsx";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Missing } from "#ui/figure.tsx";
import { Menu } from "#ui/menu.tsx";
import { type SchoolList, schoolList } from "../list.ts";
import { COUNTED, type ListedSchool, type Page } from "../queries.ts";
import { SchoolStatusBadge } from "./school-status.tsx";

/** The name in the reader's language, the other one below it, and the earlier one that a search found. */
export function SchoolName({ school, note }: { school: { nameEn: string; nameZh: string }; note?: string | null }) {
  const locale = useLocale();
  const name = named(school, locale);
  const other = locale === "en" ? school.nameZh : school.nameEn;
  return (
    <>
      {name}
      {other && other !== name && <span className="block text-xs font-normal text-muted">{other}</span>}
      {note && <span className="block text-xs font-normal text-muted">{note}</span>}
    </>
  );
}

function useColumns(): Column<ListedSchool>[] {
  const t = useTranslations("schools");
  const label = useTranslations("label");
  const locale = useLocale();
  const stages = (school: ListedSchool) => school.stages.map((stage) => label(`stage.${stage}`)).join(t("comma"));
  const formerly = ({ formerly: was }: ListedSchool) =>
    was && t("list.formerly", { name: named(was, locale), code: was.code });
  return [
    {
      id: "name",
      header: t("field.name"),
      sort: "asc-first",
      cell: (school) => <SchoolName school={school} note={formerly(school)} />,
      width: "32%",
    },
    {
      id: "code",
      header: t("field.code"),
      sort: "asc-first",
      nowrap: true,
      cell: (school) => <span className="tabular-nums">{school.code}</span>,
    },
    {
      id: "district",
      header: t("field.districtId"),
      sort: "asc-first",
      cell: (school) => named({ nameEn: school.districtNameEn, nameZh: school.districtNameZh }, locale),
    },
    { id: "stages", header: t("field.stages"), cell: stages },
    {
      id: "ownership",
      header: t("field.ownership"),
      cell: (school) => named({ nameEn: school.ownershipNameEn, nameZh: school.ownershipNameZh }, locale),
    },
    {
      id: "settlement",
      header: t("field.settlement"),
      nowrap: true,
      phone: "hide",
      cell: (school) =>
        school.settlement ? label(`settlement.${school.settlement}`) : <Missing reason={t("notRecorded")} />,
    },
    { id: "status", header: t("field.status"), cell: (school) => <SchoolStatusBadge status={school.status} /> },
  ];
}

export function SchoolTable({
  list,
  page,
  exporting,
  importing,
  locale,
}: {
  list: SchoolList;
  page: Page<ListedSchool>;
  exporting: boolean;
  importing: boolean;
  locale: Locale;
}) {
  const t = useTranslations("schools");
  const columns = useColumns();
  const address = (changes: Record<string, string | undefined>) => href("/schools", list, changes, schoolList.defaults);
  const file = (format: string) =>
    href(
      "/schools/export",
      { ...list, after: undefined, before: undefined, size: undefined },
      { format },
      { sort: "name" },
    );
  const number = new Intl.NumberFormat(locale).format(Math.min(page.count, COUNTED));
  return (
    <DataTable
      caption={t("list.title")}
      columns={columns}
      rows={page.rows}
      rowKey={(school) => school.id}
      rowHref={(school) => href(`/schools/${school.id}`, { on: list.on })}
      sort={{ current: list.sort, href: (sort) => address({ sort }) }}
      count={t("list.count", { count: page.count, number: page.count > COUNTED ? `${number}+` : number })}
      tools={
        exporting && (
          <Menu label={t("list.export")} icon="download">
            <a className="menu-item" href={file("xlsx")} download>
              {t("list.xlsx")}
            </a>
            <a className="menu-item" href={file("csv")} download>
              {t("list.csv")}
            </a>
          </Menu>
        )
      }
      pager={{
        ...(page.before && { previous: address({ before: page.before }) }),
        ...(page.after && { next: address({ after: page.after }) }),
        words: { label: t("list.pages"), previous: t("list.previous"), next: t("list.next") },
      }}
      empty={<NoSchools list={list} importing={importing} />}
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
          <LinkButton href="/schools">{t("list.clear")}</LinkButton>
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
