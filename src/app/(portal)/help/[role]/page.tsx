import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { GuideText } from "#features/guide/components/guide-text.tsx";
import { roleOf, topicsOf } from "#features/guide/guides.ts";
import { partOf } from "#features/guide/read-guide.ts";
import { read } from "#server/read.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Section } from "#ui/section.tsx";

type Props = { params: Promise<{ role: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [t, label, role] = [
    await getTranslations("guide"),
    await getTranslations("label"),
    roleOf((await params).role),
  ];
  return { title: role ? t("titleFor", { role: label(`role.${role}`) }) : t("title") };
}

/** The guide of one role. */
export default async function GuidePage({ params }: Props) {
  const role = roleOf((await params).role);
  if (!role) notFound();
  await read("account.view", async () => null);
  const [t, label, locale] = await Promise.all([getTranslations("guide"), getTranslations("label"), getLocale()]);
  const parts = topicsOf(role).map((topic) => partOf(topic, locale));
  return (
    <>
      <PageTitle
        title={t("titleFor", { role: label(`role.${role}`) })}
        lead={t(`about.${role}`)}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: "/help" }] }}
      />
      <nav aria-label={t("contents")} className="card mb-8 max-w-3xl p-4 print:hidden">
        <ol className="gap-x-8 sm:columns-2">
          {parts.map(({ topic, title }) => (
            <li key={topic} className="my-1">
              <a href={`#${topic}`} className="link">
                {title}
              </a>
            </li>
          ))}
        </ol>
      </nav>
      {parts.map(({ topic, title, tokens }) => (
        <Section key={topic} id={topic} title={title}>
          <div>
            <GuideText tokens={tokens} locale={locale} />
          </div>
        </Section>
      ))}
    </>
  );
}
