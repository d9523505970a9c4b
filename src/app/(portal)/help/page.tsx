import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { GUIDED, slugOf, topicsOf } from "#features/guide/guides.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("guide"))("title") };
}

/** The users' guide: one page for each role, the reader's own first. */
export default async function HelpPage() {
  const { role } = await read("account.view", async (_db, actor) => actor);
  const [t, label] = await Promise.all([getTranslations("guide"), getTranslations("label")]);
  const roles = [role, ...GUIDED.filter((one) => one !== role)];
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <ul className="card max-w-3xl divide-y divide-line">
        {roles.map((one) => (
          <li key={one} className="flex flex-wrap items-center justify-between gap-3 p-4">
            <span className="min-w-0 flex-1">
              <span className="font-semibold">{label(`role.${one}`)}</span>
              <span className="block text-muted">
                {one === role ? t("own") : t("parts", { count: topicsOf(one).length })}
              </span>
            </span>
            <LinkButton
              href={`/help/${slugOf(one)}`}
              variant={one === role ? "primary" : "secondary"}
              aria-label={t("openFor", { role: label(`role.${one}`) })}
            >
              {t("open")}
            </LinkButton>
          </li>
        ))}
      </ul>
    </>
  );
}
