import { getTranslations } from "next-intl/server";
import { SelectField, TextField } from "#ui/field.tsx";
import { TENANT_LOCALES } from "../schema.ts";

const LANGUAGES: Record<(typeof TENANT_LOCALES)[number], string> = {
  "zh-CN": "简体中文",
  "zh-TW": "繁體中文",
  "zh-HK": "繁體中文（香港）",
  en: "English",
};

function timeZones(present: string): string[] {
  const near = Intl.supportedValuesOf("timeZone").filter((zone) => zone.startsWith("Asia/"));
  return [...new Set([present, "Asia/Shanghai", ...near])];
}

/** Both names of a city, its language and its time zone. */
export async function LocaleFields({
  tenant,
}: {
  tenant?: { nameEn: string; nameZh: string; locale: string; timeZone: string };
}) {
  const t = await getTranslations("tenants");
  const timeZone = tenant?.timeZone ?? "Asia/Shanghai";
  return (
    <>
      <TextField name="nameZh" label={t("nameZh")} required initial={tenant?.nameZh} maxLength={120} />
      <TextField name="nameEn" label={t("nameEn")} required initial={tenant?.nameEn} maxLength={120} />
      <SelectField
        name="locale"
        label={t("locale")}
        hint={t("localeHint")}
        required
        initial={tenant?.locale ?? "zh-CN"}
        empty={null}
        options={TENANT_LOCALES.map((value) => ({ value, label: LANGUAGES[value] }))}
      />
      <SelectField
        name="timeZone"
        label={t("timeZone")}
        hint={t("timeZoneHint")}
        required
        initial={timeZone}
        empty={null}
        options={timeZones(timeZone).map((zone) => ({ value: zone, label: zone }))}
      />
    </>
  );
}
