import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requestMerger } from "#features/schools/actions.ts";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { MergerFields } from "#features/schools/components/succession-fields.tsx";
import { findSchoolTask, isId } from "#features/schools/find-school-task.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.askMergeTitle") };
}

/** A district asks the section to merge schools. */
export default async function AskMergerPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("changes"), params]);
  const found = isId(id) ? await read("change.propose", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school, today } = found;
  return (
    <SchoolTask school={school} task="askMerge">
      <Form action={requestMerger} submit={t("requestDo")} fields={{ id }} version={school.version} guard>
        <MergerFields today={today} />
      </Form>
    </SchoolTask>
  );
}
