import { getLocale, getTranslations } from "next-intl/server";
import { askForTime, giveMoreTime, refuseMoreTime, withdrawAsk } from "#features/reports/extension-actions.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { deadlineParts, formatDateTime, formatDeadline } from "#lib/zoned-time.ts";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { DateField, TextArea, TextField } from "#ui/field.tsx";
import { Notice } from "#ui/notice.tsx";

type Props = { report: ReportView; timeZone: string };

/** Asking for more time, or giving it unasked. */
export async function MoreTimeButton({ report, timeZone }: Props) {
  const t = await getTranslations("extensions");
  const { may, campaign, extensions } = report;
  const reason = <TextArea name="reason" label={t("reason")} required maxLength={1000} rows={3} />;
  const due = <Until at={campaign.dueAt} timeZone={timeZone} />;
  const common = { icon: "clock" as const, fields: { assignmentId: report.assignment.id } };
  if (may.askTime)
    return (
      <ConfirmButton
        {...common}
        variant="secondary"
        action={askForTime}
        label={t("ask")}
        title={t("askTitle")}
        consequence={t("askEffect")}
      >
        {due}
        {reason}
      </ConfirmButton>
    );
  if (!may.giveTime || asked(extensions)) return null;
  return (
    <ConfirmButton
      {...common}
      variant="secondary"
      action={giveMoreTime}
      label={t("give")}
      title={t("giveTitle")}
      consequence={t("giveEffect")}
    >
      {due}
      {reason}
    </ConfirmButton>
  );
}

/** What was asked and what came of it, with the decision where the reader has it. */
export async function MoreTime({ report, timeZone }: Props) {
  const [t, locale] = await Promise.all([getTranslations("extensions"), getLocale()]);
  const { may, extensions, assignment } = report;
  const last = extensions.at(-1);
  if (!last || (last.status !== "ASKED" && assignment.submittedAt !== null)) return null;
  const until = formatDeadline(last.until, timeZone, locale);
  if (last.status !== "ASKED") {
    const values = { until, name: last.decidedByName };
    return (
      <Notice
        tone={last.status === "GRANTED" ? "info" : "warn"}
        title={last.status === "GRANTED" ? t("given", values) : t("notGiven", values)}
      >
        {last.answer && <p className="whitespace-pre-line">{last.answer}</p>}
      </Notice>
    );
  }
  const common = { fields: { assignmentId: assignment.id } };
  return (
    <Notice
      tone="warn"
      title={t("asked", { name: last.askedByName, until, at: formatDateTime(last.createdAt, timeZone, locale) })}
      actions={
        <>
          {may.giveTime && (
            <ConfirmButton
              {...common}
              variant="primary"
              action={giveMoreTime}
              label={t("give")}
              title={t("giveTitle")}
              consequence={t("giveEffect")}
            >
              <Until at={last.until} timeZone={timeZone} />
              <TextArea name="reason" label={t("answer")} maxLength={1000} rows={2} />
            </ConfirmButton>
          )}
          {may.refuseTime && (
            <ConfirmButton
              {...common}
              variant="secondary"
              action={refuseMoreTime}
              label={t("refuse")}
              title={t("refuseTitle")}
              consequence={t("refuseEffect")}
            >
              <TextArea name="reason" label={t("reason")} required maxLength={1000} rows={3} />
            </ConfirmButton>
          )}
          {may.withdrawTime && (
            <ConfirmButton
              {...common}
              variant="secondary"
              action={withdrawAsk}
              label={t("withdraw")}
              title={t("withdrawTitle")}
              consequence={t("withdrawEffect")}
            />
          )}
        </>
      }
    >
      <p className="whitespace-pre-line">{last.reason}</p>
    </Notice>
  );
}

const asked = (extensions: ReportView["extensions"]) => extensions.some(({ status }) => status === "ASKED");

async function Until({ at, timeZone }: { at: Date; timeZone: string }) {
  const t = await getTranslations("extensions");
  const { date, time } = deadlineParts(at, timeZone);
  return (
    <>
      <DateField name="untilDate" label={t("untilDate")} required initial={date} />
      <TextField name="untilTime" label={t("untilTime")} required size="short" maxLength={5} initial={time} />
    </>
  );
}
