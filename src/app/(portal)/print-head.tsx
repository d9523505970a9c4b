import { getLocale, getTranslations } from "next-intl/server";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";

/** On paper alone: whose page it is, when it was asked for and by whom. */
export async function PrintHead({ actor }: { actor: Actor }) {
  const [t, locale] = await Promise.all([getTranslations("app"), getLocale()]);
  const at = formatDateTime(new Date(), actor.tenant.timeZone, locale);
  return (
    <p className="print-head" aria-hidden="true">
      <span>
        {named(actor.tenant, locale)} · {t("section")}
      </span>
      <span>{t("printed", { at, name: actor.name })}</span>
    </p>
  );
}
