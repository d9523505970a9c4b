import { useTranslations } from "next-intl";
import { RadioGroup } from "#ui/choice-field.tsx";
import { TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { saveChoices } from "../actions.ts";
import { type Choices, clockText, GROUPS, MAIL_WHEN } from "../choices.ts";

/** What goes out by e-mail, at once, gathered once a day, or never; and when nothing does. */
export function ChoicesForm({ choices, zone }: { choices: Choices & { version: number }; zone: string }) {
  const t = useTranslations("notices");
  return (
    <Form action={saveChoices} version={choices.version} submit={t("save")} guard>
      {GROUPS.map((group) => (
        <RadioGroup
          key={group}
          name={`mail_${group}`}
          label={t(`group.${group}`)}
          hint={t(`groupHint.${group}`)}
          required
          initial={choices.mail[group]}
          options={MAIL_WHEN.map((value) => ({ value, label: t(`when.${value}`) }))}
        />
      ))}
      <TextField
        name="digestAt"
        label={t("digestAt")}
        hint={t("digestHint", { zone })}
        required
        size="short"
        maxLength={5}
        initial={clockText(choices.digestAt)}
      />
      <fieldset className="space-y-4">
        <legend className="mb-1 font-semibold">{t("quiet")}</legend>
        <p className="text-muted">{t("quietHint")}</p>
        <div className="flex flex-wrap gap-4">
          <TextField
            name="quietFrom"
            label={t("quietFrom")}
            required
            size="short"
            maxLength={5}
            initial={clockText(choices.quietFrom)}
          />
          <TextField
            name="quietTo"
            label={t("quietTo")}
            required
            size="short"
            maxLength={5}
            initial={clockText(choices.quietTo)}
          />
        </div>
      </fieldset>
    </Form>
  );
}
