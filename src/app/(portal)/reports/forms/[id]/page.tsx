import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { cache } from "react";
import { Asked } from "#features/reports/components/edition/asked.tsx";
import { Checks } from "#features/reports/components/edition/checks.tsx";
import { inLocale } from "#features/reports/components/fill/words.ts";
import { findEdition } from "#features/reports/edition.ts";
import { read } from "#server/read.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { PrintButton } from "#ui/print-button.tsx";

type Props = { params: Promise<{ id: string }> };

const load = cache((id: string) => read("report.view", (db) => findEdition(db, id)));

async function asked({ params }: Props) {
  const edition = await load((await params).id);
  if (!edition) notFound();
  return edition;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [{ definition }, locale] = await Promise.all([asked(props), getLocale()]);
  return { title: inLocale(definition.names, locale) };
}

/** All that one edition of a form asks and checks, to be read before anything is filled in. */
export default async function EditionPage(props: Props) {
  const [{ definition, number }, locale, t, app] = await Promise.all([
    asked(props),
    getLocale(),
    getTranslations("edition"),
    getTranslations("app.nav"),
  ]);
  return (
    <>
      <PageTitle
        title={inLocale(definition.names, locale)}
        lead={t("lead", { number, period: t(`period.${definition.period}`) })}
        breadcrumb={{ label: t("here"), items: [{ label: app("reports"), href: "/reports" }] }}
        actions={<PrintButton label={t("print")} />}
      />
      <Checks definition={definition} />
      <Asked definition={definition} />
    </>
  );
}
