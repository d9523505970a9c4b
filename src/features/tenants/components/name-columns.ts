import type { Column } from "#ui/data-table.tsx";

/** Both names of a place or a kind, the reader's language first. */
export function nameColumns<Row extends { nameEn: string; nameZh: string }>(
  headers: Record<"nameEn" | "nameZh", string>,
  locale: string,
): Column<Row>[] {
  const ids = locale === "en" ? (["nameEn", "nameZh"] as const) : (["nameZh", "nameEn"] as const);
  return ids.map((id) => ({ id, header: headers[id], cell: (one) => one[id] }));
}
