import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { linkSchools } from "#features/schools/actions.ts";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { isId } from "#lib/id.ts";
import { read } from "#server/read.ts";
import { RadioGroup } from "#ui/choice-field.tsx";
import { DateField, TextArea, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.linkTitle") };
}

export default async function LinkPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("schools"), params]);
  const found = isId(id) ? await read("school.link", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school } = found;
  return (
    <SchoolTask school={school} task="link">
      <Form action={linkSchools} submit={t("form.linkDo")} fields={{ id }} resetWhenDone guard>
        <RadioGroup
          name="direction"
          label={t("form.direction")}
          required
          options={(["predecessor", "successor"] as const).map((value) => ({ value, label: t(`direction.${value}`) }))}
        />
        <TextField name="other" label={t("form.otherCode")} maxLength={60} required />
        <DateField name="happenedOn" label={t("form.happenedOn")} required />
        <TextArea name="reason" label={t("field.reason")} rows={3} maxLength={500} required />
      </Form>
    </SchoolTask>
  );
}
