import Big from "big.js";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { formatDate, type Locale } from "#lib/plain-date.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { words } from "#server/words.ts";
import type { TableColumn } from "#ui/data-table-columns.ts";
import { type LedgerRow, type Time, timeOf } from "./burden-ledger.ts";
import { periodText } from "./components/period.ts";
import { durationText } from "./duration.ts";
import { BURDEN_COLUMNS, type BurdenList } from "./schema.ts";

type Column = Omit<TableColumn<LedgerRow>, "id">;

/** The share of each of so many, to a place; null where there is nothing to share. */
export const each = (sum: number | null, of: number, places = 0): string | null =>
  sum === null || of === 0 ? null : new Big(sum).div(of).toFixed(places, Big.roundHalfUp);

/** The ledger's rows in the order that its list asks for. */
export function inOrder(rows: readonly LedgerRow[], { sort }: Pick<BurdenList, "sort">): LedgerRow[] {
  const value = ({ asked, openedAt }: LedgerRow) => (sort.endsWith("asked") ? (asked ?? -1) : openedAt.getTime());
  const direction = sort.startsWith("-") ? -1 : 1;
  return [...rows].sort((a, b) => direction * (value(a) - value(b)));
}

/** Campaigns and what they cost their schools. */
export function burdenColumns(locale: Locale, timeZone: string): TableColumn<LedgerRow>[] {
  const t = words(locale);
  const title = ({ titleEn, titleZh }: LedgerRow) => named({ nameEn: titleEn, nameZh: titleZh }, locale);
  const when = (at: Date) => formatDate(dateInZone(at, timeZone), locale);
  const count = (header: string, value: (row: LedgerRow) => number | string | null): Column => ({
    header,
    numeric: true,
    kind: "number",
    cell: (row) => formatNumber(value(row), locale),
    file: (row) => {
      const counted = value(row);
      return counted === null ? null : Number(counted);
    },
  });
  const said = (time: Time) => (time ? durationText(time.seconds, locale) : t("burden.unknown"));
  const minutes = (time: Time) => (time ? Math.round(time.seconds / 60) : null);
  const before = (row: LedgerRow) => timeOf({ measured: null, estimated: row.estimated }, row.asked);
  const best = (row: LedgerRow) => timeOf(row, row.asked);
  const waived = ({ waiver }: LedgerRow) => waiver && t("burden.waived.cells", { count: waiver.held.length });
  const all: Record<(typeof BURDEN_COLUMNS)[number], Column> = {
    title: {
      header: t("campaigns.list.campaign"),
      width: "26%",
      cell: title,
      below: (row) => [periodText(row, locale)],
      file: [
        { header: t("campaigns.list.campaign"), value: title, fileWidth: 40 },
        { header: t("campaigns.refersTo"), value: (row) => periodText(row, locale) },
      ],
    },
    opened: {
      header: t("burden.opened"),
      nowrap: true,
      sort: "desc-first",
      cell: ({ openedAt }) => when(openedAt),
      file: ({ openedAt }) => when(openedAt),
    },
    schools: count(t("burden.schools"), ({ reports }) => reports),
    asked: { ...count(t("burden.asked"), ({ asked }) => asked), sort: "desc-first" },
    perSchool: count(t("burden.each"), ({ asked, reports }) => each(asked, reports)),
    prefilled: count(t("burden.prefilled"), ({ prefilled }) => prefilled),
    time: {
      header: t("burden.time"),
      cell: (row) => said(best(row)),
      below: (row) => {
        const time = best(row);
        const reports = row.measured?.reports ?? row.estimated?.reports ?? 0;
        return [time && t(`burden.from.${time.from}`, { reports })];
      },
      file: [
        { header: t("burden.timeInMinutes"), value: (row) => minutes(best(row)), kind: "number" },
        {
          header: t("burden.timeFrom"),
          value: (row) => {
            const time = best(row);
            return time && t(`burden.kind.${time.from}`);
          },
        },
      ],
    },
    waiver: {
      header: t("burden.waiver"),
      cell: waived,
      file: [
        { header: t("burden.waiver"), value: waived },
        { header: t("burden.waived.reason"), value: ({ waiver }) => waiver?.reason ?? null, fileWidth: 40 },
        { header: t("burden.waived.by"), value: ({ waiver }) => waiver?.grantedByName ?? null },
      ],
    },
    estimate: {
      header: t("burden.before"),
      cell: (row) => said(before(row)),
      file: [{ header: t("burden.beforeInMinutes"), value: (row) => minutes(before(row)), kind: "number" }],
    },
    form: {
      header: t("campaigns.form"),
      cell: ({ form }) => named(form, locale),
      file: ({ form }) => named(form, locale),
    },
    openedBy: {
      header: t("burden.openedBy"),
      cell: ({ openedByName }) => openedByName,
      file: ({ openedByName }) => openedByName,
    },
  };
  return BURDEN_COLUMNS.map((id) => ({ id, ...all[id] }));
}
