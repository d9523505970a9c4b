import { useLocale, useTranslations } from "next-intl";
import { formatNumber, MISSING } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Section } from "#ui/section.tsx";
import { each } from "../burden-columns.tsx";
import { type countAsked, type LedgerRow, totalOf, totalsByForm } from "../burden-ledger.ts";
import { durationText } from "../duration.ts";
import { STAGE_GROUPS } from "../schema.ts";

type Rows = { rows: LedgerRow[] };

/** What an average school of each kind was asked this year. */
export function BurdenByStage({ rows, schools }: Rows & { schools: Awaited<ReturnType<typeof countAsked>> }) {
  const t = useTranslations("burden");
  const groupWords = useTranslations("burden.group");
  const locale = useLocale();
  const groups = STAGE_GROUPS.flatMap((group) => {
    const count = schools.get(group) ?? 0;
    return count > 0 ? [{ group, count, total: totalOf(rows, group) }] : [];
  });
  return (
    <Section title={t("byStage")} lead={t("byStageLead")}>
      <DataTable
        caption={t("byStage")}
        rows={groups}
        rowKey={({ group }) => group}
        empty={null}
        columns={[
          { id: "group", header: t("kindOfSchool"), cell: ({ group }) => groupWords(group) },
          { id: "count", header: t("schools"), numeric: true, cell: ({ count }) => formatNumber(count, locale) },
          {
            id: "campaigns",
            header: t("campaignsEach"),
            numeric: true,
            cell: ({ total, count }) => formatNumber(each(total.reports, count, 1), locale),
          },
          {
            id: "asked",
            header: t("askedEach"),
            numeric: true,
            cell: ({ total, count }) => formatNumber(each(total.asked, count), locale),
          },
          {
            id: "prefilled",
            header: t("prefilledEach"),
            numeric: true,
            cell: ({ total, count }) => formatNumber(each(total.prefilled, count), locale),
          },
          {
            id: "time",
            header: t("timeEach"),
            cell: ({ total: { seconds }, count }) =>
              seconds === null ? t("unknown") : durationText(Math.round(seconds / count), locale),
          },
        ]}
      />
    </Section>
  );
}

/** What each form cost, the dearest first. */
export function BurdenByForm({ rows }: Rows) {
  const t = useTranslations("burden");
  const locale = useLocale();
  const forms = totalsByForm(rows);
  const number = (value: number | null) => (value === null ? MISSING : formatNumber(value, locale));
  return (
    <Section title={t("byForm")}>
      <DataTable
        caption={t("byForm")}
        rows={forms}
        rowKey={({ form }) => form.id}
        empty={null}
        columns={[
          { id: "form", header: t("form"), cell: ({ form }) => named(form, locale) },
          { id: "campaigns", header: t("campaigns"), numeric: true, cell: ({ campaigns }) => number(campaigns) },
          { id: "reports", header: t("reports"), numeric: true, cell: ({ reports }) => number(reports) },
          { id: "asked", header: t("asked"), numeric: true, cell: ({ asked }) => number(asked) },
          { id: "prefilled", header: t("prefilled"), numeric: true, cell: ({ prefilled }) => number(prefilled) },
          {
            id: "time",
            header: t("time"),
            cell: ({ seconds }) => (seconds === null ? t("unknown") : durationText(seconds, locale)),
          },
        ]}
      />
    </Section>
  );
}
