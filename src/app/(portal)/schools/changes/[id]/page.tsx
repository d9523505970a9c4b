import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { findChange } from "#features/schools/change-queries.ts";
import { ChangeDecision } from "#features/schools/components/change-decision.tsx";
import { ChangeStatusBadge } from "#features/schools/components/change-status.tsx";
import { ChangeStory } from "#features/schools/components/change-story.tsx";
import { fieldWords } from "#features/schools/display.ts";
import { isId } from "#lib/id.ts";
import { named } from "#lib/named.ts";
import { read } from "#server/read.ts";
import { TextLink } from "#ui/link.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("changes"))("page") };
}

export default async function ChangePage({ params }: { params: Promise<{ id: string }> }) {
  const [t, s, kind, locale, { id }] = await Promise.all([
    getTranslations("changes"),
    getTranslations("schools"),
    getTranslations("label.changeKind"),
    getLocale(),
    params,
  ]);
  const found = isId(id)
    ? await read("change.view", async (db, actor) => ({
        actor,
        change: await findChange(db, id),
        words: await fieldWords(db, locale),
      }))
    : null;
  if (!found?.change) notFound();
  const { actor, change, words } = found;
  return (
    <>
      <PageTitle
        title={kind(change.kind)}
        lead={
          change.schoolId ? (
            <TextLink href={`/schools/${change.schoolId}`}>{named(change.school, locale)}</TextLink>
          ) : (
            named(change.school, locale)
          )
        }
        status={<ChangeStatusBadge status={change.status} />}
        breadcrumb={{
          label: s("here"),
          items: [
            { label: s("list.title"), href: "/schools" },
            { label: t("title"), href: "/schools/changes" },
          ],
        }}
      />
      <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
        <ChangeDecision actor={actor} change={change} words={words} />
        <ChangeStory actor={actor} change={change} />
      </div>
    </>
  );
}
