import { getLocale, getTranslations } from "next-intl/server";
import type { Role } from "#generated/prisma/enums.ts";
import { named } from "#lib/named.ts";
import type { PortalRole } from "#server/policy.ts";
import { SelectField, TextField } from "#ui/field.tsx";
import { REACH, WHOLE_CITY } from "../giving.ts";

export type Offered = {
  districts: { id: string; nameEn: string; nameZh: string }[];
  schools: { code: string; nameEn: string; nameZh: string }[];
};

/** Asks for the part of the city that a role is given for, where there is anything to ask. */
export async function PlaceFields({ role, giver, offered }: { role: Role; giver: PortalRole; offered: Offered }) {
  const [t, locale] = await Promise.all([getTranslations("members"), getLocale()]);
  const reach = REACH[role];
  if (reach === "city" || giver === "SCHOOL_HEAD") return null;
  if (reach !== "school") {
    return (
      <SelectField
        name="districtId"
        label={t("district")}
        required
        options={[
          ...(reach === "district-or-city" ? [{ value: WHOLE_CITY, label: t("wholeCity") }] : []),
          ...offered.districts.map((one) => ({ value: one.id, label: named(one, locale) })),
        ]}
      />
    );
  }
  return (
    <>
      <TextField
        name="school"
        label={t("school")}
        hint={t("schoolHint")}
        required
        size="full"
        list="schools-offered"
        maxLength={200}
      />
      <datalist id="schools-offered">
        {offered.schools.map((one) => (
          <option key={one.code} value={one.code}>
            {named(one, locale)}
          </option>
        ))}
      </datalist>
    </>
  );
}
