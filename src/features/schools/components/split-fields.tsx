import { useTranslations } from "next-intl";
import { Checkbox } from "#ui/choice-field.tsx";
import { Section } from "#ui/section.tsx";
import type { ListChoices } from "../queries.ts";
import type { Facts } from "../schema.ts";
import { DatedReason } from "./dated-reason.tsx";
import { FactFields } from "./fact-fields.tsx";
import { TwinQuestion } from "./twin-question.tsx";

/** The school that a part of this one becomes, from when and why. `codeLater`: whoever approves may give its code. */
export function SplitFields(props: {
  source: Facts;
  choices: Pick<ListChoices, "districts" | "ownerships">;
  today: string;
  codeLater?: true;
  within?: string | null;
}) {
  const { source, choices, today, codeLater, within } = props;
  const t = useTranslations("schools");
  return (
    <>
      <Section title={t("form.newSchool")}>
        <FactFields
          initial={{ ...source, nameZh: "", nameEn: "", code: "", capacity: null, creditCode: null }}
          choices={choices}
          codeLater={codeLater}
          within={within}
        />
      </Section>
      {codeLater && <TwinQuestion />}
      <Section title={t("form.when")}>
        <Checkbox name="closes" label={t("form.closes")} hint={t("hint.closes")} />
        <DatedReason today={today} />
      </Section>
    </>
  );
}
