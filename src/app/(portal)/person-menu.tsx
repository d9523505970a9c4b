import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { leave } from "#features/accounts/actions.ts";
import { RoleSwitch } from "#features/accounts/components/role-switch.tsx";
import { HelpLink } from "#ui/help-link.tsx";
import { Icon } from "#ui/icon.tsx";

export async function PersonMenu() {
  const [t, guide] = await Promise.all([getTranslations("app"), getTranslations("guide")]);
  return (
    <>
      <RoleSwitch address="/account/roles" words={{ title: t("roles"), other: t("otherRole") }} />
      <Link href="/account" prefetch={false} className="menu-item">
        <Icon name="user" size={18} />
        {t("nav.account")}
      </Link>
      <HelpLink address="/help/at" words={{ label: guide("help"), newTab: guide("newTab") }} inMenu />
      <form action={leave}>
        <button type="submit" className="menu-item w-full">
          <Icon name="sign-out" size={18} />
          {t("signOut")}
        </button>
      </form>
    </>
  );
}
