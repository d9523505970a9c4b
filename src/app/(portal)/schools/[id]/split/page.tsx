import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { splitFromSchool } from "#features/schools/actions.ts";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { FactFields } from "#features/schools/components/fact-fields.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask, isId } from "#features/schools/find-school-task.ts";
import { read } from "#server/read.ts";
import { Checkbox } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.splitTitle") };
}

export default async function SplitPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("schools"), params]);
  const found = isId(id) ? await read("school.link", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school, choices, today } = found;
  return (
    <SchoolTask school={school} task="split">
      <Form action={splitFromSchool} submit={t("form.split")} fields={{ id }} version={school.version} guard>
        <Section title={t("form.newSchool")}>
          <FactFields
            initial={{ ...school.last.facts, nameZh: "", nameEn: "", code: "", capacity: null, creditCode: null }}
            choices={choices}
          />
        </Section>
        <Section title={t("form.when")}>
          <Checkbox name="closes" label={t("form.closes")} hint={t("hint.closes")} />
          <DatedReason today={today} />
        </Section>
      </Form>
    </SchoolTask>
  );
}
