import { getTranslations } from "next-intl/server";
import { Facts } from "#ui/facts.tsx";
import type { TenantSettings } from "../queries.ts";

/** The city's settings for those who may read them only. */
export async function TenantFacts({ tenant }: { tenant: TenantSettings }) {
  const [t, label] = await Promise.all([getTranslations("tenants"), getTranslations("label")]);
  const roles = tenant.totpRoles.map((role) => label(`role.${role}`)).join(", ");
  const fields = tenant.schoolFields.map(({ en, zh }) => `${zh} (${en})`).join(", ");
  return (
    <Facts
      items={[
        { label: t("nameZh"), value: tenant.nameZh },
        { label: t("nameEn"), value: tenant.nameEn },
        { label: t("locale"), value: tenant.locale },
        { label: t("timeZone"), value: tenant.timeZone },
        { label: t("fillerMaySign"), value: tenant.fillerMaySign ? t("yes") : t("no") },
        { label: t("primaryGrades"), value: tenant.primaryGrades === 5 ? t("fiveFour") : t("sixThree") },
        { label: t("totpRoles"), value: roles || t("nobody") },
        { label: t("schoolFields"), value: fields || t("noneSet"), wide: true },
      ]}
    />
  );
}
