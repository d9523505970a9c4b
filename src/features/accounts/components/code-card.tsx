import { getLocale, getTranslations } from "next-intl/server";
import { formatDate } from "#lib/plain-date.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { LinkButton } from "#ui/button.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { TextField } from "#ui/field.tsx";
import { Card } from "#ui/section.tsx";
import { removeCode } from "../actions.ts";
import { PASSWORD_MAX } from "../schema.ts";

/** Whether sign-in asks for a one-time code, and the steps to change that. */
export async function CodeCard({ since, left, timeZone }: { since: Date | null; left: number; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations("account"), getLocale()]);
  if (!since) {
    return (
      <Card title={t("code")} lead={t("codeLead")}>
        <LinkButton href="/account/code" icon="shield">
          {t("codeAdd")}
        </LinkButton>
      </Card>
    );
  }
  return (
    <Card title={t("code")} lead={t("codeOnSince", { date: formatDate(dateInZone(since, timeZone), locale) })}>
      <p>{t("recoveryLeft", { count: left })}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <LinkButton href="/account/code">{t("recoveryRenew")}</LinkButton>
        <ConfirmButton
          label={t("codeRemove")}
          title={t("codeRemoveTitle")}
          consequence={t("codeRemoveText")}
          action={removeCode}
        >
          <TextField
            name="currentPassword"
            label={t("currentPassword")}
            required
            type="password"
            autoComplete="current-password"
            maxLength={PASSWORD_MAX}
          />
        </ConfirmButton>
      </div>
    </Card>
  );
}
