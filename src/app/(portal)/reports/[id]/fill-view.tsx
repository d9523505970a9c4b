import { getLocale, getTranslations } from "next-intl/server";
import { explainFinding, signAndSubmit, signReport, submitReport } from "#features/reports/actions.ts";
import { answerComment } from "#features/reports/comment-actions.ts";
import { ReportEditor } from "#features/reports/components/fill/report-editor.tsx";
import { saveSection } from "#features/reports/components/fill/save-section.ts";
import { sheetOf } from "#features/reports/components/fill/sheet-of.ts";
import { othersIn } from "#features/reports/others.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { formatDateTime, formatDeadline } from "#lib/zoned-time.ts";
import { factWords } from "./fact-words.ts";

/** The report as its school fills it in. */
export async function FillView({
  report,
  timeZone,
  personId,
}: {
  report: ReportView;
  timeZone: string;
  personId: string;
}) {
  const [t, locale] = await Promise.all([getTranslations("fill.page"), getLocale()]);
  const words = factWords(locale);
  const { assignment, submission, campaign, may } = report;
  const held = Object.fromEntries(
    Object.entries(report.cells).map(([address, { value, version }]) => [address, { value, version }]),
  );
  const isLate = assignment.submittedAt === null && Date.now() >= campaign.dueAt.getTime();
  const signed =
    submission.signedAt && submission.signedByName
      ? { by: submission.signedByName, at: formatDateTime(submission.signedAt, timeZone, locale) }
      : null;
  return (
    <ReportEditor
      key={submission.id}
      sheet={sheetOf(report, locale, timeZone, words)}
      report={{
        assignmentId: assignment.id,
        number: submission.number,
        submissionId: submission.id,
        status: assignment.status,
        personId,
        timeZone,
      }}
      held={held}
      others={othersIn(
        Object.entries(report.cells).map(([cell, one]) => ({ cell, ...one })),
        personId,
        new Date(),
      )}
      reasons={report.explanations}
      explain={may.explain ? explainFinding : null}
      answer={may.answer ? answerComment : null}
      saveSection={saveSection}
      sending={{
        assignmentId: assignment.id,
        version: assignment.version,
        may: { sign: may.sign, submit: may.submit },
        signBlock: report.signBlock,
        signed,
        late: isLate ? t("lateNow", { due: formatDeadline(campaign.dueAt, timeZone, locale) }) : null,
        actions: { sign: signReport, submit: submitReport, both: signAndSubmit },
      }}
    />
  );
}
