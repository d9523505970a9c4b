import { getLocale, getTranslations } from "next-intl/server";
import type { ReportView } from "#features/reports/queries.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime, formatDeadline } from "#lib/zoned-time.ts";
import { Badge, type Tone } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { Facts } from "#ui/facts.tsx";
import { TextLink } from "#ui/link.tsx";
import { Menu } from "#ui/menu.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { PrintButton } from "#ui/print-button.tsx";
import { MoreTime, MoreTimeButton } from "./more-time.tsx";
import { ReviewButtons } from "./review-buttons.tsx";
import { inLocale } from "./words.ts";

const TONE: Record<ReportView["assignment"]["status"], Tone> = {
  ASSIGNED: "neutral",
  DRAFT: "info",
  SIGNED: "info",
  SUBMITTED: "info",
  RETURNED: "warn",
  DISTRICT_ACCEPTED: "good",
  ACCEPTED: "good",
  LOCKED: "good",
};

/** Which report this is, how it stands, whose turn it is and by when, and what can be done with it as a whole. */
export async function ReportHead({ report, timeZone }: { report: ReportView; timeZone: string }) {
  const [t, label, app, locale] = await Promise.all([
    getTranslations("fill.page"),
    getTranslations("label.reportStatus"),
    getTranslations("app.nav"),
    getLocale(),
  ]);
  const { assignment, campaign, definition, submission, versions } = report;
  const note = named({ nameEn: campaign.noteEn, nameZh: campaign.noteZh }, locale);
  const when = (at: Date) => formatDateTime(at, timeZone, locale);
  const isCurrent = submission.number === assignment.current;
  const overdue = assignment.submittedAt === null && Date.now() >= campaign.dueAt.getTime();
  return (
    <>
      <PageTitle
        title={`${named(assignment, locale)} · ${inLocale(definition.names, locale)}`}
        lead={named({ nameEn: campaign.titleEn, nameZh: campaign.titleZh }, locale)}
        status={
          <>
            <Badge tone={TONE[assignment.status]}>{label(assignment.status)}</Badge>
            {assignment.late && <Badge tone="warn">{t("late")}</Badge>}
            {overdue && <Badge tone="bad">{t("overdue")}</Badge>}
          </>
        }
        actions={
          <>
            <ReviewButtons report={report} />
            <MoreTimeButton report={report} timeZone={timeZone} />
            {versions.length > 1 && (
              <Menu label={t("version", { number: submission.number })} icon="history">
                {versions.map(({ number, submittedAt }) => (
                  <TextLink
                    key={number}
                    plain
                    className="menu-item"
                    href={number === assignment.current ? `/reports/${assignment.id}` : `?version=${number}`}
                    {...(number === submission.number ? { "aria-current": "page" as const } : {})}
                  >
                    {submittedAt ? t("versionSent", { number, at: when(submittedAt) }) : t("versionDraft", { number })}
                  </TextLink>
                ))}
              </Menu>
            )}
            <LinkButton href={`/reports/forms/${report.edition}`} icon="report">
              {t("whatIsAsked")}
            </LinkButton>
            <PrintButton label={t("print")} />
          </>
        }
        breadcrumb={{ label: t("here"), items: [{ label: app("reports"), href: "/reports" }] }}
      />
      <Facts
        columns={2}
        items={[
          { label: t("turn"), value: t(`turns.${assignment.status}`) },
          {
            label: t("due"),
            value: (
              <>
                <time dateTime={campaign.dueAt.toISOString()}>{formatDeadline(campaign.dueAt, timeZone, locale)}</time>
                {campaign.graceUntil && campaign.graceUntil > campaign.dueAt && (
                  <span className="text-muted">
                    {" "}
                    {t("grace", { until: formatDeadline(campaign.graceUntil, timeZone, locale) })}
                  </span>
                )}
              </>
            ),
          },
          { label: t("refersTo"), value: refersTo(report, locale) },
          {
            label: t("submitted"),
            value: assignment.submittedAt ? when(assignment.submittedAt) : null,
            missing: t("notSubmitted"),
          },
        ]}
      />
      <div className="my-4 space-y-3">
        {!isCurrent && (
          <Notice
            tone="info"
            title={t("older", { number: submission.number })}
            actions={<LinkButton href={`/reports/${assignment.id}`}>{t("toCurrent")}</LinkButton>}
          />
        )}
        {note && <Notice tone="info">{note}</Notice>}
        <MoreTime report={report} timeZone={timeZone} />
        {report.closed && <Notice tone="warn">{t("closed")}</Notice>}
        <Returned report={report} at={when} />
      </div>
    </>
  );
}

function refersTo({ campaign, definition }: ReportView, locale: "en" | "zh-CN"): string {
  const day = formatDate(campaign.refersTo, locale);
  if (definition.period === "year") return day;
  return locale === "en" ? day.replace(/^\d+ /, "") : day.replace(/\d+日$/, "");
}

/** Why the version before this one came back. */
async function Returned({ report, at }: { report: ReportView; at: (instant: Date) => string }) {
  const t = await getTranslations("fill.page");
  const shown = report.submission;
  const before = shown.returnedAt ? shown : report.versions.find(({ number }) => number === shown.number - 1);
  if (!before?.returnedAt) return null;
  const remarks = report.comments.filter(({ number }) => number === before.number).length;
  return (
    <Notice
      tone="warn"
      title={t("returnedTitle", {
        number: before.number,
        name: before.returnedByName ?? "",
        at: at(before.returnedAt),
      })}
    >
      <p className="whitespace-pre-line">{before.returnReason}</p>
      {remarks > 0 && (
        <a className="link" href="#comments">
          {t("returnedRemarks", { count: remarks })}
        </a>
      )}
    </Notice>
  );
}
