import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { changeList, listChanges } from "#features/schools/change-queries.ts";
import { ChangeFilters } from "#features/schools/components/change-filters.tsx";
import { ChangeTable } from "#features/schools/components/change-table.tsx";
import { fieldWords } from "#features/schools/display.ts";
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
  const list = changeList.parse(address);
  const { actor, words, page } = await read("change.view", async (db, actor) => ({
    actor,
    words: await fieldWords(db, locale),
    page: await listChanges(db, list),
  }));
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <div className="space-y-4">
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
