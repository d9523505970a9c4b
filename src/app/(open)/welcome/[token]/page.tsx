import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { type OpenLink, readLink } from "#features/accounts/choose-password.ts";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { choosePasswordByLink, signInForOffer, takeUpOffer } from "#features/accounts/door-actions.ts";
import { membershipLabel } from "#features/accounts/membership-label.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#features/accounts/schema.ts";
import { whoIsHere } from "#features/accounts/waiting.ts";
import { digestOf } from "#lib/digest.ts";
import { LinkButton } from "#ui/button.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.welcome"))("title"), referrer: "no-referrer" };
}

/** What a link opens: a password to be chosen, or a role to be taken up by whom it is for. */
export default async function WelcomePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const [t, label, locale, link, here] = await Promise.all([
    getTranslations("signIn"),
    getTranslations("label"),
    getLocale(),
    readLink(digestOf(token)),
    whoIsHere(),
  ]);
  if (!link) {
    return (
      <DoorPanel title={t("welcome.deadTitle")} lead={t("linkDead")}>
        <LinkButton href="/sign-in">{t("submit")}</LinkButton>
      </DoorPanel>
    );
  }
  if (!link.offer) {
    return (
      <DoorPanel title={t("welcome.resetTitle")} lead={t("welcome.resetLead", { name: link.name })}>
        <PasswordForm link={link} token={token} />
      </DoorPanel>
    );
  }
  const offered = (
    <p>
      {t("welcome.offered")} <strong>{membershipLabel(link.offer, label, locale)}</strong>
    </p>
  );
  if (!link.hasPassword && !link.unclaimed) {
    return (
      <DoorPanel title={t("welcome.offerTitle")} lead={t("welcome.noPassword", { name: link.name })}>
        {offered}
        <LinkButton href="/sign-in/forgot">{t("forgot.link")}</LinkButton>
      </DoorPanel>
    );
  }
  if (!link.hasPassword) {
    return (
      <DoorPanel title={t("welcome.title")} lead={t("welcome.lead", { name: link.name })}>
        {offered}
        <PasswordForm link={link} token={token} />
      </DoorPanel>
    );
  }
  const own = here?.personId === link.personId ? here.standing : null;
  if (own === "code") redirect("/sign-in/code");
  if (own === "set-up-code") redirect("/sign-in/set-up-code");
  if (own) {
    return (
      <DoorPanel title={t("welcome.offerTitle")} lead={t("welcome.offerLead", { name: link.name })}>
        {offered}
        <Form action={takeUpOffer} submit={t("welcome.takeUp")} fields={{ token }} />
      </DoorPanel>
    );
  }
  return (
    <DoorPanel title={t("welcome.offerTitle")} lead={t("welcome.offerSignIn", { name: link.name })}>
      {offered}
      <Form action={signInForOffer} submit={t("submit")} fields={{ token }}>
        <p>
          {t("email")} <strong>{link.email}</strong>
        </p>
        <input type="text" name="username" value={link.email} autoComplete="username" readOnly hidden />
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
    </DoorPanel>
  );
}

async function PasswordForm({ link, token }: { link: OpenLink; token: string }) {
  const t = await getTranslations("signIn");
  const min = link.hasCode ? PASSWORD_MIN.withCode : PASSWORD_MIN.alone;
  return (
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
  );
}
