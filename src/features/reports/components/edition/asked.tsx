import { useLocale, useTranslations } from "next-intl";
import type { Cell, Definition, Section } from "#features/reports/form/definition.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { type Say, typeWords } from "../../type-words.ts";
import { inLocale, labelOf } from "../fill/words.ts";

/** Every item of a form, section by section: what it means, in which unit, and where its value may come from. */
export function Asked({ definition }: { definition: Definition }) {
  const t = useTranslations("edition");
  const locale = useLocale();
  return (
    <section aria-labelledby="asked" className="mt-8 space-y-6">
      <h2 id="asked">{t("asked")}</h2>
      {definition.sheets.flatMap(({ sections }) =>
        sections.map((section) => (
          <div key={section.code} className="space-y-2">
            <h3 className="font-semibold">
              {section.code} {inLocale(section.names, locale)}
            </h3>
            {section.help && <p className="text-muted">{inLocale(section.help, locale)}</p>}
            {section.kind === "table" && <p className="text-muted">{t(`rows.${section.rows.kind}`)}</p>}
            <Items section={section} />
          </div>
        )),
      )}
    </section>
  );
}

function Items({ section }: { section: Section }) {
  const t = useTranslations("edition");
  const label = useTranslations("label.stage");
  const locale = useLocale();
  const all = useTranslations();
  const say: Say = (key, values) => all(key as Parameters<typeof all>[0], values);
  const notes = (cell: Cell) => [
    cell.help ? inLocale(cell.help, locale) : null,
    cell.stages
      ? t("onlyStages", {
          stages: cell.stages
            .map((stage) => label(stage.toUpperCase() as Uppercase<typeof stage>))
            .join(locale === "en" ? ", " : "、"),
        })
      : null,
  ];
  const source = (cell: Cell) => {
    if (cell.shown) return t("from.shown");
    return cell.starts?.map(({ from }) => t(`from.${from}`)).join(locale === "en" ? ", " : "，") ?? "—";
  };
  return (
    <DataTable<Cell>
      caption={inLocale(section.names, locale)}
      rows={section.kind === "table" ? section.columns : section.cells}
      rowKey={({ code }) => code}
      columns={[
        { id: "name", header: t("item"), cell: (cell) => `${cell.code} ${labelOf(cell, locale)}`, below: notes },
        { id: "unit", header: t("unit"), nowrap: true, cell: ({ unit }) => (unit ? inLocale(unit, locale) : "—") },
        { id: "value", header: t("value"), cell: ({ value }) => typeWords(value, say, locale) },
        { id: "measure", header: t("measure"), nowrap: true, cell: ({ measure }) => t(`measures.${measure}`) },
        { id: "required", header: t("required"), cell: ({ required }) => (required ? t("yes") : t("no")) },
        { id: "source", header: t("source"), cell: source },
      ]}
      empty={<Empty title={t("asked")} />}
    />
  );
}
