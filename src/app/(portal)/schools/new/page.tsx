import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { createSchool } from "#features/schools/actions.ts";
import { ContactFields } from "#features/schools/components/contact-fields.tsx";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { FactFields } from "#features/schools/components/fact-fields.tsx";
import { TwinQuestion } from "#features/schools/components/twin-question.tsx";
import { listChoices } from "#features/schools/queries.ts";
import { read } from "#server/read.ts";
import { RadioGroup } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.createTitle") };
}

export default async function NewSchoolPage() {
  const [t, label, { choices, today }] = await Promise.all([
    getTranslations("schools"),
    getTranslations("label.schoolStatus"),
    read("school.create", async (db, actor) => ({ choices: await listChoices(db, actor), today: actor.today })),
  ]);
  return (
    <div className="max-w-3xl">
      <PageTitle
        title={t("form.createTitle")}
        lead={t("form.createLead")}
        breadcrumb={{ label: t("here"), items: [{ label: t("list.title"), href: "/schools" }] }}
      />
      {(choices.districts.length === 0 || choices.ownerships.length === 0) && (
        <Notice tone="warn" title={t("form.notPrepared")}>
          {t("form.notPreparedText")}
        </Notice>
      )}
      <Form action={createSchool} submit={t("form.create")} guard>
        <Section title={t("page.facts")}>
          <RadioGroup
            name="status"
            label={t("form.state")}
            required
            options={(["OPEN", "PROPOSED"] as const).map((value) => ({ value, label: label(value) }))}
            initial="OPEN"
            hint={t("form.statusHint")}
          />
          <FactFields choices={choices} />
        </Section>
        <TwinQuestion />
        <Section title={t("page.contact")}>
          <ContactFields />
        </Section>
        <Section title={t("form.when")}>
          <DatedReason today={today} optional />
        </Section>
      </Form>
    </div>
  );
}
