import { columnOrderingFeature, columnVisibilityFeature, constructTable, tableFeatures } from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
import type { ReactNode } from "react";
import type { TableValue } from "#lib/tabular/write.ts";

/** A column of a file: what a cell says without its look. Dates are yyyy-mm-dd; nothing is null. */
export type FileColumn<Row> = {
  header: string;
  value: (row: Row) => TableValue;
  kind?: "number" | "date";
  /** In characters. */
  fileWidth?: number;
};

export type CellLink = { href: string; label?: string };

export type TableColumn<Row> = {
  id: string;
  header: string;
  cell: (row: Row, index: number) => ReactNode;
  /** Where the cell leads, such as a figure to what it counts; a `label` where its text alone says too little. */
  link?: (row: Row) => CellLink | null;
  /** Smaller lines below the cell; null is none. */
  below?: (row: Row) => (string | null | undefined)[];
  /** What a file of the table holds of it; several columns where one value does not say it all. */
  file?: FileColumn<Row>["value"] | FileColumn<Row>[];
  kind?: FileColumn<Row>["kind"];
  /** Sortable, and the direction the first press gives. */
  sort?: "asc-first" | "desc-first";
  /** Right-aligned tabular figures. */
  numeric?: true;
  /** A CSS length. */
  width?: string;
  /** Consecutive columns with the same words share a header above their own. */
  group?: string;
  /** Never breaks its lines: dates, codes, short statuses. */
  nowrap?: true;
  /** On a phone rows become cards; `hide` leaves this column out of the card. */
  phone?: "hide";
  /** The cell under the column: a total. */
  foot?: ReactNode;
};

const features = tableFeatures({
  coreReactivityFeature: storeReactivityBindings(),
  columnVisibilityFeature,
  columnOrderingFeature,
});

/** The columns in the order chosen, hidden ones left out, as TanStack's own model decides. */
export function shownColumns<Row>(
  columns: TableColumn<Row>[],
  shown: readonly string[] | undefined,
): TableColumn<Row>[] {
  if (!shown) return columns;
  const byId = new Map(columns.map((column) => [column.id, column]));
  const table = constructTable({
    features,
    data: [] as object[],
    columns: columns.map(({ id, header }) => ({ id, header })),
    state: {
      columnOrder: [...shown],
      columnVisibility: Object.fromEntries(columns.map(({ id }) => [id, shown.includes(id)])),
    },
  });
  return table.getVisibleLeafColumns().flatMap(({ id }) => byId.get(id) ?? []);
}

/** The class of a column's cells. */
export function look<Row>(column: TableColumn<Row>): string | undefined {
  const classes = [column.numeric && "num", column.nowrap && "nowrap", column.phone === "hide" && "phone-hide"];
  return classes.filter(Boolean).join(" ") || undefined;
}

/** The columns of a file that holds what a table shows. */
export function fileColumns<Row>(columns: readonly TableColumn<Row>[]): FileColumn<Row>[] {
  return columns.flatMap(({ header, file, kind }) => {
    if (file === undefined) return [];
    return typeof file === "function" ? { header, value: file, ...(kind && { kind }) } : file;
  });
}
