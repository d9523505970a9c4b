import { getTranslations } from "next-intl/server";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";

/** What is not there and what the reader may not see look the same. */
export default async function NotFound() {
  const t = await getTranslations("app.notFound");
  return (
    <main id="main" className="open-main">
      <Empty title={t("title")} level={1} action={<LinkButton href="/">{t("home")}</LinkButton>}>
        {t("text")}
      </Empty>
    </main>
  );
}
