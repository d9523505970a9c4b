import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { Facts } from "#ui/facts.tsx";
import { Card } from "#ui/section.tsx";
import { Timeline, type TimelineItem } from "#ui/timeline.tsx";
import type { FoundChange } from "./change-decision.tsx";

const TONE = { APPROVED: "good", REJECTED: "bad", WITHDRAWN: "neutral", PENDING: "warn" } as const;

/** Who asked, why, from when, and what came of it or whose turn it is. */
export function ChangeStory({ actor, change }: { actor: Actor; change: FoundChange }) {
  const t = useTranslations("changes");
  const label = useTranslations("label.changeStatus");
  const locale = useLocale();
  const at = (instant: Date) => ({
    text: formatDateTime(instant, actor.tenant.timeZone, locale),
    iso: instant.toISOString(),
  });
  const asked: TimelineItem = {
    id: "asked",
    what: change.importId ? t("fromImport") : t("asked"),
    who: change.requestedByName,
    at: at(change.requestedAt),
    note: change.reason,
  };
  const owner = t(`ownerName.${change.owner}`);
  const end: TimelineItem = change.decidedAt
    ? {
        id: "decided",
        what: label(change.status),
        who: change.decidedByName ?? change.requestedByName,
        at: at(change.decidedAt),
        note: change.decisionReason ?? undefined,
        tone: TONE[change.status],
      }
    : { id: "waits", what: t("waits"), who: owner, next: true, tone: "warn" };
  return (
    <div className="space-y-5">
      <Card title={t("story")}>
        <Timeline label={t("story")} items={[asked, end]} />
      </Card>
      <Card title={t("page")}>
        <Facts
          columns={1}
          items={[
            { label: t("effectiveOn"), value: formatDate(change.effectiveOn, locale) },
            { label: t("owner"), value: owner },
            { label: t("reasonGiven"), value: change.reason },
          ]}
        />
      </Card>
    </div>
  );
}
