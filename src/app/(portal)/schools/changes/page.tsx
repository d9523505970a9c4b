import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { changeList } from "#features/schools/change-list.ts";
import { listChanges } from "#features/schools/change-queries.ts";
import { ChangeFilters } from "#features/schools/components/change-filters.tsx";
import { ChangeTable } from "#features/schools/components/change-table.tsx";
import { fieldWords } from "#features/schools/display.ts";
import { LeftOut } from "#features/views/components/left-out.tsx";
import { SavedViews } from "#features/views/components/saved-views.tsx";
import { listViews, openingHref } from "#features/views/queries.ts";
import { keepKnown } from "#lib/list-address.ts";
import { type Address, href } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("changes"))("title") };
}

export default async function ChangesPage({ searchParams }: { searchParams: Promise<Address> }) {
  const [t, locale, address] = await Promise.all([getTranslations("changes"), getLocale(), searchParams]);
  const found = await read("change.view", async (db, actor) => {
    const views = await listViews(db, "changes");
    const go = openingHref("/schools/changes", address, views);
    if (go) return { go };
    const words = await fieldWords(db, locale);
    const { list, lost } = keepKnown(changeList.parse(address), { district: [...words.districts.keys()] });
    return { actor, views, list, lost, words, page: await listChanges(db, list) };
  });
  if (found.go !== undefined) redirect(found.go);
  const { actor, views, list, lost, words, page } = found;
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <div className="space-y-4">
        <SavedViews list="changes" path="/schools/changes" shown={list} defaults={changeList.defaults} views={views} />
        <LeftOut names={[...changeList.leftOut(address), ...lost]} />
        <ChangeFilters list={list} districts={actor.schoolId || actor.districtId ? new Map() : words.districts} />
        {(list.school || list.mine) && (
          <Notice>
            {t(list.mine ? "onlyAnswered" : "onlySchool")}{" "}
            <TextLink href={href("/schools/changes", list, { school: null, mine: null }, changeList.defaults)}>
              {t(list.mine ? "allRequests" : "allSchools")}
            </TextLink>
          </Notice>
        )}
        <ChangeTable list={list} page={page} words={words} timeZone={actor.tenant.timeZone} />
      </div>
    </>
  );
}
