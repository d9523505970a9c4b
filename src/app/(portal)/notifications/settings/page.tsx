import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ChoicesForm } from "#features/notifications/components/choices-form.tsx";
import { ownChoices } from "#features/notifications/queries.ts";
import { named } from "#lib/named.ts";
import { zoneName } from "#lib/zoned-time.ts";
import { read } from "#server/read.ts";
import { currentLocale } from "#server/session.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("notices"))("settings") };
}

export default async function NotificationSettingsPage() {
  const [t, locale, { actor, choices }] = await Promise.all([
    getTranslations("notices"),
    currentLocale(),
    read("notification.view", async (db, actor) => ({ actor, choices: await ownChoices(db, actor.personId) })),
  ]);
  return (
    <>
      <PageTitle
        title={t("settings")}
        lead={t("settingsLead", { city: named(actor.tenant, locale), email: actor.email })}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: "/notifications" }] }}
      />
      <div className="max-w-3xl">
        <Card title={t("byMail")} lead={t("byMailLead")}>
          <ChoicesForm choices={choices} zone={zoneName(actor.tenant.timeZone, locale)} />
        </Card>
      </div>
    </>
  );
}
