import { useLocale, useTranslations } from "next-intl";
import { countColumn } from "#features/lists/count-column.tsx";
import type { Stage } from "#generated/prisma/enums.ts";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Card } from "#ui/section.tsx";
import type { CountRow } from "../counts.ts";
import { STAGES } from "../schema.ts";

type Row = CountRow & { name: string };

/** Counts of schools by one particular: institutions once, then by stage. Every figure opens the schools it counts. */
export function CountTable({
  title,
  header,
  names,
  rows,
  city,
  hrefOf,
}: {
  title: string;
  header: string;
  names: { key: string; name: string }[];
  rows: CountRow[];
  city: CountRow;
  hrefOf: (key: string | undefined, stage?: Stage) => string;
}) {
  const t = useTranslations("schools.count");
  const label = useTranslations("label.stage");
  const locale = useLocale();
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const shown = names.flatMap(({ key, name }) => (byKey.has(key) ? [{ name, ...(byKey.get(key) ?? city) }] : []));
  const columns: Column<Row>[] = [
    { id: "name", header, cell: ({ name }) => name, foot: t("total") },
    {
      id: "institutions",
      header: t("institutions"),
      ...countColumn(
        (row: Row) => row.institutions,
        ({ key }) => ({ href: hrefOf(key) }),
        locale,
        { count: city.institutions, href: hrefOf(undefined) },
      ),
    },
    ...STAGES.map(
      (stage): Column<Row> => ({
        id: stage,
        header: label(stage),
        group: t("byStage"),
        ...countColumn(
          (row: Row) => row.stages[stage],
          ({ key }) => ({ href: hrefOf(key, stage) }),
          locale,
          { count: city.stages[stage], href: hrefOf(undefined, stage) },
        ),
      }),
    ),
  ];
  return (
    <Card title={title} flush>
      <DataTable
        caption={title}
        columns={columns}
        rows={shown}
        rowKey={({ key }) => key}
        flush
        empty={<Empty title={t("none")} icon="school" />}
      />
    </Card>
  );
}
