import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { ProviderButton } from "#features/accounts/components/provider-button.tsx";
import { signIn } from "#features/accounts/door-actions.ts";
import { PROBLEMS, providerOf } from "#features/accounts/provider-sign-in.ts";
import { PASSWORD_MAX } from "#features/accounts/schema.ts";
import { whereToGo } from "#features/accounts/waiting.ts";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { readCookie } from "#server/cookies.ts";
import { cookieName } from "#server/session.ts";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

/**
 * `?ended`: whoever comes here was signed in, and the session is over. `?city`: offers the city's own way to sign in, as
 * does a browser that took it last. `?problem`: why that did not work.
 */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Address> }) {
  const page = await whereToGo();
  if (page) redirect(page);
  const [t, locale, { ended, ...asked }] = await Promise.all([getTranslations("signIn"), getLocale(), searchParams]);
  const city = typeof asked.city === "string" ? asked.city : ((await readCookie(cookieName("city"))) ?? "");
  const provider = await providerOf(city);
  const problem = PROBLEMS.find((one) => one === asked.problem);
  return (
    <DoorPanel title={provider ? t("cityTitle", { city: named(provider, locale) }) : t("title")} lead={t("lead")}>
      {ended !== undefined && <Notice tone="warn">{t("ended")}</Notice>}
      {problem && (
        <Notice tone="bad" title={t("provider.failed")}>
          {t(`provider.problems.${problem}`)}
        </Notice>
      )}
      {provider && (
        <>
          <ProviderButton city={city} provider={provider} />
          <p className="border-t border-line pt-5 text-muted">
            {provider.passwords ? t("provider.or") : t("provider.only")}
          </p>
        </>
      )}
      <Form action={signIn} submit={t("submit")} submitVariant={provider ? "secondary" : "primary"}>
        <TextField
          name="email"
          label={t("email")}
          required
          type="email"
          size="full"
          autoComplete="username"
          autoFocus={!provider}
          maxLength={254}
        />
        <TextField
          name="password"
          label={t("password")}
          required
          type="password"
          size="full"
          autoComplete="current-password"
          maxLength={PASSWORD_MAX}
        />
      </Form>
      <p>
        <TextLink href="/sign-in/forgot">{t("forgot.link")}</TextLink>
      </p>
    </DoorPanel>
  );
}
