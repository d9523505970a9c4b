import { getLocale, getTranslations } from "next-intl/server";
import type { Actor } from "#server/db.ts";
import { Card } from "#ui/section.tsx";
import { inLanguage } from "../figure-words.ts";
import { indexOf, rowName, splitAddress } from "../form/cells.ts";
import type { ReportView } from "../queries.ts";
import { AdjustmentLines } from "./adjustment-lines.tsx";

/** What section and district have added beside a report's figures in roll-ups; the report itself is as the school sent it. */
export async function ReportLines({ report, actor }: { report: ReportView; actor: Actor }) {
  const [t, locale] = await Promise.all([getTranslations("rollUp.lines"), getLocale()]);
  const { adjustments, definition, context } = report;
  if (adjustments.length === 0) return null;
  const itemOf = (address: string) => {
    const { code, row } = splitAddress(address);
    const known = indexOf(definition).cells.get(code);
    if (!known) return { name: address, unit: "" };
    const inRow = row === undefined ? undefined : rowName(known.section, row, context.facts);
    const names = [inRow && inLanguage(inRow, locale), inLanguage(known.cell.names, locale)].filter(Boolean);
    return {
      name: `${code} ${names.join(locale === "en" ? ": " : "：")}`,
      unit: known.cell.unit ? inLanguage(known.cell.unit, locale) : "",
    };
  };
  return (
    <div className="mt-6">
      <Card title={t("ofReport")} lead={t("ofReportLead")}>
        <AdjustmentLines
          lines={adjustments}
          kind="provisional"
          timeZone={actor.tenant.timeZone}
          actor={actor}
          about="item"
          itemOf={itemOf}
        />
      </Card>
    </div>
  );
}
