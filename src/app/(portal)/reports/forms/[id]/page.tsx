import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { Asked } from "#features/reports/components/edition/asked.tsx";
import { Checks } from "#features/reports/components/edition/checks.tsx";
import { inLocale } from "#features/reports/components/fill/words.ts";
import { FormChangeList } from "#features/reports/components/form-change-list.tsx";
import { findEdition } from "#features/reports/edition.ts";
import { formChanges } from "#features/reports/form/form-changes.ts";
import { draftForm } from "#features/reports/form/form-draft.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { PrintButton } from "#ui/print-button.tsx";

type Props = { params: Promise<{ id: string }> };

const load = cache((id: string) =>
  read("report.view", async (db, actor) => ({
    edition: await findEdition(db, id),
    mayDesign: can(actor, "form.view"),
  })),
);

async function asked({ params }: Props) {
  const { id } = await params;
  const { edition, mayDesign } = await load(id);
  if (!edition) notFound();
  return { ...edition, id, mayDesign };
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ definition }, locale] = await Promise.all([asked(props), getLocale()]);
  return { title: inLocale(definition.names, locale) };
}

/** All that one edition of a form asks and checks, to be read before anything is filled in. */
export default async function EditionPage(props: Props) {
  const [{ id, definition, number, previous, mayDesign }, locale, t, f, app] = await Promise.all([
    asked(props),
    getLocale(),
    getTranslations("edition"),
    getTranslations("forms"),
    getTranslations("app.nav"),
  ]);
  const language = locale === "en" ? "en" : "zh";
  const changes = previous && formChanges(draftForm(previous, language), draftForm(definition, language), language);
  return (
    <>
      <PageTitle
        title={inLocale(definition.names, locale)}
        lead={t("lead", { number, period: t(`period.${definition.period}`) })}
        breadcrumb={{ label: t("here"), items: [{ label: app("reports"), href: "/reports" }] }}
        actions={
          <>
            {mayDesign && (
              <LinkButton href={`/reports/forms/${id}/xlsform`} icon="download" download="">
                {f("taken.export")}
              </LinkButton>
            )}
            <PrintButton label={t("print")} />
          </>
        }
      />
      {changes && (
        <section className="mb-8 space-y-4" aria-labelledby="changes">
          <h2 id="changes">{f("changes.title", { number: number - 1 })}</h2>
          <FormChangeList changes={changes} />
        </section>
      )}
      <Checks definition={definition} />
      <Asked definition={definition} />
    </>
  );
}
