import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { requestMerger } from "#features/schools/change-actions.ts";
import { MergerPlanner } from "#features/schools/components/merger-planner.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findMergerTask, namedIn } from "#features/schools/merger-plan.ts";
import { isId } from "#lib/id.ts";
import type { Address } from "#lib/list-params.ts";
import { read } from "#server/read.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.askMergeTitle") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

/** A district asks the section to merge schools. */
export default async function AskMergerPage({ params, searchParams }: Props) {
  const [t, locale, { id }, address] = await Promise.all([
    getTranslations("changes"),
    getLocale(),
    params,
    searchParams,
  ]);
  const named = namedIn(address);
  const found = isId(id)
    ? await read("change.propose", (db, actor) => findMergerTask(db, actor, { id, named, locale }))
    : null;
  if (!found) notFound();
  return (
    <SchoolTask school={found.school} task="askMerge" wide>
      <MergerPlanner {...found} action={requestMerger} submit={t("requestDo")} />
    </SchoolTask>
  );
}
