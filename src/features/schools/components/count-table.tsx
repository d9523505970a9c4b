import { useLocale, useTranslations } from "next-intl";
import type { Stage } from "#generated/prisma/enums.ts";
import { formatNumber } from "#lib/decimal.ts";
import { type Column, DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { TextLink } from "#ui/link.tsx";
import { Card } from "#ui/section.tsx";
import type { CountRow } from "../counts.ts";
import { STAGES } from "../schema.ts";

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
  const figure = (count: number, href: string) =>
    count === 0 ? (
      "0"
    ) : (
      <TextLink href={href} plain>
        {formatNumber(count, locale)}
      </TextLink>
    );
  const columns: Column<CountRow & { name: string }>[] = [
    { id: "name", header, cell: ({ name }) => name, foot: t("total") },
    {
      id: "institutions",
      header: t("institutions"),
      numeric: true,
      cell: (row) => figure(row.institutions, hrefOf(row.key)),
      foot: figure(city.institutions, hrefOf(undefined)),
    },
    ...STAGES.map(
      (stage): Column<CountRow & { name: string }> => ({
        id: stage,
        header: label(stage),
        group: t("byStage"),
        numeric: true,
        cell: (row) => figure(row.stages[stage], hrefOf(row.key, stage)),
        foot: figure(city.stages[stage], hrefOf(undefined, stage)),
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
