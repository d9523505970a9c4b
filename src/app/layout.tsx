import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { UiWordsProvider } from "#ui/words.tsx";
import "./globals.css";
import { preferencesOf } from "./preference-choices.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("app");
  return { title: { default: t("name"), template: `%s · ${t("name")}` }, robots: { index: false } };
}

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [t, locale, jar] = await Promise.all([getTranslations("ui"), getLocale(), cookies()]);
  const { theme, density } = preferencesOf(jar);
  return (
    <html lang={locale} data-theme={theme === "system" ? undefined : theme} data-density={density}>
      <body>
        <UiWordsProvider
          words={{
            problem: t("problem"),
            optional: t("optional"),
            working: t("working"),
            close: t("close"),
            cancel: t("cancel"),
            choose: t("choose"),
            leave: t("leave"),
            reload: t("reload"),
            unreachable: t("unreachable"),
            renewed: t("renewed"),
            defect: t.raw("defect"),
            conflict: {
              title: t("conflict.title"),
              lead: t("conflict.lead"),
              field: t("conflict.field"),
              mine: t("conflict.mine"),
              theirs: t("conflict.theirs"),
            },
          }}
        >
          {children}
        </UiWordsProvider>
      </body>
    </html>
  );
}
