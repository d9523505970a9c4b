import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { type StatProps, Stats } from "#ui/stat.tsx";
import { each } from "../burden-columns.tsx";
import { type LedgerRow, type Total, totalOf } from "../burden-ledger.ts";
import { durationText } from "../duration.ts";

type Before = { year: { nameEn: string; nameZh: string }; rows: LedgerRow[]; underWay: boolean } | null;

/** A school year's burden as a whole, beside that of the year before. */
export function BurdenTotals({ total, schools, before }: { total: Total; schools: number; before: Before }) {
  const t = useTranslations("burden");
  const locale = useLocale();
  const last = before && totalOf(before.rows);
  const compared = (value: string | null | undefined) =>
    before &&
    t(before.underWay ? "beforeByNow" : "beforeWhole", {
      year: named(before.year, locale),
      value: value ?? t("notCounted"),
    });
  const number = (value: number | null) => (value === null ? null : formatNumber(value, locale));
  const time = (seconds: number | null) => (seconds === null ? null : durationText(seconds, locale));
  const items: StatProps[] = [
    {
      label: t("campaigns"),
      value: formatNumber(total.campaigns, locale),
      note: compared(last && formatNumber(last.campaigns, locale)),
    },
    {
      label: t("asked"),
      value: number(total.asked),
      missing: t("notCounted"),
      note: compared(last && number(last.asked)),
    },
    {
      label: t("prefilled"),
      value: number(total.prefilled),
      missing: t("notCounted"),
      note: compared(last && number(last.prefilled)),
    },
    {
      label: t("time"),
      value: time(total.seconds),
      missing: t("notMeasured"),
      note: (
        <>
          {compared(last && time(last.seconds))}
          {total.untimed > 0 && <span className="block">{t("untimed", { count: total.untimed })}</span>}
        </>
      ),
    },
    {
      label: t("averageSchool"),
      value: total.asked === null ? null : t("cells", { cells: formatNumber(each(total.asked, schools), locale) }),
      missing: t("notCounted"),
      note: t("ofSchools", { count: schools }),
    },
  ];
  return (
    <div className="mb-8">
      <Stats label={t("title")} items={items} />
    </div>
  );
}
