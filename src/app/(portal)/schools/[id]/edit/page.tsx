import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { editSchool } from "#features/schools/actions.ts";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { FactFields } from "#features/schools/components/fact-fields.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask, isId } from "#features/schools/find-school-task.ts";
import { read } from "#server/read.ts";
import { Checkbox } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.editTitle") };
}

export default async function EditSchoolPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("schools"), params]);
  const found = isId(id) ? await read("school.edit", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school, choices, today } = found;
  return (
    <SchoolTask school={school} task="edit">
      <Form action={editSchool} submit={t("form.save")} fields={{ id }} version={school.version} guard>
        <Section title={t("page.facts")}>
          <FactFields initial={school.last.facts} choices={choices} />
        </Section>
        <Section title={t("form.when")}>
          <DatedReason today={today} hint={t("hint.effectiveOn")} />
          <Checkbox name="correcting" label={t("form.correcting")} hint={t("hint.correcting")} />
        </Section>
      </Form>
    </SchoolTask>
  );
}
