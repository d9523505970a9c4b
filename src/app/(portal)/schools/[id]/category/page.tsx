import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { changeCategory } from "#features/schools/actions.ts";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { STAGES } from "#features/schools/schema.ts";
import { isId } from "#lib/id.ts";
import { read } from "#server/read.ts";
import { CheckboxGroup } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.recodeTitle") };
}

export default async function CategoryPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, label, { id }] = await Promise.all([getTranslations("schools"), getTranslations("label.stage"), params]);
  const found = isId(id) ? await read("school.link", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school, today } = found;
  return (
    <SchoolTask school={school} task="recode">
      <Form action={changeCategory} submit={t("form.recode")} fields={{ id }} version={school.version} guard>
        <TextField name="code" label={t("form.newCode")} hint={t("hint.recode")} maxLength={60} required />
        <TextField
          name="nameZh"
          label={t("form.newNameZh")}
          initial={school.last.facts.nameZh}
          maxLength={200}
          size="full"
          lang="zh"
        />
        <TextField
          name="nameEn"
          label={t("form.newNameEn")}
          initial={school.last.facts.nameEn}
          maxLength={200}
          size="full"
          lang="en"
        />
        <CheckboxGroup
          name="stages"
          label={t("field.stages")}
          required
          options={STAGES.map((stage) => ({ value: stage, label: label(stage) }))}
          initial={school.last.facts.stages}
        />
        <DatedReason today={today} />
      </Form>
    </SchoolTask>
  );
}
