import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { Preferences } from "#ui/shell-preferences.tsx";
import { CHOICES, preferencesOf } from "./preference-choices.ts";
import { setPreference } from "./preferences-action.ts";

/** Props of the shell's panel for language and display. */
export async function preferencePanel(): Promise<Preferences> {
  const [t, locale, jar] = await Promise.all([getTranslations("app.preferences"), getLocale(), cookies()]);
  const { theme, density } = preferencesOf(jar);
  return {
    label: t("label"),
    action: setPreference,
    groups: [
      {
        name: "locale",
        label: t("language"),
        options: [
          { value: "zh-CN", label: "中文", lang: "zh-CN", current: locale === "zh-CN" },
          { value: "en", label: "English", lang: "en", current: locale === "en" },
        ],
      },
      {
        name: "theme",
        label: t("theme"),
        options: CHOICES.theme.map((value) => ({ value, label: t(`themes.${value}`), current: theme === value })),
      },
      {
        name: "density",
        label: t("density"),
        options: CHOICES.density.map((value) => ({
          value,
          label: t(`densities.${value}`),
          current: density === value,
        })),
      },
    ],
  };
}

/** One press to the other language. */
export async function LanguageSwitch() {
  const [t, locale] = await Promise.all([getTranslations("app.preferences"), getLocale()]);
  const other = locale === "en" ? { value: "zh-CN", label: "中文" } : { value: "en", label: "English" };
  return (
    <form action={setPreference}>
      <button
        type="submit"
        name="locale"
        value={other.value}
        lang={other.value}
        className="bar-button"
        title={t("switch")}
      >
        {other.label}
      </button>
    </form>
  );
}
