import { getLocale, getTranslations } from "next-intl/server";
import { roleText } from "#features/accounts/membership-label.ts";
import { named } from "#lib/named.ts";
import { Badge } from "#ui/badge.tsx";
import type { MembershipItem } from "../queries.ts";

const TONE = { present: "good", offered: "warn", planned: "info", ended: "neutral" } as const;

/** 'School head · Qinghe No. 3 Primary School', with its state where that is not the usual one. */
export async function MembershipLine({ membership }: { membership: MembershipItem }) {
  const [t, label, locale] = await Promise.all([getTranslations("members"), getTranslations("label"), getLocale()]);
  const { role, place, state, forName } = membership;
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <span>
        {roleText(label(`role.${role}`), forName, locale)}
        <span className="text-muted"> · {place ? named(place, locale) : t("wholeCity")}</span>
      </span>
      {state !== "present" && <Badge tone={TONE[state]}>{t(`states.${state}`)}</Badge>}
    </span>
  );
}
