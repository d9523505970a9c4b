import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { DismissMenus } from "#ui/dismiss-menus.tsx";
import { Icon } from "#ui/icon.tsx";
import { ShellPreferences } from "#ui/shell-preferences.tsx";
import { LanguageSwitch, preferencePanel } from "../preferences.tsx";

/** The frame of pages that need no sign-in. */
export default async function OpenLayout({ children }: { children: ReactNode }) {
  const [t, preferences] = await Promise.all([getTranslations("app"), preferencePanel()]);
  return (
    <>
      <a href="#main" className="skip-link">
        {t("skip")}
      </a>
      <header className="open-bar">
        <span className="brand">
          <span className="brand-mark" aria-hidden="true">
            <Icon name="book" />
          </span>
          <span className="font-semibold">{t("name")}</span>
        </span>
        <div className="ms-auto flex items-center gap-1">
          <LanguageSwitch />
          <ShellPreferences {...preferences} />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="open-main">
        {children}
      </main>
      <DismissMenus />
    </>
  );
}
