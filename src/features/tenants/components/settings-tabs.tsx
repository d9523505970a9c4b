import { getTranslations } from "next-intl/server";
import type { Actor } from "#server/db.ts";
import { type Capability, can } from "#server/policy.ts";
import { Tabs } from "#ui/tabs.tsx";

const TABS = [
  { key: "city", href: "/settings", needs: "tenant.view" },
  { key: "people", href: "/settings/people", needs: "member.view" },
  { key: "years", href: "/settings/school-years", needs: "tenant.view" },
  { key: "calendar", href: "/settings/calendar", needs: "tenant.view" },
  { key: "districts", href: "/settings/districts", needs: "tenant.view" },
  { key: "ownerships", href: "/settings/ownerships", needs: "tenant.view" },
  { key: "rights", href: "/settings/rights", needs: "tenant.view" },
] as const satisfies { key: string; href: string; needs: Capability }[];

export type SettingsTab = (typeof TABS)[number]["key"];

/** The parts of the settings that the reader may see; nothing where that is one. */
export async function SettingsTabs({ actor, current }: { actor: Actor; current: SettingsTab }) {
  const t = await getTranslations("tenants.tabs");
  const items = TABS.filter(({ needs }) => can(actor, needs));
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
