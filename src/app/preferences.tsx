import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { Preferences } from "#ui/shell-preferences.tsx";
import { setPreference } from "./preferences-action.ts";

const CHOICES = {
  locale: ["zh-CN", "en"],
  theme: ["system", "light", "dark"],
  density: ["comfortable", "compact"],
} as const;

type Jar = { get(name: string): { value: string } | undefined };

/** The value if the preference of this name has it among its choices. */
export function choiceOf(name: string, value: unknown): string | undefined {
  const choices: readonly string[] = CHOICES[name as keyof typeof CHOICES] ?? [];
  return choices.find((choice) => choice === value);
}

export function preferencesOf(jar: Jar): { theme: string; density: string } {
  const chosen = (name: "theme" | "density") => choiceOf(name, jar.get(name)?.value) ?? CHOICES[name][0];
  return { theme: chosen("theme"), density: chosen("density") };
}

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
