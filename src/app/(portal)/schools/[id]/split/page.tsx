import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { splitFromSchool } from "#features/schools/actions.ts";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { SplitFields } from "#features/schools/components/split-fields.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { isId } from "#lib/id.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";

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
        <SplitFields source={school.last.facts} choices={choices} today={today} />
      </Form>
    </SchoolTask>
  );
}
