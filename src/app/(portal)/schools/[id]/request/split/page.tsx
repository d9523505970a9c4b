import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { requestSplit } from "#features/schools/change-actions.ts";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { SplitFields } from "#features/schools/components/split-fields.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { isId } from "#lib/id.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.askSplitTitle") };
}

/** A district asks the section to make a part of a school one of its own. */
export default async function AskSplitPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("changes"), params]);
  const found = isId(id) ? await read("change.propose", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { actor, school, choices, today } = found;
  return (
    <SchoolTask school={school} task="askSplit">
      <Form action={requestSplit} submit={t("requestDo")} fields={{ id }} version={school.version} guard>
        <SplitFields source={school.last.facts} choices={choices} today={today} within={actor.districtId} codeLater />
      </Form>
    </SchoolTask>
  );
}
