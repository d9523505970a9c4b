import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { OfSchoolYear } from "#features/accounts/schema.ts";
import { addTerm, editYear, removeTerm } from "#features/calendar/actions.ts";
import { SpanFields } from "#features/calendar/components/span-fields.tsx";
import { schoolYear } from "#features/calendar/queries.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Facts } from "#ui/facts.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar"))("year") };
}

export default async function SchoolYearPage({ params }: { params: Promise<{ id: string }> }) {
  const asked = OfSchoolYear.safeParse({ schoolYearId: (await params).id });
  if (!asked.success) notFound();
  const found = await read("tenant.view", async (db, actor) => {
    const year = await schoolYear(db, asked.data.schoolYearId);
    return year && { actor, year };
  });
  if (!found) notFound();
  const { actor, year } = found;
  const [t, locale] = await Promise.all([getTranslations("calendar"), getLocale()]);
  const editable = can(actor, "year.edit");
  const span = (one: { startsOn: typeof year.startsOn; endsOn: typeof year.endsOn }) =>
    t("fromTo", { from: formatDate(one.startsOn, locale), to: formatDate(one.endsOn, locale) });
  return (
    <>
      <PageTitle
        title={named(year, locale)}
        lead={span(year)}
        breadcrumb={{ label: t("here"), items: [{ label: t("years"), href: "/settings/school-years" }] }}
      />
      <div className="max-w-3xl space-y-6">
        <Card title={t("year")}>
          {editable ? (
            <Form
              action={editYear}
              submit={t("save")}
              fields={{ id: year.id }}
              version={year.version}
              label={t("year")}
            >
              <SpanFields names={{ zh: t("yearZh"), en: t("yearEn") }} initial={year} />
            </Form>
          ) : (
            <Facts
              items={[
                { label: t("nameZh"), value: year.nameZh },
                { label: t("nameEn"), value: year.nameEn },
              ]}
            />
          )}
        </Card>
        <Card title={t("terms")} lead={year.terms.length === 0 ? t("noTerms") : undefined}>
          <ul className="divide-y divide-line">
            {year.terms.map((term) => (
              <li key={term.id} className="flex flex-wrap items-center justify-between gap-3 py-3 first:pt-0">
                <span>
                  <span className="font-semibold">{named(term, locale)}</span>
                  <span className="block text-muted">{span(term)}</span>
                </span>
                {editable && (
                  <ConfirmButton
                    label={t("remove")}
                    title={t("removeTerm", { name: named(term, locale) })}
                    consequence={t("removeTermText")}
                    action={removeTerm}
                    fields={{ id: term.id }}
                  />
                )}
              </li>
            ))}
          </ul>
        </Card>
        {editable && (
          <Card title={t("addTerm")}>
            <Form
              action={addTerm}
              submit={t("add")}
              fields={{ schoolYearId: year.id }}
              label={t("addTerm")}
              resetWhenDone
            >
              <SpanFields names={{ zh: t("termZh"), en: t("termEn") }} />
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}
