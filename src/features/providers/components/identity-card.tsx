import { getLocale, getTranslations } from "next-intl/server";
import { formatDate } from "#lib/plain-date.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { Card } from "#ui/section.tsx";
import { unlinkIdentity } from "../actions.ts";
import type { identitiesOf } from "../queries.ts";

type Props = { name: string; identities: Awaited<ReturnType<typeof identitiesOf>>; timeZone: string };

/** Who a person is at the city's sign-in provider, and one press to forget it; nothing where nobody has linked them. */
export async function IdentityCard({ name, identities, timeZone }: Props) {
  const [t, locale] = await Promise.all([getTranslations("members.provider"), getLocale()]);
  if (identities.length === 0) return null;
  return (
    <Card title={t("title")} lead={t("lead")}>
      <ul className="space-y-3">
        {identities.map(({ id, issuer, subject, linkedAt }) => (
          <li key={id} className="flex flex-wrap items-center justify-between gap-3">
            <span className="min-w-0">
              <code className="break-all">{subject}</code>
              <span className="block break-all text-muted">
                {t("since", { issuer, date: formatDate(dateInZone(linkedAt, timeZone), locale) })}
              </span>
            </span>
            <ConfirmButton
              label={t("do")}
              title={t("ask", { name })}
              consequence={t("text")}
              action={unlinkIdentity}
              fields={{ id }}
            />
          </li>
        ))}
      </ul>
    </Card>
  );
}
