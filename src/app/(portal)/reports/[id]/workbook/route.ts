import { factsOf } from "#features/reports/components/fill/sheet-of.ts";
import { inLocale } from "#features/reports/components/fill/words.ts";
import { hintsOf } from "#features/reports/form/prefill.ts";
import { findReport, type ReportView } from "#features/reports/queries.ts";
import { NotThisWorkbook, readWorkbook } from "#features/reports/workbook/read.ts";
import { reportWorkbook } from "#features/reports/workbook/write.ts";
import { named } from "#lib/named.ts";
import { fileResponse } from "#lib/tabular/file-response.ts";
import { tableLimits } from "#lib/tabular/limits.ts";
import { TableRefusal } from "#lib/tabular/refusal.ts";
import { Refusal } from "#server/refusal.ts";
import { download, inspect } from "#server/route.ts";
import { wordsFor } from "#server/words.ts";
import { factWords } from "../fact-words.ts";

const frameOf = ({ definition, values, context }: ReportView) => ({ definition, values, context });

/** A report as an Excel workbook with its checks, to be filled in without a connection. */
export const GET = download("report.fill", async (db, { actor, params, locale }) => {
  const report = await findReport(db, actor, params.id ?? "");
  if (!report?.may.fill) return null;
  const { assignment, submission, campaign, definition, context, cells } = report;
  const title = `${named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale)} · ${named(assignment, locale)}`;
  const facts = factsOf(report, locale, factWords(locale));
  return async () => {
    const bytes = await reportWorkbook(
      {
        ...{ assignmentId: assignment.id, number: submission.number, title, facts, held: cells },
        ...{ frame: frameOf(report), hints: hintsOf(definition, context) },
      },
      locale,
      (key, values) => wordsFor(locale, key, values),
      new Date(),
    );
    return fileResponse(`${inLocale(definition.names, locale)} ${named(assignment, locale)}`, "xlsx", bytes);
  };
});

/** What was filled in in a workbook since it was downloaded, for the page to take in as if it had been typed there. */
export const POST = inspect("report.fill", tableLimits.fileBytes, async (db, { actor, params }) => {
  const report = await findReport(db, actor, params.id ?? "");
  if (!report?.may.fill) return null;
  const { assignment, submission } = report;
  return async (bytes) => {
    try {
      return {
        cells: await readWorkbook(bytes, {
          assignmentId: assignment.id,
          number: submission.number,
          frame: frameOf(report),
        }),
      };
    } catch (error) {
      if (error instanceof NotThisWorkbook) throw new Refusal(`workbook.refused.${error.key}`);
      if (error instanceof TableRefusal) throw new Refusal(`imports.refusal.${error.code}`, error.params);
      throw error;
    }
  };
});
