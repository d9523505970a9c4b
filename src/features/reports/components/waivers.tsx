import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Section } from "#ui/section.tsx";
import type { LedgerRow } from "../burden-ledger.ts";

/** Cells named in a line; the rest are counted. */
const NAMED = 6;

/** What was asked again although it was held: by whose leave and why. Nothing where nothing was. */
export function Waivers({ rows, timeZone }: { rows: readonly LedgerRow[]; timeZone: string }) {
  const t = useTranslations("burden");
  const locale = useLocale();
  const waived = rows.flatMap(({ waiver, ...row }) => (waiver ? [{ ...row, waiver }] : []));
  if (waived.length === 0) return null;
  const cellsOf = ({ held }: (typeof waived)[number]["waiver"]) => {
    const cells = held.slice(0, NAMED).map(({ code, names }) => `${code} ${locale === "en" ? names.en : names.zh}`);
    const named = cells.join(t("comma"));
    return held.length > NAMED ? t("waived.more", { cells: named, count: held.length - NAMED }) : named;
  };
  return (
    <Section title={t("waived.title")} lead={t("waived.lead")}>
      <DataTable
        caption={t("waived.title")}
        rows={waived}
        rowKey={({ id }) => id}
        empty={null}
        columns={[
          {
            id: "campaign",
            header: t("waived.campaign"),
            width: "24%",
            cell: ({ titleEn, titleZh }) => named({ nameEn: titleEn, nameZh: titleZh }, locale),
          },
          { id: "cells", header: t("waiver"), width: "30%", cell: ({ waiver }) => cellsOf(waiver) },
          { id: "reason", header: t("waived.reason"), cell: ({ waiver }) => waiver.reason },
          {
            id: "by",
            header: t("waived.by"),
            cell: ({ waiver }) => waiver.grantedByName,
            below: ({ waiver }) => [formatDateTime(waiver.grantedAt, timeZone, locale)],
          },
        ]}
      />
    </Section>
  );
}
