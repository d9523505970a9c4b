import { useLocale, useTranslations } from "next-intl";
import { href } from "#lib/list-params.ts";
import { FilterBar } from "#ui/filter-bar.tsx";
import { Tabs } from "#ui/tabs.tsx";
import { inLanguage } from "../figure-words.ts";
import type { Summed } from "../figures.ts";
import type { Section } from "../form/definition.ts";
import type { RollUpView } from "../schema.ts";

type Props = {
  path: string;
  /** Without a `kind` there is none to choose: a snapshot is of one. */
  view: Pick<RollUpView, "by" | "row" | "item"> & { kind?: RollUpView["kind"] };
  sections: Section[];
  section: Section;
  rows: Summed[];
  /** The items of the row that is shown: one of them is drawn. */
  items: Summed[];
  /** More of the address that stays as it is. */
  keep?: Record<string, string | undefined>;
};

const kept = (view: Props["view"]) => ({
  kind: view.kind === "final" ? "final" : undefined,
  by: view.by === "district" ? undefined : view.by,
});

/** Which figures a roll-up shows: the block, of a table the row, by what, and of which reports. */
export function RollUpChoice({ path, view, sections, section, rows, items, keep = {} }: Props) {
  const t = useTranslations("rollUp");
  const words = useTranslations("list");
  const locale = useLocale();
  const options = [...new Map(rows.flatMap(({ row }) => (row ? [[row.key, locale === "en" ? row.en : row.zh]] : [])))];
  return (
    <div className="space-y-3">
      <Tabs
        label={t("blocks")}
        items={sections.map(({ code, names }) => ({
          label: `${code} ${inLanguage(names, locale)}`,
          href: href(path, { ...kept(view), ...keep, section: code }),
          current: code === section.code,
        }))}
      />
      <FilterBar
        action={path}
        label={t("choose")}
        keep={[
          ["section", section.code],
          ...Object.entries(keep).flatMap(([name, value]) => (value ? [[name, value] as [string, string]] : [])),
        ]}
        filters={[
          ...(options.length > 0
            ? [
                {
                  kind: "select" as const,
                  name: "row",
                  label: t("row"),
                  any: t("anyRow"),
                  ...(view.row ? { value: view.row } : {}),
                  options: options.map(([value, label]) => ({ value, label })),
                },
              ]
            : []),
          {
            kind: "select",
            name: "by",
            label: t("byLabel"),
            any: t("by.district"),
            ...(view.by === "district" ? {} : { value: view.by }),
            options: (["stage", "settlement", "ownership"] as const).map((by) => ({ value: by, label: t(`by.${by}`) })),
          },
          ...(items.length > 1
            ? [
                {
                  kind: "select" as const,
                  name: "item",
                  label: t("chart.item"),
                  any: itemName(items[0], locale),
                  ...(view.item && items.slice(1).some(({ code }) => code === view.item) ? { value: view.item } : {}),
                  options: items.slice(1).map((cell) => ({ value: cell.code, label: itemName(cell, locale) })),
                },
              ]
            : []),
          ...(view.kind === undefined
            ? []
            : [
                {
                  kind: "select" as const,
                  name: "kind",
                  label: t("reports"),
                  any: t("kind.provisional.name"),
                  ...(view.kind === "final" ? { value: "final" } : {}),
                  options: [{ value: "final", label: t("kind.final.name") }],
                },
              ]),
        ]}
        words={{
          apply: words("apply"),
          filters: words("filters"),
          clear: words("clear"),
          active: words("active"),
          remove: words("remove"),
        }}
      />
    </div>
  );
}

const itemName = (cell: Summed | undefined, locale: string): string =>
  cell ? `${cell.code} ${inLanguage(cell.cell.names, locale)}` : "";
