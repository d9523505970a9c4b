import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { mergeIntoSchool } from "#features/schools/actions.ts";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { MergerFields } from "#features/schools/components/succession-fields.tsx";
import { findSchoolTask, isId } from "#features/schools/find-school-task.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.mergeTitle") };
}

export default async function MergePage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("schools"), params]);
  const found = isId(id) ? await read("school.link", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school, today } = found;
  return (
    <SchoolTask school={school} task="merge">
      <Form action={mergeIntoSchool} submit={t("form.merge")} fields={{ id }} version={school.version} guard>
        <MergerFields today={today} />
      </Form>
    </SchoolTask>
  );
}
