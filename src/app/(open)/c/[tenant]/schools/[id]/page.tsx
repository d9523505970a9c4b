import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { PublicSchool } from "#features/schools/components/public-school.tsx";
import { findPublicSchool } from "#features/schools/public-queries.ts";
import { isId } from "#lib/id.ts";
import { named } from "#lib/named.ts";
import { formatDate, type PlainDate } from "#lib/plain-date.ts";
import { readPublic } from "#server/read.ts";
import { PageTitle } from "#ui/page-title.tsx";

type Props = { params: Promise<{ tenant: string; id: string }> };

async function find({ params }: Props) {
  const { tenant: slug, id } = await params;
  if (!isId(id)) notFound();
  const { tenant, school } = await readPublic(slug, async (db, tenant) => ({
    tenant,
    school: await findPublicSchool(db, id, tenant.today as PlainDate),
  }));
  return school ? { tenant, school } : notFound();
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const [locale, { school }] = await Promise.all([getLocale(), find(props)]);
  return { title: named(school, locale), robots: { index: true } };
}

/** An open school's public facts. */
export default async function PublicSchoolPage(props: Props) {
  const [t, locale, { tenant, school }] = await Promise.all([getTranslations("publicList"), getLocale(), find(props)]);
  const name = named(school, locale);
  const other = locale === "en" ? school.nameZh : school.nameEn;
  return (
    <>
      <PageTitle
        title={name}
        lead={other !== name ? other : undefined}
        breadcrumb={{
          label: t("here"),
          items: [{ label: t("title", { city: named(tenant, locale) }), href: `/c/${tenant.slug}` }],
        }}
      />
      <PublicSchool school={school} />
      <p className="mt-5 text-muted">{t("asOf", { date: formatDate(tenant.today as PlainDate, locale) })}</p>
    </>
  );
}
