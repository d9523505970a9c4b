import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { PublicSchools } from "#features/schools/components/public-schools.tsx";
import { publicList } from "#features/schools/list.ts";
import { listPublicSchools, publicChoices } from "#features/schools/public-queries.ts";
import { emblemAddress } from "#features/tenants/emblem-address.ts";
import { emblemOf } from "#features/tenants/queries.ts";
import { type Address, href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { formatDate, type PlainDate } from "#lib/plain-date.ts";
import { readPublic } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<Address> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, locale, { tenant: slug }] = await Promise.all([getTranslations("publicList"), getLocale(), params]);
  const city = await readPublic(slug, async (_db, tenant) =>
    named({ nameEn: tenant.nameEn, nameZh: tenant.nameZh }, locale),
  );
  return { title: t("title", { city }), robots: { index: true } };
}

/** The open schools of a city, for anybody. */
export default async function PublicSchoolsPage({ params, searchParams }: Props) {
  const [t, locale, { tenant: slug }, address] = await Promise.all([
    getTranslations("publicList"),
    getLocale(),
    params,
    searchParams,
  ]);
  const list = publicList.parse(address);
  const { tenant, emblem, choices, page } = await readPublic(slug, async (db, tenant) => ({
    tenant,
    emblem: await emblemOf(db),
    choices: await publicChoices(db),
    page: await listPublicSchools(db, list, tenant.today as PlainDate, locale),
  }));
  const path = `/c/${tenant.slug}`;
  return (
    <>
      <PageTitle
        title={
          <span className="inline-flex flex-wrap items-center gap-3">
            {emblem && <img src={emblemAddress(tenant.slug, emblem)} alt="" width={40} height={40} />}
            {t("title", { city: named(tenant, locale) })}
          </span>
        }
        lead={`${t("lead")} ${t("asOf", { date: formatDate(tenant.today as PlainDate, locale) })}${locale === "en" ? "." : "。"}`}
        actions={
          <>
            {page.count > 0 && (
              <LinkButton
                href={href(
                  `${path}/schools.csv`,
                  { ...list, after: undefined, before: undefined, size: undefined },
                  {},
                  publicList.defaults,
                )}
                icon="download"
                download=""
              >
                {t("download")}
              </LinkButton>
            )}
            <LinkButton href={`/sign-in?city=${tenant.slug}`}>{t("signIn")}</LinkButton>
          </>
        }
      />
      <PublicSchools path={path} list={list} choices={choices} page={page} />
    </>
  );
}
