import { useTranslations } from "next-intl";
import { Facts } from "#ui/facts.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { Card } from "#ui/section.tsx";
import { editReminders } from "../actions.ts";
import type { TenantSettings } from "../queries.ts";

/** When schools are reminded of deadlines, and who hears of what is missing. */
export function RemindersCard({ tenant, editable }: { tenant: TenantSettings; editable: boolean }) {
  const t = useTranslations("tenants");
  const before = tenant.remindBefore.join(", ");
  const days = { districtAfter: tenant.districtAfter, sectionAfter: tenant.sectionAfter };
  if (!editable) {
    return (
      <Card title={t("reminders")} lead={t("remindersLead")}>
        <Facts
          items={[
            { label: t("remindBefore"), value: before || t("nobody") },
            { label: t("districtAfter"), value: days.districtAfter },
            { label: t("sectionAfter"), value: days.sectionAfter },
          ]}
        />
      </Card>
    );
  }
  return (
    <Card title={t("reminders")} lead={t("remindersLead")}>
      <Form action={editReminders} submit={t("save")} version={tenant.version} label={t("reminders")} guard>
        <TextField
          name="remindBefore"
          label={t("remindBefore")}
          hint={t("remindBeforeHint")}
          maxLength={60}
          initial={before}
        />
        {(["districtAfter", "sectionAfter"] as const).map((name) => (
          <TextField
            key={name}
            name={name}
            label={t(name)}
            hint={t(`${name}Hint`)}
            required
            size="short"
            inputMode="numeric"
            maxLength={2}
            initial={String(days[name])}
          />
        ))}
      </Form>
    </Card>
  );
}
