import { useTranslations } from "next-intl";
import { Checkbox } from "#ui/choice-field.tsx";
import { IfRefused } from "#ui/if-refused.tsx";

/** Asked once a school of the same name has been found in the district. */
export function TwinQuestion() {
  const t = useTranslations("schools.form");
  return (
    <IfRefused name="twin">
      <Checkbox name="twin" label={t("twin")} required />
    </IfRefused>
  );
}
