import { useTranslations } from "next-intl";
import type { ChangeOwner } from "#generated/prisma/enums.ts";
import { Notice } from "#ui/notice.tsx";
import { isTrusted, ownerOf } from "../fields.ts";
import { FACT_NAMES } from "../schema.ts";

/** Who decides what, before anything is asked for. */
export function OwnerNotice({ role }: { role: string }) {
  const t = useTranslations("changes");
  const field = useTranslations("schools");
  const fieldsOf = (owner: ChangeOwner) =>
    FACT_NAMES.filter((name) => name !== "status" && ownerOf(name) === owner)
      .map((name) => field(`field.${name}`))
      .join(field("comma"));
  const district = isTrusted(role, "DISTRICT") ? "trusted" : "ownDistrict";
  return (
    <Notice>
      <p>{t(district, { fields: fieldsOf("DISTRICT") })}</p>
      <p>{t("ownSection", { fields: fieldsOf("SECTION") })}</p>
    </Notice>
  );
}
