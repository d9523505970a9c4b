import { getLocale, getTranslations } from "next-intl/server";
import { Badge } from "#ui/badge.tsx";
import { Form } from "#ui/form.tsx";
import { Card } from "#ui/section.tsx";
import { switchMembership } from "../actions.ts";
import { membershipLabel } from "../membership-label.ts";
import type { OwnMembership } from "../sessions.ts";

/** What the person may be today, and one press to be another of it. */
export async function MembershipsCard({
  memberships,
  current,
}: {
  memberships: OwnMembership[];
  current: string | null;
}) {
  const [t, label, locale] = await Promise.all([getTranslations("account"), getTranslations("label"), getLocale()]);
  if (memberships.length === 0) return null;
  return (
    <Card id="roles" title={t("memberships")} lead={memberships.length > 1 ? t("membershipsLead") : undefined}>
      <ul className="space-y-3">
        {memberships.map((one) => {
          const name = membershipLabel(one, label, locale);
          return (
            <li key={one.id} className="flex flex-wrap items-center justify-between gap-3">
              <span>{name}</span>
              {one.id === current ? (
                <Badge tone="good">{t("present")}</Badge>
              ) : (
                <Form
                  action={switchMembership}
                  submit={t("switch")}
                  submitVariant="secondary"
                  fields={{ membershipId: one.id }}
                  label={name}
                />
              )}
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
