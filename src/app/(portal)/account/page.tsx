import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { changePassword, editAccount } from "#features/accounts/actions.ts";
import { CodeCard } from "#features/accounts/components/code-card.tsx";
import { MembershipsCard } from "#features/accounts/components/memberships-card.tsx";
import { SessionsCard } from "#features/accounts/components/sessions-card.tsx";
import { ownSecurity } from "#features/accounts/queries.ts";
import { PASSWORD_MAX, PASSWORD_MIN } from "#features/accounts/schema.ts";
import { ownMemberships } from "#features/accounts/sessions.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { sessionDigest } from "#server/session.ts";
import { LinkButton } from "#ui/button.tsx";
import { RadioGroup } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

export default async function AccountPage() {
  const digest = await sessionDigest();
  const { actor, memberships, security } = await read("account.view", async (db, actor) => ({
    actor,
    memberships: await ownMemberships(db),
    security: await ownSecurity(db, digest),
  }));
  const [t, locale] = await Promise.all([getTranslations("account"), getLocale()]);
  const min = security.codeSince ? PASSWORD_MIN.withCode : PASSWORD_MIN.alone;
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead", { email: actor.email })} />
      <div className="max-w-3xl space-y-6">
        <Card title={t("person")}>
          <Form action={editAccount} submit={t("save")} label={t("person")}>
            <TextField
              name="name"
              label={t("name")}
              required
              initial={actor.name}
              maxLength={80}
              autoComplete="name"
              readOnly={actor.bound}
            />
            <RadioGroup
              name="locale"
              label={t("language")}
              required
              initial={actor.locale ?? locale}
              options={[
                { value: "zh-CN", label: "中文" },
                { value: "en", label: "English" },
              ]}
            />
          </Form>
        </Card>
        <MembershipsCard memberships={memberships} current={actor.membershipId} />
        {can(actor, "delegation.end") && (
          <Card title={t("leave")} lead={t("leaveLead")}>
            <LinkButton href="/account/leave" icon="calendar">
              {t("leaveGo")}
            </LinkButton>
          </Card>
        )}
        {actor.bound ? (
          <Notice title={t("boundTitle")}>{t("bound")}</Notice>
        ) : (
          <>
            <Card title={t("password")} lead={t("passwordLead")}>
              <Form action={changePassword} submit={t("changePassword")} label={t("password")} resetWhenDone>
                <input type="text" name="username" value={actor.email} autoComplete="username" readOnly hidden />
                <TextField
                  name="currentPassword"
                  label={t("currentPassword")}
                  required
                  type="password"
                  autoComplete="current-password"
                  maxLength={PASSWORD_MAX}
                />
                <TextField
                  name="newPassword"
                  label={t("newPassword")}
                  hint={t("passwordHint", { min })}
                  required
                  type="password"
                  autoComplete="new-password"
                  maxLength={PASSWORD_MAX}
                />
              </Form>
            </Card>
            <CodeCard since={security.codeSince} left={security.recoveryCodes} timeZone={actor.tenant.timeZone} />
          </>
        )}
        <SessionsCard sessions={security.sessions} timeZone={actor.tenant.timeZone} />
      </div>
    </>
  );
}
