import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { editSchool } from "#features/schools/actions.ts";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { FactFields } from "#features/schools/components/fact-fields.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { isEditable } from "#features/schools/schema.ts";
import { isId } from "#lib/id.ts";
import { type Address, oneDate } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { Checkbox } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.editTitle") };
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Address> };

/** The facts as they were recorded last; with a day in the address as they stood then, to be corrected from that day. */
export default async function EditSchoolPage({ params, searchParams }: Props) {
  const [t, { id }, address] = await Promise.all([getTranslations("schools"), params, searchParams]);
  const on = oneDate().parse(address.on);
  const found = isId(id) ? await read("school.edit", (db, actor) => findSchoolTask(db, actor, id, on)) : null;
  if (!found || !isEditable(found.school.last.facts.status)) notFound();
  const { school, choices, today } = found;
  return (
    <SchoolTask school={school} task="edit">
      <Form action={editSchool} submit={t("form.save")} fields={{ id, shownOn: on }} version={school.version} guard>
        <Section title={t("page.facts")}>
          <FactFields initial={on ? school.shown : school.last.facts} choices={choices} />
        </Section>
        <Section title={t("form.when")}>
          <DatedReason today={on ?? today} hint={t("hint.effectiveOn")} />
          <Checkbox
            name="correcting"
            label={t("form.correcting")}
            hint={t("hint.correcting")}
            initial={on !== undefined}
          />
        </Section>
      </Form>
    </SchoolTask>
  );
}
