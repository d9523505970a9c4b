import type { sheetOf } from "#features/reports/components/fill/sheet-of.ts";
import type { Locale } from "#lib/plain-date.ts";
import { words } from "#server/words.ts";

/** Words for what the register and the trail hold as codes. */
export function factWords(locale: Locale): Parameters<typeof sheetOf>[3] {
  const t = words(locale);
  return {
    stage: (stage) => t(`label.stage.${stage}`),
    settlement: (settlement) => t(`label.settlement.${settlement}`),
    role: (role) => t(`label.role.${role}`),
    yes: t("fill.yes"),
    no: t("fill.no"),
  };
}
