import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { SchoolFilters } from "#features/schools/components/school-filters.tsx";
import { SchoolTable } from "#features/schools/components/school-table.tsx";
import { schoolList } from "#features/schools/list.ts";
import { listChoices, listSchools } from "#features/schools/queries.ts";
import { withinRights } from "#features/schools/school-columns.tsx";
import { LeftOut } from "#features/views/components/left-out.tsx";
import { SavedViews } from "#features/views/components/saved-views.tsx";
import { listViews, openingHref } from "#features/views/queries.ts";
import { keepKnown } from "#lib/list-address.ts";
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
  const found = await read("school.view", async (db, actor) => {
    const views = await listViews(db, "schools");
    const go = openingHref("/schools", address, views);
    if (go) return { go };
    const choices = await listChoices(db, actor, asked.on);
    const { list, lost } = keepKnown(withinRights(asked, actor), {
      district: choices.districts.map(({ id }) => id),
      ownership: choices.ownerships.map(({ code }) => code),
    });
    return { actor, views, list, lost, choices, page: await listSchools(db, list, choices.on, locale) };
  });
  if (found.go !== undefined) redirect(found.go);
  const { actor, views, list, lost, choices, page } = found;
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
        <SavedViews list="schools" path="/schools" shown={list} defaults={schoolList.defaults} views={views} />
        <LeftOut names={[...schoolList.leftOut(address), ...lost]} />
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
