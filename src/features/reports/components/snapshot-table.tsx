import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import type { SnapshotRow } from "../publish.ts";

/** What has been published of a campaign, latest first; the latest one is in force. */
export function SnapshotTable({
  snapshots,
  path,
  timeZone,
}: {
  snapshots: SnapshotRow[];
  path: string;
  timeZone: string;
}) {
  const t = useTranslations("rollUp.snapshots");
  const kinds = useTranslations("rollUp.kind");
  const of = useTranslations("rollUp");
  const locale = useLocale();
  const [latest] = snapshots;
  return (
    <DataTable
      caption={t("table")}
      rows={snapshots}
      rowKey={({ number }) => String(number)}
      rowHref={({ number }) => `${path}/${number}`}
      count={t("count", { count: snapshots.length })}
      empty={<Empty title={t("empty")} icon="stamp" />}
      columns={[
        {
          id: "title",
          header: t("name"),
          cell: (row) =>
            `${t("number", { number: row.number })} ${named({ nameEn: row.titleEn, nameZh: row.titleZh }, locale)}`,
        },
        {
          id: "kind",
          header: of("reports"),
          nowrap: true,
          cell: ({ kind }) => <Badge tone={kind === "final" ? "good" : "warn"}>{kinds(`${kind}.name`)}</Badge>,
        },
        {
          id: "coverage",
          header: of("counted"),
          numeric: true,
          nowrap: true,
          cell: ({ reported, expected }) =>
            of("of", { reported: formatNumber(reported, locale), expected: formatNumber(expected, locale) }),
        },
        {
          id: "standing",
          header: t("standing"),
          nowrap: true,
          cell: (row) => (row === latest ? t("inForce") : t("superseded", { number: row.number + 1 })),
        },
        { id: "by", header: t("by"), cell: ({ publishedByName }) => publishedByName },
        {
          id: "at",
          header: t("at"),
          nowrap: true,
          cell: ({ publishedAt }) => formatDateTime(publishedAt, timeZone, locale),
        },
      ]}
    />
  );
}
