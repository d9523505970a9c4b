import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { named } from "#lib/named.ts";
import { Section } from "#ui/section.tsx";
import { Stats } from "#ui/stat.tsx";
import { type LedgerRow, totalOf } from "../burden-ledger.ts";
import { durationText } from "../duration.ts";
import { Waivers } from "./waivers.tsx";

type Props = { rows: LedgerRow[]; year: { nameEn: string; nameZh: string } | null; timeZone: string };

/** What one school was asked for in a school year, with the time that was reckoned for it: its own is not shown. */
export function OwnBurden({ rows, year, timeZone }: Props) {
  const t = useTranslations("burden");
  const locale = useLocale();
  const { campaigns, asked, prefilled, seconds, untimed } = totalOf(rows);
  const number = (value: number | null) => (value === null ? null : formatNumber(value, locale));
  return (
    <>
      <Section title={year ? t("own.title", { year: named(year, locale) }) : t("own.titleAll")} lead={t("own.lead")}>
        <Stats
          label={t("cost")}
          items={[
            { label: t("campaigns"), value: number(campaigns) },
            { label: t("asked"), value: number(asked), missing: t("notCounted") },
            { label: t("prefilled"), value: number(prefilled), missing: t("notCounted") },
            {
              label: t("estimated"),
              value: seconds === null ? null : durationText(seconds, locale),
              missing: t("notMeasured"),
              note: untimed > 0 && seconds !== null ? t("untimed", { count: untimed }) : t("own.basis"),
            },
          ]}
        />
      </Section>
      <Waivers rows={rows} timeZone={timeZone} />
    </>
  );
}
