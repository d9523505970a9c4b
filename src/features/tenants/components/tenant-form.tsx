import { getTranslations } from "next-intl/server";
import { Role } from "#generated/prisma/enums.ts";
import { Checkbox, CheckboxGroup, RadioGroup } from "#ui/choice-field.tsx";
import { TextArea } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { editTenant } from "../actions.ts";
import { writeSchoolFields } from "../lines.ts";
import type { TenantSettings } from "../queries.ts";
import { AccentField } from "./accent-field.tsx";
import { LocaleFields } from "./locale-fields.tsx";

/** The city's own settings. */
export async function TenantForm({ tenant }: { tenant: TenantSettings }) {
  const [t, label] = await Promise.all([getTranslations("tenants"), getTranslations("label")]);
  return (
    <Form action={editTenant} submit={t("save")} version={tenant.version} label={t("city")} guard>
      <LocaleFields tenant={tenant} />
      <AccentField
        label={t("accent")}
        hint={t("accentHint")}
        initial={tenant.accent ?? ""}
        words={{ sample: t("accentSample"), good: t("accentGood"), weak: t("accentWeak"), shape: t("accentShape") }}
      />
      <Checkbox
        name="fillerMaySign"
        label={t("fillerMaySign")}
        hint={t("fillerMaySignHint")}
        initial={tenant.fillerMaySign}
        required
      />
      <RadioGroup
        name="primaryGrades"
        label={t("primaryGrades")}
        hint={t("primaryGradesHint")}
        required
        initial={String(tenant.primaryGrades)}
        options={[
          { value: "6", label: t("sixThree") },
          { value: "5", label: t("fiveFour") },
        ]}
      />
      <CheckboxGroup
        name="totpRoles"
        label={t("totpRoles")}
        hint={t("totpRolesHint")}
        required
        initial={tenant.totpRoles}
        options={Object.values(Role).map((role) => ({ value: role, label: label(`role.${role}`) }))}
        columns
      />
      <TextArea
        name="schoolFields"
        label={t("schoolFields")}
        hint={t("schoolFieldsHint")}
        initial={writeSchoolFields(tenant.schoolFields)}
        rows={4}
        maxLength={4000}
      />
    </Form>
  );
}
