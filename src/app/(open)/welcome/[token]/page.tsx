import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readLink } from "#features/accounts/choose-password.ts";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { choosePasswordByLink } from "#features/accounts/door-actions.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#features/accounts/schema.ts";
import { digestOf } from "#server/session.ts";
import { LinkButton } from "#ui/button.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.welcome"))("title"), referrer: "no-referrer" };
}

export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, link] = await Promise.all([getTranslations("signIn"), readLink(digestOf(token))]);
  if (!link) {
    return (
      <DoorPanel title={t("welcome.deadTitle")} lead={t("linkDead")}>
        <LinkButton href="/sign-in">{t("submit")}</LinkButton>
      </DoorPanel>
    );
  }
  const min = link.hasCode ? PASSWORD_MIN.withCode : PASSWORD_MIN.alone;
  const invited = link.purpose === "INVITATION";
  return (
    <DoorPanel
      title={invited ? t("welcome.title") : t("welcome.resetTitle")}
      lead={invited ? t("welcome.lead", { name: link.name }) : t("welcome.resetLead", { name: link.name })}
    >
      <Form action={choosePasswordByLink} submit={t("welcome.submit")} fields={{ token }}>
        <input type="text" name="username" value={link.email} autoComplete="username" readOnly hidden />
        <p>
          {t("welcome.as")} <strong>{link.email}</strong>
        </p>
        <TextField
          name="newPassword"
          label={t("newPassword")}
          hint={t("passwordHint", { min })}
          required
          type="password"
          size="full"
          autoComplete="new-password"
          maxLength={PASSWORD_MAX}
        />
      </Form>
    </DoorPanel>
  );
}
