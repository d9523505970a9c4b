import { getLocale, getTranslations } from "next-intl/server";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { Badge } from "#ui/badge.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { endDelegation } from "../actions.ts";
import type { Delegation } from "../queries.ts";

/** Roles that are handed over, each with its days and one press to end it. */
export async function DelegationList({ delegations, today }: { delegations: Delegation[]; today: string }) {
  const [t, label, locale] = await Promise.all([getTranslations("delegations"), getTranslations("label"), getLocale()]);
  return (
    <ul className="divide-y divide-line">
      {delegations.map((one) => {
        const place = named({ nameEn: one.placeNameEn, nameZh: one.placeNameZh }, locale);
        const who = { name: one.colleagueName, whom: one.giverName };
        const days = { from: formatDate(one.startsOn, locale), to: formatDate(one.lastOn, locale) };
        return (
          <li key={one.id} className="flex flex-wrap items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-2">
                <span className="font-semibold">{one.given ? t("toColleague", who) : t("toYou", who)}</span>
                {one.startsOn > today && <Badge tone="info">{t("planned")}</Badge>}
              </p>
              <p>{[label(`role.${one.role}`), place].filter(Boolean).join(" · ")}</p>
              <p className="text-muted">{t("days", days)}</p>
            </div>
            <ConfirmButton
              label={t("end")}
              title={t("endAsk", who)}
              consequence={one.given ? t("endGiven", who) : t("endOwn", who)}
              action={endDelegation}
              fields={{ id: one.id }}
              version={one.version}
            />
          </li>
        );
      })}
    </ul>
  );
}
