import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { LinkButton } from "#ui/button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.forgot"))("title") };
}

const WHO = ["school", "head", "district", "section", "admin"] as const;

export default async function ForgotPage() {
  const t = await getTranslations("signIn.forgot");
  return (
    <DoorPanel title={t("title")} lead={t("lead")}>
      <dl className="facts facts-1">
        {WHO.map((who) => (
          <div key={who}>
            <dt>{t(`${who}.you`)}</dt>
            <dd>{t(`${who}.ask`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("then")}</p>
      <LinkButton href="/sign-in">{t("back")}</LinkButton>
    </DoorPanel>
  );
}
