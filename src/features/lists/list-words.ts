import { type Locale, words } from "#server/words.ts";
import type { FilterBarProps } from "#ui/filter-bar.tsx";
import type { ListWords } from "#ui/list-table.tsx";

/** The words of every filter bar. */
export function filterWords(locale: Locale): FilterBarProps["words"] {
  const t = words(locale);
  return {
    apply: t("list.apply"),
    filters: t("list.filters"),
    clear: t("list.clear"),
    active: t("list.active"),
    remove: t("list.remove"),
  };
}

/** The words of every list's table: its pages, its columns, its files. */
export function tableWords(locale: Locale): ListWords {
  const t = words(locale);
  return {
    pages: t("list.pages"),
    previous: t("list.previous"),
    next: t("list.next"),
    columns: t("list.columns.open"),
    columnsAsked: t("list.columns.asked"),
    leads: t("list.columns.leads"),
    moveUp: t.raw("list.columns.moveUp"),
    moveDown: t.raw("list.columns.moveDown"),
    moved: t.raw("list.columns.moved"),
    density: t("list.density.label"),
    densities: {
      own: t("list.density.own"),
      comfortable: t("list.density.comfortable"),
      compact: t("list.density.compact"),
    },
    show: t("list.columns.show"),
    usual: t("list.columns.usual"),
    rows: t("list.rows"),
    print: t("list.print"),
    export: t("list.export.open"),
    formats: { xlsx: t("list.export.xlsx"), csv: t("list.export.csv") },
  };
}
