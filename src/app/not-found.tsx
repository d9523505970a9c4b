import { getTranslations } from "next-intl/server";
import { LinkButton } from "#ui/button.tsx";
import { PageTitle } from "#ui/page-title.tsx";

/** What is not there and what the reader may not see look the same. */
export default async function NotFound() {
  const t = await getTranslations("app.notFound");
  return (
    <main id="main" className="open-main">
      <PageTitle title={t("title")} lead={t("text")} />
      <LinkButton href="/">{t("home")}</LinkButton>
    </main>
  );
}
