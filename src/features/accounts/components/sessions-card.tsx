import { getLocale, getTranslations } from "next-intl/server";
import { formatDateTime } from "#lib/zoned-time.ts";
import { Badge } from "#ui/badge.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Form } from "#ui/form.tsx";
import { Card } from "#ui/section.tsx";
import { endOtherSessions, endSession } from "../actions.ts";
import { browserName } from "../browser-name.ts";
import type { OwnSession } from "../queries.ts";

/** Where the account is signed in, and one press to end each. */
export async function SessionsCard({ sessions, timeZone }: { sessions: OwnSession[]; timeZone: string }) {
  const [t, locale] = await Promise.all([getTranslations("account"), getLocale()]);
  const at = (instant: Date) => formatDateTime(instant, timeZone, locale);
  return (
    <Card title={t("sessions")} lead={t("sessionsLead")}>
      <ul className="space-y-3">
        {sessions.map((session) => {
          const name = browserName(session.userAgent) || t("unknownBrowser");
          return (
            <li key={session.key} className="flex flex-wrap items-center justify-between gap-3">
              <span>
                <span className="font-semibold">{name}</span>
                <span className="block text-muted">
                  {t("sessionTimes", { since: at(session.createdAt), seen: at(session.seenAt) })}
                  {session.byProvider && <span className="block">{t("byProvider")}</span>}
                </span>
              </span>
              {session.present ? (
                <Badge tone="good">{t("thisSession")}</Badge>
              ) : (
                <Form
                  action={endSession}
                  submit={t("endSession")}
                  submitVariant="secondary"
                  fields={{ session: session.key }}
                  label={name}
                  saidByPage
                />
              )}
            </li>
          );
        })}
      </ul>
      {sessions.length > 1 && (
        <div className="mt-4">
          <ConfirmButton
            label={t("endOthers")}
            title={t("endOthersAsk")}
            consequence={t("endOthersText")}
            action={endOtherSessions}
          />
        </div>
      )}
    </Card>
  );
}
