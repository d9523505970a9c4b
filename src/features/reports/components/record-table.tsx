import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Section } from "#ui/section.tsx";
import type { YearRecord } from "../record.ts";

const KEYS = ["onTime", "late", "missing", "open", "sentBack"] as const;

/** How a school has kept its deadlines, school year by school year; nothing where nothing was asked. */
export function RecordTable({ record }: { record: YearRecord[] }) {
  const t = useTranslations("reports.record");
  const locale = useLocale();
  if (record.length === 0) return null;
  const count = (key: (typeof KEYS)[number]): Column<YearRecord> => ({
    id: key,
    header: t(key),
    numeric: true,
    cell: (row) => formatNumber(String(row[key]), locale),
  });
  return (
    <Section title={t("title")}>
      <DataTable
        caption={t("title")}
        rows={record}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          { id: "year", header: t("year"), cell: (row) => named(row, locale) },
          {
            id: "asked",
            header: t("asked"),
            numeric: true,
            cell: ({ onTime, late, missing, open }) => formatNumber(String(onTime + late + missing + open), locale),
          },
          ...KEYS.map(count),
        ]}
      />
    </Section>
  );
}
