import { getTranslations } from "next-intl/server";
import type { Actor } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { Tabs } from "#ui/tabs.tsx";
import { SETTINGS_PARTS } from "../parts.ts";

export type SettingsTab = (typeof SETTINGS_PARTS)[number]["key"];

/** The parts of the settings that the reader may see; nothing where that is one. */
export async function SettingsTabs({ actor, current }: { actor: Actor; current: SettingsTab }) {
  const t = await getTranslations("tenants.tabs");
  const items = SETTINGS_PARTS.filter(({ needs }) => can(actor, needs));
  if (items.length < 2) return null;
  return (
    <div className="mb-5">
      <Tabs
        label={t("label")}
        items={items.map(({ key, href }) => ({ label: t(key), href, current: key === current }))}
      />
    </div>
  );
}
