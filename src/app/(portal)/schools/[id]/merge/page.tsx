import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { mergeIntoSchool } from "#features/schools/actions.ts";
import { MergerPlanner } from "#features/schools/components/merger-planner.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findMergerTask, namedIn } from "#features/schools/merger-plan.ts";
import { isId } from "#lib/id.ts";
import type { Address } from "#lib/list-params.ts";
import { read } from "#server/read.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.mergeTitle") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

export default async function MergePage({ params, searchParams }: Props) {
  const [t, locale, { id }, address] = await Promise.all([
    getTranslations("schools"),
    getLocale(),
    params,
    searchParams,
  ]);
  const named = namedIn(address);
  const found = isId(id)
    ? await read("school.link", (db, actor) => findMergerTask(db, actor, { id, named, locale }))
    : null;
  if (!found) notFound();
  return (
    <SchoolTask school={found.school} task="merge" wide>
      <MergerPlanner {...found} action={mergeIntoSchool} submit={t("form.merge")} />
    </SchoolTask>
  );
}
