import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { signIn } from "#features/accounts/door-actions.ts";
import { PASSWORD_MAX } from "#features/accounts/schema.ts";
import { whereToGo } from "#features/accounts/waiting.ts";
import type { Address } from "#lib/list-params.ts";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { TextLink } from "#ui/link.tsx";
import { Notice } from "#ui/notice.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn"))("title") };
}

/** `?ended`: whoever comes here was signed in, and the session is over. */
export default async function SignInPage({ searchParams }: { searchParams: Promise<Address> }) {
  const page = await whereToGo();
  if (page) redirect(page);
  const [t, { ended }] = await Promise.all([getTranslations("signIn"), searchParams]);
  return (
    <DoorPanel title={t("title")} lead={t("lead")}>
      {ended !== undefined && <Notice tone="warn">{t("ended")}</Notice>}
      <Form action={signIn} submit={t("submit")}>
        <TextField
          name="email"
          label={t("email")}
          required
          type="email"
          size="full"
          autoComplete="username"
          autoFocus
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
