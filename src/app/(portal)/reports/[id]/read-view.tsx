import { getLocale } from "next-intl/server";
import { commentCell, resolveComment } from "#features/reports/comment-actions.ts";
import type { Compared } from "#features/reports/components/fill/reading-context.tsx";
import { ReportReader } from "#features/reports/components/fill/report-reader.tsx";
import { sheetOf } from "#features/reports/components/fill/sheet-of.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { factWords } from "./fact-words.ts";

/** The report as it is read, and remarked on by whoever judges it. */
export async function ReadView({
  report,
  timeZone,
  compared,
}: {
  report: ReportView;
  timeZone: string;
  compared: Compared | null;
}) {
  const locale = await getLocale();
  const words = factWords(locale);
  return (
    <ReportReader
      sheet={sheetOf(report, locale, timeZone, words)}
      values={report.values}
      compared={compared}
      findings={report.findings}
      reasons={report.explanations}
      commenting={
        report.may.comment ? { assignmentId: report.assignment.id, add: commentCell, resolve: resolveComment } : null
      }
    />
  );
}
