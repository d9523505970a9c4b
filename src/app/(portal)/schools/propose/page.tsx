import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { requestNewSchool } from "#features/schools/change-actions.ts";
import { ContactFields } from "#features/schools/components/contact-fields.tsx";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { FactFields } from "#features/schools/components/fact-fields.tsx";
import { TwinQuestion } from "#features/schools/components/twin-question.tsx";
import { listChoices } from "#features/schools/queries.ts";
import { read } from "#server/read.ts";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("form.askCreateTitle") };
}

/** A district asks the section for a new school. */
export default async function ProposePage() {
  const [t, c, { choices, today, districtId }] = await Promise.all([
    getTranslations("schools"),
    getTranslations("changes"),
    read("change.propose", async (db, actor) => ({
      choices: await listChoices(db, actor),
      today: actor.today,
      districtId: actor.districtId ?? "",
    })),
  ]);
  return (
    <div className="max-w-3xl">
      <PageTitle
        title={t("form.askCreateTitle")}
        lead={t("form.askCreateLead")}
        breadcrumb={{ label: t("here"), items: [{ label: t("list.title"), href: "/schools" }] }}
      />
      <Form action={requestNewSchool} submit={c("requestDo")} guard>
        <Section title={t("page.facts")}>
          <FactFields choices={choices} initial={{ districtId }} within={districtId} codeLater />
        </Section>
        <TwinQuestion />
        <Section title={t("page.contact")}>
          <ContactFields />
        </Section>
        <Section title={t("form.when")}>
          <DatedReason today={today} hint={t("hint.opensOn")} />
        </Section>
      </Form>
    </div>
  );
}
