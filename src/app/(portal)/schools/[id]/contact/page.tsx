import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { editContact } from "#features/schools/actions.ts";
import { Campuses } from "#features/schools/components/campuses.tsx";
import { ContactFields } from "#features/schools/components/contact-fields.tsx";
import { SchoolTask } from "#features/schools/components/school-task.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { isId } from "#lib/id.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.contactTitle") };
}

export default async function ContactPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, { id }] = await Promise.all([getTranslations("schools"), params]);
  const found = isId(id) ? await read("school.contact", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { school } = found;
  return (
    <SchoolTask school={school} task="contact">
      <Form action={editContact} submit={t("form.saveContact")} fields={{ id }} version={school.version} guard>
        <ContactFields initial={school} />
      </Form>
      <div className="mt-8">
        <Campuses school={school} editing />
      </div>
    </SchoolTask>
  );
}
