import { useLocale, useTranslations } from "next-intl";
import { STAGES } from "#features/schools/schema.ts";
import { named } from "#lib/named.ts";
import { CheckboxGroup } from "#ui/choice-field.tsx";
import { type Choice, SelectField, TextField } from "#ui/field.tsx";
import { Card } from "#ui/section.tsx";
import { fieldLabel } from "../display.ts";
import { type ChoiceField, LISTED_STATUSES } from "../fields.ts";
import { CREATE } from "../form-mapping.ts";
import type { ValuesPage } from "../queries.ts";
import type { Question, Questions } from "../questions.ts";

type City = ValuesPage["city"];

/** Every value of a column with what it means; those that nobody has decided come first. */
export function ValueFields({ asked, city }: { asked: Questions; city: City }) {
  const t = useTranslations("imports.values");
  const locale = useLocale();
  const { field, column, values } = asked;
  const open = field === "stagesFirst" ? 0 : values.filter((one) => isOpen(one)).length;
  const creates = values.filter((one) => one.creates).length;
  const parts = [
    t("column", { column }),
    t("summary", { count: values.length }),
    ...(creates > 0 ? [t("creates", { count: creates })] : []),
    ...(open > 0 ? [t("open", { count: open })] : []),
  ];
  const numbered = values.map((question, index) => ({ question, index }));
  const undecided = numbered.filter((one) => isOpen(one.question));
  const decided = numbered.filter((one) => !isOpen(one.question));
  // A column that only decides for some values is left alone by most of them.
  const [shown, folded] = field === "stagesFirst" ? [decided, undecided] : [[...undecided, ...decided], []];
  return (
    <Card title={fieldLabel(field, locale, city.schoolFields)} lead={parts.join(" · ")}>
      <Values field={field} city={city} numbered={shown} />
      {folded.length > 0 && (
        <details className="mt-4">
          <summary className="link w-fit">{t("folded", { count: folded.length })}</summary>
          <div className="mt-3">
            <Values field={field} city={city} numbered={folded} />
          </div>
        </details>
      )}
    </Card>
  );
}

type Numbered = { question: Question; index: number };

function Values({ field, city, numbered }: { field: ChoiceField; city: City; numbered: readonly Numbered[] }) {
  return (
    <ul className="divide-y divide-line">
      {numbered.map(({ question, index }) => (
        <li key={question.value} className="py-3 first:pt-0 last:pb-0">
          <input type="hidden" name={`value_${field}_${index}`} value={question.value} />
          <ValueField field={field} index={index} question={question} city={city} />
        </li>
      ))}
    </ul>
  );
}

function isOpen({ to, creates }: Question): boolean {
  return to.length === 0 && !creates;
}

function ValueField({
  field,
  index,
  question,
  city,
}: {
  field: ChoiceField;
  index: number;
  question: Question;
  city: City;
}) {
  const t = useTranslations("imports.values");
  const label = useTranslations("label");
  const options = useMeanings(field, city);
  const name = `${field}_${index}`;
  const shown = {
    label: (
      <>
        {question.value} <span className="font-normal text-muted">{t("rows", { count: question.count })}</span>
      </>
    ),
  };
  if (field === "stages" || field === "stagesFirst") {
    return (
      <CheckboxGroup
        name={`to_${name}`}
        {...shown}
        required
        options={STAGES.map((stage) => ({ value: stage, label: label(`stage.${stage}`) }))}
        initial={question.to}
        columns
      />
    );
  }
  const { create } = question;
  return (
    <div className="group/value grid items-end gap-x-6 gap-y-3 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <SelectField
        name={`to_${name}`}
        {...shown}
        required
        size="full"
        options={options}
        initial={question.creates ? CREATE : (question.to[0] ?? "")}
        empty={t("undecided")}
      />
      {create && (
        <div className="hidden group-has-[option[value=new-entry]:checked]/value:block">
          <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
            <TextField
              name={`en_${name}`}
              label={t("nameEn")}
              initial={create.nameEn}
              required
              size="full"
              maxLength={80}
            />
            <TextField
              name={`zh_${name}`}
              label={t("nameZh")}
              initial={create.nameZh}
              required
              size="full"
              maxLength={80}
            />
            {field === "ownership" && (
              <SelectField
                name={`group_${name}`}
                label={t("group")}
                required
                size="full"
                empty={null}
                initial={create.group}
                options={(["PUBLIC", "INCLUSIVE_PRIVATE", "PRIVATE"] as const).map((group) => ({
                  value: group,
                  label: label(`ownershipGroup.${group}`),
                }))}
              />
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function useMeanings(field: ChoiceField, city: City): Choice[] {
  const t = useTranslations("imports.values");
  const label = useTranslations("label");
  const locale = useLocale();
  if (field === "district" || field === "ownership") {
    const list = field === "district" ? city.districts : city.ownerships;
    const create = t(field === "district" ? "createDistrict" : "createOwnership");
    const known = list.map((one) => ({ value: one.code, label: named(one, locale), group: t("existing") }));
    return [{ value: CREATE, label: create }, ...known];
  }
  if (field === "status") return LISTED_STATUSES.map((one) => ({ value: one, label: label(`schoolStatus.${one}`) }));
  const none = { value: "NONE", label: t("notRecorded") };
  if (field === "boarding") return [{ value: "YES", label: t("yes") }, { value: "NO", label: t("no") }, none];
  return [
    ...(["URBAN", "TOWN", "RURAL"] as const).map((one) => ({ value: one, label: label(`settlement.${one}`) })),
    none,
  ];
}
