import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { leave } from "#features/accounts/actions.ts";
import { DoorPanel } from "#features/accounts/components/door-panel.tsx";
import { takeUpMembership } from "#features/accounts/door-actions.ts";
import { membershipLabel } from "#features/accounts/membership-label.ts";
import { ownMemberships } from "#features/accounts/sessions.ts";
import { whileWaiting } from "#features/accounts/waiting.ts";
import { onOwnAccount } from "#server/db.ts";
import { Button } from "#ui/button.tsx";
import { RadioGroup } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("signIn.none"))("title") };
}

export default async function NoMembershipPage() {
  const memberships = await whileWaiting("no-membership", (db) => onOwnAccount(db, () => ownMemberships(db)));
  const [t, label, locale] = await Promise.all([getTranslations("signIn"), getTranslations("label"), getLocale()]);
  const options = memberships.map((one) => ({ value: one.id, label: membershipLabel(one, label, locale) }));
  return (
    <DoorPanel title={t("none.title")} lead={options.length > 0 ? t("none.choose") : t("none.lead")}>
      {options.length > 0 && (
        <Form action={takeUpMembership} submit={t("none.submit")}>
          <RadioGroup
            name="membershipId"
            label={t("none.memberships")}
            required
            options={options}
            initial={options[0]?.value}
          />
        </Form>
      )}
      <form action={leave}>
        <Button type="submit">{t("leave")}</Button>
      </form>
    </DoorPanel>
  );
}
