import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { CheckboxGroup } from "#ui/choice-field.tsx";
import { SelectField, TextField } from "#ui/field.tsx";
import type { ListChoices } from "../queries.ts";
import { type Facts, SETTLEMENTS, STAGES } from "../schema.ts";

type Choices = Pick<ListChoices, "districts" | "ownerships">;

type Props = {
  initial?: Partial<Facts>;
  choices: Choices;
  /** Whoever approves may give the code. */
  codeLater?: boolean | undefined;
  /** The one district that the school can be in; otherwise any of the city's. */
  within?: string | null | undefined;
};

/** The fields of a school's facts, in the order in which a form asks for them. */
export function FactFields({ initial = {}, choices, codeLater = false, within }: Props) {
  const t = useTranslations("schools");
  const label = useTranslations("label");
  const locale = useLocale();
  const boarding = initial.boarding === true ? "yes" : initial.boarding === false ? "no" : "";
  return (
    <>
      <TextField
        name="nameZh"
        label={t("field.nameZh")}
        initial={initial.nameZh}
        maxLength={200}
        size="full"
        lang="zh"
      />
      <TextField
        name="nameEn"
        label={t("field.nameEn")}
        hint={t("hint.name")}
        initial={initial.nameEn}
        maxLength={200}
        size="full"
        lang="en"
      />
      <TextField
        name="code"
        label={t("field.code")}
        hint={t(codeLater ? "hint.codeLater" : "hint.code")}
        initial={initial.code}
        maxLength={60}
        required={!codeLater}
      />
      <CheckboxGroup
        name="stages"
        label={t("field.stages")}
        hint={t("hint.stages")}
        required
        options={STAGES.map((stage) => ({ value: stage, label: label(`stage.${stage}`) }))}
        initial={initial.stages ?? []}
      />
      <SelectField
        name="districtId"
        label={t("field.districtId")}
        required
        options={choices.districts
          .filter(({ id }) => !within || id === within)
          .map((district) => ({ value: district.id, label: named(district, locale) }))}
        initial={initial.districtId ?? ""}
      />
      <SelectField
        name="ownership"
        label={t("field.ownership")}
        required
        options={choices.ownerships.map((ownership) => ({ value: ownership.code, label: named(ownership, locale) }))}
        initial={initial.ownership ?? ""}
      />
      <SelectField
        name="settlement"
        label={t("field.settlement")}
        empty={t("notRecorded")}
        options={SETTLEMENTS.map((settlement) => ({ value: settlement, label: label(`settlement.${settlement}`) }))}
        initial={initial.settlement ?? ""}
      />
      <SelectField
        name="boarding"
        label={t("field.boarding")}
        empty={t("notRecorded")}
        options={["yes", "no"].map((value) => ({ value, label: t(value as "yes" | "no") }))}
        initial={boarding}
      />
      <SelectField
        name="teachingPoint"
        label={t("field.teachingPoint")}
        empty={null}
        hint={t("hint.teachingPoint")}
        options={["no", "yes"].map((value) => ({ value, label: t(value as "yes" | "no") }))}
        initial={initial.teachingPoint ? "yes" : "no"}
      />
      <TextField
        name="capacity"
        label={t("field.capacity")}
        hint={t("hint.capacity")}
        inputMode="numeric"
        size="short"
        unit={t("places")}
        initial={initial.capacity ?? ""}
        maxLength={7}
      />
      <TextField
        name="creditCode"
        label={t("field.creditCode")}
        hint={t("hint.creditCode")}
        initial={initial.creditCode ?? ""}
        maxLength={40}
      />
    </>
  );
}
