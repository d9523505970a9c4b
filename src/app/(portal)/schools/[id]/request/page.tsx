import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { requestClosure, requestSchoolChange } from "#features/schools/change-actions.ts";
import { DatedReason } from "#features/schools/components/dated-reason.tsx";
import { FactFields } from "#features/schools/components/fact-fields.tsx";
import { OwnerNotice } from "#features/schools/components/owner-notice.tsx";
import { findSchoolTask } from "#features/schools/find-school-task.ts";
import { isId } from "#lib/id.ts";
import { named } from "#lib/named.ts";
import { read } from "#server/read.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("changes"))("requestTitle") };
}

/** A school or a district asks the owners of facts to change them. */
export default async function RequestPage({ params }: { params: Promise<{ id: string }> }) {
  const [t, s, locale, { id }] = await Promise.all([
    getTranslations("changes"),
    getTranslations("schools"),
    getLocale(),
    params,
  ]);
  const found = isId(id) ? await read("change.request", (db, actor) => findSchoolTask(db, actor, id)) : null;
  if (!found) notFound();
  const { actor, school, choices, today } = found;
  const name = named(school.last.facts, locale);
  return (
    <div className="max-w-3xl">
      <PageTitle
        title={t("requestTitle")}
        lead={t("requestLead")}
        breadcrumb={{
          label: s("here"),
          items: [
            { label: s("list.title"), href: "/schools" },
            { label: name, href: `/schools/${id}` },
          ],
        }}
        actions={
          <ConfirmButton
            label={t("closureDo")}
            title={t("closureTitle")}
            consequence={t("closureText")}
            action={requestClosure}
            fields={{ id }}
            version={school.version}
          >
            <DatedReason today={today} />
          </ConfirmButton>
        }
      />
      <OwnerNotice role={actor.role} />
      <Form
        action={requestSchoolChange}
        submit={t("requestDo")}
        fields={{ id }}
        version={school.version}
        guard
        className="mt-5"
      >
        <Section title={s("page.facts")}>
          <FactFields initial={school.last.facts} choices={choices} />
        </Section>
        <Section title={s("form.when")}>
          <DatedReason today={today} hint={s("hint.effectiveOn")} />
        </Section>
      </Form>
    </div>
  );
}
