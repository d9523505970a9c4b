import { getLocale, getTranslations } from "next-intl/server";
import { whoDid } from "#features/audit/who.ts";
import type { ReportView } from "#features/reports/queries.ts";
import { formatDateTime, formatDeadline } from "#lib/zoned-time.ts";
import { Card } from "#ui/section.tsx";
import { Timeline } from "#ui/timeline.tsx";

const KNOWN = {
  "report.sign": "sign",
  "report.submit": "submit",
  "report.return": "return",
  "report.acceptDistrict": "acceptDistrict",
  "report.accept": "accept",
  "report.lock": "lock",
  "report.reopen": "reopen",
  "extension.ask": "askTime",
  "extension.withdraw": "withdrawTime",
  "extension.grant": "giveTime",
  "extension.refuse": "refuseTime",
} as const;
const isKnown = (capability: string): capability is keyof typeof KNOWN => Object.hasOwn(KNOWN, capability);
const TONES = {
  unsign: "warn",
  return: "warn",
  reopen: "warn",
  acceptDistrict: "good",
  accept: "good",
  lock: "good",
} as const;

/** Who did what with the report when, and what comes next. */
export async function ReportHistory({ report, timeZone }: { report: ReportView; timeZone: string }) {
  const [t, role, locale] = await Promise.all([
    getTranslations("fill.page"),
    getTranslations("label.role"),
    getLocale(),
  ]);
  const { campaign, assignment, events } = report;
  const time = (at: Date) => ({ text: formatDateTime(at, timeZone, locale), iso: at.toISOString() });
  const done = events.flatMap((event) => {
    const known = isKnown(event.capability) ? KNOWN[event.capability] : null;
    const verb = event.unsigned ? "unsign" : known;
    if (!verb) return [];
    const number = event.number === null ? "" : ` ${t("history.version", { number: event.number })}`;
    return [
      {
        id: String(event.id),
        what: `${t(`history.${verb}`)}${number}`,
        who: [whoDid(event, locale), event.role && role(event.role)].filter(Boolean).join(" · "),
        at: time(event.at),
        ...(event.reason ? { note: event.reason } : {}),
        ...(event.earlier ? { note: t("history.earlier", { seconds: event.earlier }) } : {}),
        ...(verb in TONES ? { tone: TONES[verb as keyof typeof TONES] } : {}),
      },
    ];
  });
  const opened = { id: "opened", what: t("history.opened"), who: campaign.openedByName, at: time(campaign.openedAt) };
  const waits = assignment.submittedAt === null && !report.closed;
  const next = {
    id: "next",
    next: true,
    what: t(`turns.${assignment.status}`),
    ...(waits
      ? { at: { text: formatDeadline(campaign.dueAt, timeZone, locale), iso: campaign.dueAt.toISOString() } }
      : {}),
  };
  return (
    <Card title={t("history.title")}>
      <Timeline
        label={t("history.title")}
        items={[opened, ...done, ...(assignment.status === "LOCKED" || report.closed ? [] : [next])]}
      />
    </Card>
  );
}
