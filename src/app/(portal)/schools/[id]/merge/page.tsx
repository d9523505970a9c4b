import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { mergeIntoSchool } from "#features/schools/actions.ts";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask, isId } from "#features/schools/find-school-task.ts";
import { read } from "#server/read.ts";
import { TextArea, TextField } from "#ui/field.tsx";
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
        <TextArea name="others" label={t("form.others")} hint={t("hint.others")} rows={3} maxLength={600} required />
        <TextField name="code" label={t("form.mergeCode")} hint={t("hint.mergeCode")} maxLength={60} />
        <DatedReason today={today} />
      </Form>
    </SchoolTask>
  );
}
