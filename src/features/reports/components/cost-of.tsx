import Big from "big.js";
import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#lib/decimal.ts";
import { Stats } from "#ui/stat.tsx";
import { durationText } from "../duration.ts";
import { secondsFor } from "../form/burden.ts";
import type { Preview } from "./held-cells.tsx";

/** What a campaign would cost its schools: what they fill in, what is filled already, and the time it is likely to take. */
export function CostOf({ preview: { schools, burden, pace } }: { preview: Preview }) {
  const t = useTranslations("burden");
  const locale = useLocale();
  const count = schools.length;
  const perSchool = (cells: number) =>
    t("perSchool", { cells: formatNumber(new Big(cells).div(count).toFixed(10), locale, 0) });
  const seconds = secondsFor(burden.asked, pace.paceMs);
  return (
    <Stats
      label={t("cost")}
      items={[
        { label: t("asked"), value: formatNumber(burden.asked, locale), note: perSchool(burden.asked) },
        { label: t("prefilled"), value: formatNumber(burden.prefilled, locale), note: perSchool(burden.prefilled) },
        {
          label: t("estimated"),
          value: seconds === null ? null : durationText(seconds, locale),
          missing: t("notMeasured"),
          note:
            seconds === null || pace.basis === null
              ? t("notMeasured")
              : t(`basis.${pace.basis}`, {
                  reports: pace.reports,
                  each: durationText(Math.round(seconds / count), locale),
                }),
        },
      ]}
    />
  );
}
