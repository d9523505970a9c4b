import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { leave } from "#features/accounts/actions.ts";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { MembershipChoice } from "#features/accounts/components/membership-choice.tsx";
import { ProviderButton } from "#features/accounts/components/provider-button.tsx";
import { providerOf } from "#features/accounts/provider-sign-in.ts";
import { ownPlace } from "#features/accounts/queries.ts";
import { whileWaiting } from "#features/accounts/waiting.ts";
import { named } from "#lib/named.ts";
import { Button } from "#ui/button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.provider"))("title") };
}

/** For whoever gave a password where the city wants its own way to sign in. */
export default async function ProviderPage() {
  const { city, elsewhere } = await whileWaiting("provider", ownPlace);
  const [t, locale, provider] = await Promise.all([getTranslations("signIn"), getLocale(), providerOf(city)]);
  const name = provider ? named(provider, locale) : "";
  return (
    <DoorPanel title={t("provider.title")} lead={t("provider.lead", { city: name })}>
      {provider && <ProviderButton city={city} provider={provider} />}
      <MembershipChoice memberships={elsewhere} label={t("provider.elsewhere")} />
      <form action={leave}>
        <Button type="submit" variant="quiet">
          {t("leave")}
        </Button>
      </form>
    </DoorPanel>
  );
}
