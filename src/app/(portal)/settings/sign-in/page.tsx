import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { callbackAddress, signedOutAddress } from "#features/accounts/provider-flow.ts";
import { tryProvider } from "#features/accounts/try-provider.ts";
import { removeProvider } from "#features/providers/actions.ts";
import { ProviderForm } from "#features/providers/components/provider-form.tsx";
import { signInProvider } from "#features/providers/queries.ts";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import type { Address } from "#lib/list-params.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { CopyBox } from "#ui/copy-box.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("providers"))("title") };
}

const PATH = "/settings/sign-in";

/** `?try`: asks the provider what it publishes of itself, after the page's own transaction. */
export default async function SignInSettingsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const { actor, provider } = await read("provider.view", async (db, actor) => ({
    actor,
    provider: await signInProvider(db),
  }));
  const [t, { try: tried }] = await Promise.all([getTranslations("providers"), searchParams]);
  const answer = provider && tried !== undefined ? await tryProvider(provider) : null;
  const words = { copy: t("copy"), copied: t("copied") };
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <SettingsTabs actor={actor} current="signIn" />
      <div className="max-w-3xl space-y-6">
        {answer && (
          <Notice tone={answer.answers ? "good" : "bad"} title={answer.answers ? t("answers") : t("silent")}>
            {answer.answers ? (answer.signsOut ? t("signsOut") : t("signsOutNot")) : t("silentText")}
          </Notice>
        )}
        {provider && actor.bound && <Notice tone="warn">{t("through")}</Notice>}
        <Card title={provider ? t("present") : t("add")} lead={provider ? undefined : t("addLead")}>
          <ProviderForm key={provider?.version ?? 0} provider={provider} />
        </Card>
        <Card title={t("atProvider")} lead={t("atProviderLead")}>
          <div className="space-y-4">
            <div className="space-y-1">
              <p className="font-semibold">{t("callback")}</p>
              <CopyBox label={t("callback")} text={callbackAddress(actor.tenant.slug)} words={words} />
            </div>
            <div className="space-y-1">
              <p className="font-semibold">{t("afterSignOut")}</p>
              <CopyBox label={t("afterSignOut")} text={signedOutAddress()} words={words} />
            </div>
          </div>
        </Card>
        {provider && (
          <Card title={t("steps")} lead={t("stepsLead")}>
            <div className="flex flex-wrap gap-2">
              <LinkButton href={`${PATH}?try`}>{t("try")}</LinkButton>
              <ConfirmButton
                label={t("remove")}
                title={t("removeAsk")}
                consequence={t("removeText")}
                action={removeProvider}
                fields={{ id: provider.id }}
                version={provider.version}
              />
            </div>
          </Card>
        )}
      </div>
    </>
  );
}
