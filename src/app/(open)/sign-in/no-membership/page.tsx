import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { leave } from "#features/accounts/actions.ts";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { MembershipChoice } from "#features/accounts/components/membership-choice.tsx";
import { ownMemberships } from "#features/accounts/sessions.ts";
import { whileWaiting } from "#features/accounts/waiting.ts";
import { onOwnAccount } from "#server/db.ts";
import { Button } from "#ui/button.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.none"))("title") };
}

export default async function NoMembershipPage() {
  const memberships = await whileWaiting("no-membership", (db) => onOwnAccount(db, () => ownMemberships(db)));
  const t = await getTranslations("signIn");
  return (
    <DoorPanel title={t("none.title")} lead={memberships.length > 0 ? t("none.choose") : t("none.lead")}>
      <MembershipChoice memberships={memberships} label={t("none.memberships")} />
      <form action={leave}>
        <Button type="submit">{t("leave")}</Button>
      </form>
    </DoorPanel>
  );
}
