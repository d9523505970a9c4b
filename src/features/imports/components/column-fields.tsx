import { useLocale, useTranslations } from "next-intl";
import type { STAGES } from "#features/schools/schema.ts";
import { named } from "#lib/named.ts";
import { type Choice, SelectField, TextField } from "#ui/field.tsx";
import { Card } from "#ui/section.tsx";
import { fieldLabel } from "../display.ts";
import { extraKey, FIELD_GROUPS, type Field, LISTED_STATUSES, NEEDED } from "../fields.ts";
import { FIXED, FROM_CODE } from "../form-mapping.ts";
import { columnOf, sourceOf } from "../mapping.ts";
import type { ColumnsPage } from "../queries.ts";

/** Combinations of stages that institutions commonly have; any other comes from a column. */
const STAGE_SETS = [
  ["PRESCHOOL"],
  ["PRIMARY"],
  ["JUNIOR"],
  ["SENIOR"],
  ["PRIMARY", "JUNIOR"],
  ["JUNIOR", "SENIOR"],
  ["PRIMARY", "JUNIOR", "SENIOR"],
  ["SPECIAL"],
] as const satisfies readonly (readonly (typeof STAGES)[number][])[];

const HINTED = ["code", "siteKey", "districtName", "ownershipName", "stages", "stagesFirst"] as const;

/** Every field of ours with the column it comes from, in groups. */
export function ColumnFields({ page }: { page: ColumnsPage }) {
  const t = useTranslations("imports.columns.group");
  const extras = page.city.schoolFields.map(({ key }): Field => `extra.${key}`);
  const groups = { ...FIELD_GROUPS, extra: extras } satisfies Record<string, readonly Field[]>;
  return (["identity", "kind", "contact", "extra"] as const)
    .filter((group) => groups[group].length > 0)
    .map((group) => (
      <Card key={group} title={t(group)}>
        <div className="grid items-start gap-x-6 gap-y-5 md:grid-cols-2 xl:grid-cols-3">
          {groups[group].map((field) => (
            <SourceField key={field} field={field} page={page} />
          ))}
        </div>
      </Card>
    ));
}

function SourceField({ field, page }: { field: Field; page: ColumnsPage }) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const options = useOptions(field, page);
  const { choice, typed } = chosen(field, page);
  const hinted = HINTED.find((one) => one === field);
  const required = NEEDED.some((one) => one === field);
  return (
    <div className="group/source min-w-0 space-y-3">
      <SelectField
        name={`source_${field}`}
        label={fieldLabel(field, locale, page.city.schoolFields)}
        {...(hinted && { hint: t(`hint.${hinted}`) })}
        required={required}
        size="full"
        options={options}
        initial={choice}
        empty={t("columns.none")}
      />
      {options.some(({ value }) => value === FIXED) && (
        <div className="hidden group-has-[option[value=fixed]:checked]/source:block">
          <TextField
            name={`fixed_${field}`}
            label={t("columns.fixedText")}
            initial={typed}
            size="full"
            maxLength={300}
            required
          />
        </div>
      )}
    </div>
  );
}

function chosen(field: Field, { head }: ColumnsPage): { choice: string; typed: string } {
  const source = sourceOf(head.mapping, field);
  if (!source) return { choice: "", typed: "" };
  if ("derived" in source) return { choice: FROM_CODE, typed: "" };
  if ("column" in source)
    return { choice: `column:${head.reading.header.indexOf(columnOf(head.mapping, field) ?? "")}`, typed: "" };
  return takesText(field) ? { choice: FIXED, typed: source.fixed } : { choice: `fixed:${source.fixed}`, typed: "" };
}

/** Fields that may be given one text for every row; a code may not, and kinds are chosen from ours. */
function takesText(field: Field): boolean {
  const texts: readonly string[] = ["capacity", ...FIELD_GROUPS.contact, "siteKey"];
  return texts.includes(field) || extraKey(field) !== undefined;
}

function useOptions(field: Field, { columns, city }: ColumnsPage): Choice[] {
  const t = useTranslations("imports");
  const sameForAll = useFixedOptions(field, city);
  const ofFile = columns.map(({ index, header, sample }) => ({
    value: `column:${index}`,
    label: sample ? t("columns.option", { header, sample }) : header,
    group: t("columns.ofFile"),
  }));
  const site = city.codeFormat.siteLength;
  const derived =
    field === "siteKey" && site
      ? [{ value: FROM_CODE, label: t("columns.derived", { count: site }), group: t("columns.same") }]
      : [];
  const typed = takesText(field) ? [{ value: FIXED, label: t("columns.fixed"), group: t("columns.same") }] : [];
  return [...ofFile, ...derived, ...sameForAll.map((option) => ({ ...option, group: t("columns.same") })), ...typed];
}

function useFixedOptions(field: Field, city: ColumnsPage["city"]): Choice[] {
  const t = useTranslations("imports");
  const label = useTranslations("label");
  const locale = useLocale();
  const fixed = (value: string, text: string): Choice => ({ value: `fixed:${value}`, label: text });
  if (field === "district") return city.districts.map((one) => fixed(one.code, named(one, locale)));
  if (field === "ownership") return city.ownerships.map((one) => fixed(one.code, named(one, locale)));
  if (field === "status") return LISTED_STATUSES.map((one) => fixed(one, label(`schoolStatus.${one}`)));
  if (field === "settlement")
    return (["URBAN", "TOWN", "RURAL"] as const).map((one) => fixed(one, label(`settlement.${one}`)));
  if (field === "boarding") return [fixed("YES", t("values.yes")), fixed("NO", t("values.no"))];
  if (field !== "stages") return [];
  return STAGE_SETS.map((set) =>
    fixed(set.join("+"), set.map((stage) => label(`stage.${stage}`)).join(locale === "en" ? ", " : "、")),
  );
}
