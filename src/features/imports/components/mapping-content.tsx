import { useLocale, useTranslations } from "next-intl";
import { Facts } from "#ui/facts.tsx";
import { fieldLabel, valueText } from "../display.ts";
import { type Field, isChoiceField } from "../fields.ts";
import type { Mapping, Source } from "../mapping.ts";
import type { City } from "../read-row.ts";

/** What a remembered mapping takes from where, and what it takes the values of a list for. */
export function MappingContent({ mapping, city }: { mapping: Mapping; city: City }) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const words = { locale, city, mapping };
  const label = (field: string) => fieldLabel(field, locale, city.schoolFields);
  const from = (field: Field, source: Source) => {
    if ("column" in source) return source.column;
    if ("derived" in source) return t("mappings.fromCode");
    const { fixed } = source;
    const choice = field === "stages" ? fixed.split("+") : [fixed];
    return t("mappings.fixed", { value: isChoiceField(field) ? meaning(field, choice) : fixed });
  };
  const meaning = (field: string, to: readonly string[]) => {
    const [first] = to;
    if (first === undefined) return t("values.undecided");
    if (first === "NONE") return t("values.notRecorded");
    if (field === "stages" || field === "stagesFirst") return valueText(field, to, words);
    return valueText(field, field === "boarding" ? first === "YES" : first, words);
  };
  return (
    <div className="space-y-5">
      <Facts
        items={mapping.sources.map(({ field, source }) => ({ label: label(field), value: from(field, source) }))}
      />
      {mapping.values.map(({ field, meanings }) => (
        <section key={field}>
          <h3 className="mb-1 font-semibold">{label(field)}</h3>
          <ul className="divide-y divide-line">
            {meanings.map(({ value, to }) => (
              <li key={value} className="py-1">
                {t("mappings.meaning", { value, meaning: meaning(field, to) })}
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
