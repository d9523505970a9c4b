import { headers } from "next/headers";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { roleText } from "#features/accounts/membership-label.ts";
import { frameOf } from "#features/home/frame.ts";
import { Bell } from "#features/notifications/components/bell.tsx";
import { MOST_COUNTED } from "#features/notifications/queries.ts";
import { emblemAddress } from "#features/tenants/emblem-address.ts";
import { named } from "#lib/named.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { HelpLink } from "#ui/help-link.tsx";
import { PaletteButton } from "#ui/palette-button.tsx";
import { Shell } from "#ui/shell.tsx";
import { LanguageSwitch, preferencePanel } from "../preferences.tsx";
import { navigationOf } from "./nav.ts";
import { PersonMenu } from "./person-menu.tsx";
import { PrintHead } from "./print-head.tsx";
import { SchoolYearChoice } from "./school-year-choice.tsx";

const PALETTE_GROUPS = ["pages", "deeds", "schools", "reports", "people"] as const;

/** The frame of every signed-in page. It shows; rights are decided by each page's own door. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { actor, years, place, unread, emblem } = await read("account.view", async (db, actor) => ({
    actor,
    ...(await frameOf(db, actor)),
  }));
  const [t, label, palette, notices, guide, locale, preferences] = await Promise.all([
    getTranslations("app"),
    getTranslations("label"),
    getTranslations("palette"),
    getTranslations("notices"),
    getTranslations("guide"),
    getLocale(),
    preferencePanel(),
  ]);
  const groups = navigationOf(actor);
  const addresses = groups.flatMap(({ entries }) => entries.map((entry) => entry.href));
  const nav = groups.map(({ key, entries }) => ({
    ...(key === "work" ? {} : { label: t(`navGroups.${key}`) }),
    items: entries.map(({ key: name, href, icon }) => ({
      label: t(`nav.${name}`),
      href,
      icon,
      except: addresses.filter((other) => other.startsWith(`${href}/`)),
    })),
  }));
  const paletteWords = {
    open: palette("open"),
    label: palette("label"),
    placeholder: palette("placeholder"),
    none: palette("none"),
    failed: palette("failed"),
    count: palette.raw("count"),
    close: palette("close"),
    keys: palette("keys"),
    groups: Object.fromEntries(PALETTE_GROUPS.map((key) => [key, palette(`groups.${key}`)])),
  };
  const { accent } = actor.tenant;
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <>
      {accent && /^#[0-9a-f]{6}$/i.test(accent) && <style nonce={nonce}>{`:root{--accent:${accent}}`}</style>}
      <Shell
        tenant={{
          name: named(actor.tenant, locale),
          section: t("section"),
          href: "/",
          emblem: emblem && <img src={emblemAddress(actor.tenant.slug, emblem)} alt="" width={32} height={32} />,
        }}
        nav={nav}
        context={{
          role: [roleText(label(`role.${actor.role}`), actor.forName, locale), place && named(place, locale)]
            .filter(Boolean)
            .join(" · "),
          roleLabel: t("role"),
          schoolYear: <SchoolYearChoice actor={actor} years={years} />,
          schoolYearLabel: t("schoolYear"),
        }}
        preferences={preferences}
        person={{ name: actor.name, detail: actor.email, menu: <PersonMenu /> }}
        tools={
          <>
            <PaletteButton address="/find" words={paletteWords} />
            {can(actor, "notification.view") && (
              <Bell
                unread={unread}
                most={MOST_COUNTED}
                words={{ label: notices("title"), count: notices("bellCount") }}
              />
            )}
            <HelpLink address="/help/at" words={{ label: guide("help"), newTab: guide("newTab") }} />
            <LanguageSwitch />
          </>
        }
        words={{
          skip: t("skip"),
          navigation: t("navigation"),
          openNavigation: t("openNavigation"),
          closeNavigation: t("closeNavigation"),
          personMenu: t("personMenu"),
        }}
      >
        <PrintHead actor={actor} />
        {children}
      </Shell>
    </>
  );
}
