import { useLocale, useTranslations } from "next-intl";
import { deedOf } from "#features/audit/subject.ts";
import { whoDid } from "#features/audit/who.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import { DataTable } from "#ui/data-table.tsx";
import { Card } from "#ui/section.tsx";
import { Timeline } from "#ui/timeline.tsx";
import type { PartOf } from "../school-page.ts";

type Part = PartOf<"history">;

/** What the register said until somebody put it right. */
export function CorrectedEntries({ part, zone }: { part: Part; zone: string }) {
  const t = useTranslations("schools");
  const label = useTranslations("label.schoolStatus");
  const locale = useLocale();
  return (
    <Card title={t("history.corrected")} lead={t("history.correctedLead")} flush>
      <DataTable
        caption={t("history.corrected")}
        flush
        rows={part.corrected}
        rowKey={({ id }) => id}
        columns={[
          { id: "name", header: t("field.name"), cell: ({ facts }) => named(facts, locale) },
          {
            id: "code",
            header: t("field.code"),
            nowrap: true,
            cell: ({ facts }) => facts.code,
          },
          { id: "status", header: t("field.status"), cell: ({ facts }) => label(facts.status) },
          {
            id: "from",
            header: t("history.from"),
            nowrap: true,
            cell: ({ validFrom }) => formatDate(validFrom, locale),
          },
          {
            id: "until",
            header: t("history.until"),
            nowrap: true,
            cell: ({ validTo }) => (validTo ? formatDate(validTo, locale) : "—"),
          },
          {
            id: "superseded",
            header: t("history.superseded"),
            cell: ({ supersededAt }) => supersededAt && formatDateTime(supersededAt, zone, locale),
          },
        ]}
        empty={null}
      />
    </Card>
  );
}

/** Who did what, newest first, as far as the reader may see it. */
export function Events({ events, zone }: { events: Part["events"]; zone: string }) {
  const t = useTranslations("schools");
  const label = useTranslations("label.role");
  const locale = useLocale();
  if (events.length === 0) return <p className="text-muted">{t("history.noEvents")}</p>;
  return (
    <Timeline
      label={t("history.events")}
      items={events.map((event) => ({
        id: event.id,
        what: deedOf(event, locale),
        who: [whoDid(event, locale), event.role && label(event.role)].filter(Boolean).join(" · "),
        at: { text: formatDateTime(event.at, zone, locale), iso: event.at.toISOString() },
        note: event.reason || undefined,
      }))}
    />
  );
}
