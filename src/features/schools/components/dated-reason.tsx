import { useTranslations } from "next-intl";
import { DateField, TextArea } from "#ui/field.tsx";

/** From which day a change holds, and why: asked with every change of the register. */
export function DatedReason({ today, hint, optional }: { today: string; hint?: string; optional?: true }) {
  const t = useTranslations("schools");
  return (
    <>
      <DateField name="effectiveOn" label={t("field.effectiveOn")} hint={hint} required initial={today} />
      <TextArea
        name="reason"
        label={t("field.reason")}
        hint={t("hint.reason")}
        required={!optional}
        rows={3}
        maxLength={500}
      />
    </>
  );
}
