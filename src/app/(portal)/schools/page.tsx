import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { SchoolFilters } from "#features/schools/components/school-filters.tsx";
import { SchoolTable } from "#features/schools/components/school-table.tsx";
import { schoolList } from "#features/schools/list.ts";
import { listChoices, listSchools } from "#features/schools/queries.ts";
import { withinRights } from "#features/schools/school-columns.tsx";
import { type Address, href } from "#lib/list-params.ts";
import { formatDate } from "#lib/plain-date.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("list.title") };
}

export default async function SchoolsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const [t, locale, address] = await Promise.all([getTranslations("schools"), getLocale(), searchParams]);
  const asked = schoolList.parse(address);
  const { actor, list, choices, page } = await read("school.view", async (db, actor) => {
    const choices = await listChoices(db, actor, asked.on);
    const list = withinRights(asked, actor);
    return { actor, list, choices, page: await listSchools(db, list, choices.on, locale) };
  });
  return (
    <>
      <PageTitle
        title={t("list.title")}
        lead={t("list.lead")}
        actions={
          <>
            <LinkButton href={href("/schools/counts", { on: list.on, district: list.district })} icon="chart">
              {t("list.counts")}
            </LinkButton>
            {can(actor, "change.propose") && (
              <LinkButton href="/schools/propose" icon="send">
                {t("list.propose")}
              </LinkButton>
            )}
            {can(actor, "school.create") && (
              <LinkButton href="/schools/new" icon="plus" variant="primary">
                {t("list.create")}
              </LinkButton>
            )}
          </>
        }
      />
      <div className="space-y-4">
        <SchoolFilters action="/schools" list={list} choices={choices} />
        {choices.on !== actor.today && (
          <Notice title={t("list.asOf", { date: formatDate(choices.on, locale) })}>
            <TextLink href={href("/schools", list, { on: actor.today }, schoolList.defaults)}>
              {t("list.today")}
            </TextLink>
          </Notice>
        )}
        <SchoolTable actor={actor} list={list} page={page} locale={locale} />
      </div>
    </>
  );
}
