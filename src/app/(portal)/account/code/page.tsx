import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { addCode, renewRecoveryCodes } from "#features/accounts/actions.ts";
import { CodeKey } from "#features/accounts/components/code-key.tsx";
import { newKey } from "#features/accounts/one-time-code.ts";
import { ownSecurity } from "#features/accounts/queries.ts";
import { PASSWORD_MAX } from "#features/accounts/schema.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { TextField } from "#ui/field.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { ShownOnce } from "#ui/shown-once.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("code") };
}

export default async function AccountCodePage() {
  const { email, bound, on } = await read("account.view", async (db, actor) => ({
    email: actor.email,
    bound: actor.bound,
    on: (await ownSecurity(db, null)).codeSince !== null,
  }));
  if (bound) notFound();
  const [t, door] = await Promise.all([getTranslations("account"), getTranslations("signIn")]);
  const { key, uri } = newKey(email);

  return (
    <>
      <PageTitle
        title={t("code")}
        lead={t("codeLead")}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: "/account" }] }}
      />
      <div className="max-w-xl space-y-5">
        <ShownOnce
          action={on ? renewRecoveryCodes : addCode}
          submit={on ? t("recoveryRenew") : door("setUp.submit")}
          fields={on ? {} : { key }}
          words={{
            title: door("recovery.title"),
            lead: door("recovery.lead"),
            copy: door("copy"),
            copied: door("copied"),
            done: door("recovery.done"),
          }}
          after={<LinkButton href="/account">{door("setUp.goOn")}</LinkButton>}
        >
          {on ? <p>{t("renewLead")}</p> : <CodeKey keyText={key} uri={uri} />}
          {!on && (
            <TextField
              name="oneTimeCode"
              label={door("oneTimeCode")}
              hint={door("setUp.hint")}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={10}
            />
          )}
          <TextField
            name="currentPassword"
            label={t("currentPassword")}
            required
            type="password"
            autoComplete="current-password"
            maxLength={PASSWORD_MAX}
          />
        </ShownOnce>
      </div>
    </>
  );
}
