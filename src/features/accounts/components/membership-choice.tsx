import { getLocale, getTranslations } from "next-intl/server";
import { RadioGroup } from "#ui/choice-field.tsx";
import { Form } from "#ui/form.tsx";
import { takeUpMembership } from "../door-actions.ts";
import { membershipLabel } from "../membership-label.ts";
import type { OwnMembership } from "../sessions.ts";

/** Lets somebody whose session may not act go on as something else that they are; nothing where they are nothing else. */
export async function MembershipChoice({ memberships, label }: { memberships: OwnMembership[]; label: string }) {
  const [t, labels, locale] = await Promise.all([getTranslations("signIn"), getTranslations("label"), getLocale()]);
  const options = memberships.map((one) => ({ value: one.id, label: membershipLabel(one, labels, locale) }));
  if (options.length === 0) return null;
  return (
    <Form action={takeUpMembership} submit={t("none.submit")}>
      <RadioGroup name="membershipId" label={label} required options={options} initial={options[0]?.value} />
    </Form>
  );
}
