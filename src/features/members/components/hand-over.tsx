import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import type { TokenPurpose } from "#generated/prisma/enums.ts";
import type { FormAction } from "#lib/form.ts";
import { ShownOnce } from "#ui/shown-once.tsx";

/** A form that makes a link to be handed over to a person, and shows it this once. */
export async function HandOver({
  kind,
  ...form
}: {
  kind: TokenPurpose;
  action: FormAction;
  submit: string;
  submitVariant?: "primary" | "secondary";
  fields: Record<string, string>;
  after?: ReactNode;
  children?: ReactNode;
}) {
  const t = await getTranslations("members");
  return (
    <ShownOnce
      {...form}
      words={{
        title: t(`link.${kind}.title`),
        lead: t(`link.${kind}.lead`),
        copy: t("link.copy"),
        copied: t("link.copied"),
        done: t("link.done"),
      }}
    />
  );
}
