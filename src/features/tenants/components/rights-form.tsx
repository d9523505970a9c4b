import { getTranslations } from "next-intl/server";
import type { Role } from "#generated/prisma/enums.ts";
import { CheckboxGroup } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";
import { saveRights } from "../actions.ts";
import { capabilityKey, withdrawable } from "../rights.ts";

/** The rights of one role that the city may withdraw: ticked ones stay, the others are taken away. */
export async function RightsForm({ role, withdrawn }: { role: Role; withdrawn: ReadonlySet<string> }) {
  const [t, capability] = await Promise.all([getTranslations("tenants"), getTranslations("capability")]);
  const rights = withdrawable(role);
  if (rights.length === 0) return <p className="text-muted">{t("rights.fixedText")}</p>;
  const kept = rights.filter((one) => !withdrawn.has(one));
  return (
    <Form
      action={saveRights}
      submit={t("save")}
      fields={{ role, was: kept.join(" ") }}
      label={t("rights.title")}
      guard
      saidByPage
    >
      <CheckboxGroup
        name="capability"
        label={t("rights.may")}
        required
        initial={kept}
        options={rights.map((one) => ({ value: one, label: capability(capabilityKey(one)) }))}
        columns
      />
    </Form>
  );
}
