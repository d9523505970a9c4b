import { getTranslations } from "next-intl/server";
import type { sheetOf } from "#features/reports/components/fill/sheet-of.ts";

/** Words for what the register and the trail hold as codes. */
export async function factWords(): Promise<Parameters<typeof sheetOf>[3]> {
  const [label, t] = await Promise.all([getTranslations("label"), getTranslations("fill")]);
  return {
    stage: (stage) => label(`stage.${stage}`),
    settlement: (settlement) => label(`settlement.${settlement}`),
    role: (role) => label(`role.${role}`),
    yes: t("yes"),
    no: t("no"),
  };
}
