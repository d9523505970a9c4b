import { getTranslations } from "next-intl/server";
import { acceptAtDistrict, acceptReport, lockReport, reopenReport, returnReport } from "#features/reports/actions.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { TextArea } from "#ui/field.tsx";

/** What whoever judges a report can do with it now; each step says what it does before it is done. */
export async function ReviewButtons({ report }: { report: ReportView }) {
  const t = await getTranslations("fill.page.review");
  const { assignment, may } = report;
  const common = { fields: { assignmentId: assignment.id }, version: assignment.version };
  const remarks = report.comments.filter(
    ({ number, resolvedAt }) => number === report.submission.number && !resolvedAt,
  );
  const reason = <TextArea name="reason" label={t("reason")} required maxLength={1000} />;
  return (
    <>
      {may.acceptDistrict && (
        <ConfirmButton
          {...common}
          action={acceptAtDistrict}
          variant="primary"
          icon="stamp"
          label={t("acceptDistrict")}
          title={t("acceptDistrictTitle")}
          consequence={t("acceptDistrictEffect")}
        />
      )}
      {may.accept && (
        <ConfirmButton
          {...common}
          action={acceptReport}
          variant="primary"
          icon="stamp"
          label={t("accept")}
          title={t("acceptTitle")}
          consequence={report.acceptNeedsReason ? t("acceptDirectEffect") : t("acceptEffect")}
        >
          {report.acceptNeedsReason && reason}
        </ConfirmButton>
      )}
      {may.lock && (
        <ConfirmButton
          {...common}
          action={lockReport}
          variant="primary"
          icon="lock"
          label={t("lock")}
          title={t("lockTitle")}
          consequence={t("lockEffect")}
        />
      )}
      {may.return && (
        <ConfirmButton
          {...common}
          action={returnReport}
          variant="secondary"
          icon="undo"
          label={t("return")}
          title={t("returnTitle")}
          consequence={t("returnEffect", { count: remarks.length })}
        >
          {reason}
        </ConfirmButton>
      )}
      {may.reopen && (
        <ConfirmButton
          {...common}
          action={reopenReport}
          variant="danger"
          icon="undo"
          label={t("reopen")}
          title={t("reopenTitle")}
          consequence={t("reopenEffect")}
        >
          {reason}
        </ConfirmButton>
      )}
    </>
  );
}
