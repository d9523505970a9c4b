import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { RecordTable } from "#features/reports/components/record-table.tsx";
import { SchoolActions } from "#features/schools/components/school-actions.tsx";
import { SchoolFactsTab } from "#features/schools/components/school-facts-tab.tsx";
import { SchoolHistoryTab } from "#features/schools/components/school-history-tab.tsx";
import { SchoolPeopleTab } from "#features/schools/components/school-people-tab.tsx";
import { SchoolReportsTab } from "#features/schools/components/school-reports-tab.tsx";
import { SchoolStatusBadge } from "#features/schools/components/school-status.tsx";
import { openSchoolPage, SCHOOL_TABS, schoolPage } from "#features/schools/school-page.ts";
import { isId } from "#lib/id.ts";
import { type Address, href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { read } from "#server/read.ts";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Tabs } from "#ui/tabs.tsx";

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("field.name") };
}

/** A school's whole story, as it stood on a day. */
export default async function SchoolPage({ params, searchParams }: Props) {
  const [t, locale, { id }, address] = await Promise.all([
    getTranslations("schools"),
    getLocale(),
    params,
    searchParams,
  ]);
  const { tab, on } = schoolPage.parse(address);
  const found = isId(id)
    ? await read("school.view", (db, actor) => openSchoolPage(db, actor, { id, tab, on, locale }))
    : null;
  if (!found) notFound();
  const { actor, school, part } = found;
  const here = (changes: { tab?: string; on?: string }) =>
    href(`/schools/${id}`, { tab, on }, changes, { tab: "facts" });
  const name = named(school.shown, locale);
  const other = locale === "en" ? school.shown.nameZh : school.shown.nameEn;
  return (
    <>
      <PageTitle
        title={name}
        lead={other !== name ? other : undefined}
        status={<SchoolStatusBadge status={school.shown.status} />}
        actions={<SchoolActions actor={actor} school={school} categories={found.categories} />}
        breadcrumb={{ label: t("here"), items: [{ label: t("list.title"), href: href("/schools", { on }) }] }}
      />
      <Tabs
        label={t("page.tabs")}
        items={SCHOOL_TABS.map((one) => ({ label: t(`page.${one}`), href: here({ tab: one }), current: one === tab }))}
      />
      <div className="mt-5 space-y-5">
        {school.on !== actor.today && (
          <Notice
            title={
              school.fact
                ? t("page.asOf", { date: formatDate(school.on, locale) })
                : t("page.notYet", { date: formatDate(school.on, locale), opened: formatDate(school.openedOn, locale) })
            }
          >
            <TextLink href={here({ on: actor.today })}>{t("page.today")}</TextLink>
          </Notice>
        )}
        {part.tab === "facts" && <SchoolFactsTab actor={actor} school={school} part={part} />}
        {part.tab === "history" && <SchoolHistoryTab actor={actor} part={part} />}
        {part.tab === "people" && <SchoolPeopleTab people={part.people} today={actor.today} />}
        {part.tab === "reports" && (
          <>
            <RecordTable record={part.record} />
            <SchoolReportsTab actor={actor} reports={part.reports} />
          </>
        )}
      </div>
    </>
  );
}
