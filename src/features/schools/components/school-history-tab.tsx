import { useLocale, useTranslations } from "next-intl";
import { named } from "#lib/named.ts";
import { formatDate, fromUtcMidnight } from "#lib/plain-date.ts";
import { formatDateTime } from "#lib/zoned-time.ts";
import type { Actor } from "#server/db.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Diff } from "#ui/diff.tsx";
import { TextLink } from "#ui/link.tsx";
import { Card } from "#ui/section.tsx";
import { Timeline } from "#ui/timeline.tsx";
import { displayValue } from "../display.ts";
import type { Chapter } from "../history.ts";
import type { PartOf } from "../school-page.ts";
import { CorrectedEntries, Events } from "./school-record.tsx";

type Part = PartOf<"history">;

/** How a school came to be what it is, and who put that on record. */
export function SchoolHistoryTab({ actor, part }: { actor: Actor; part: Part }) {
  const t = useTranslations("schools.history");
  const zone = actor.tenant.timeZone;
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[3fr_2fr]">
      <div className="space-y-5">
        <Card title={t("facts")}>
          <Chapters part={part} zone={zone} />
        </Card>
        {part.corrected.length > 0 && <CorrectedEntries part={part} zone={zone} />}
      </div>
      <div className="space-y-5">
        <Kin part={part} />
        <Codes part={part} />
        <Card title={t("events")}>
          <Events events={part.events} zone={zone} />
        </Card>
      </div>
    </div>
  );
}

function Chapters({ part, zone }: { part: Part; zone: string }) {
  const t = useTranslations("schools");
  const locale = useLocale();
  const what = ({ before, changed, facts }: Chapter) => {
    if (!before) return `${t("history.entered")}${locale === "en" ? ": " : "："}${named(facts, locale)}`;
    return changed.length === 0
      ? t("history.none")
      : t("history.changed", { fields: changed.map((name) => t(`field.${name}`)).join(t("comma")) });
  };
  return (
    <Timeline
      label={t("history.facts")}
      items={part.chapters.map((chapter) => ({
        id: chapter.id,
        what: what(chapter),
        at: { text: formatDate(chapter.on, locale), iso: chapter.on },
        who: t("history.recorded", { date: formatDateTime(chapter.recordedAt, zone, locale) }),
        note: (chapter.reason || chapter.changed.length > 0) && <ChapterNote chapter={chapter} part={part} />,
        tone: chapter.changed.includes("status") ? ("info" as const) : ("neutral" as const),
      }))}
    />
  );
}

function ChapterNote({ chapter, part }: { chapter: Chapter; part: Part }) {
  const t = useTranslations("schools");
  const { before, changed, facts, reason } = chapter;
  return (
    <div className="space-y-2">
      {reason && <p>{reason}</p>}
      {before && changed.length > 0 && (
        <Diff
          caption={t("history.facts")}
          changes={changed.map((name) => ({
            field: t(`field.${name}`),
            before: displayValue(name, before[name], part.words) || null,
            after: displayValue(name, facts[name], part.words) || null,
          }))}
          words={{
            field: t("history.field"),
            before: t("history.before"),
            after: t("history.after"),
            nothing: t("history.nothing"),
          }}
        />
      )}
    </div>
  );
}

function Kin({ part }: { part: Part }) {
  const t = useTranslations("schools");
  const locale = useLocale();
  return (
    <Card title={t("history.kin")}>
      {part.relations.length === 0 && <p className="text-muted">{t("history.noKin")}</p>}
      <ul className="space-y-3">
        {part.relations.map((relation) => (
          <li key={relation.id}>
            <p>
              <span className="text-muted">{t(`direction.${relation.direction}`)}</span>{" "}
              <TextLink href={`/schools/${relation.school.id}?tab=history`}>{named(relation.school, locale)}</TextLink>{" "}
              <span className="text-muted tabular-nums">{relation.school.code}</span>
            </p>
            <p className="text-muted">
              {t(`linkKind.${relation.kind}`)} · {formatDate(relation.happenedOn, locale)}
              {relation.reason && ` · ${relation.reason}`}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Codes({ part }: { part: Part }) {
  const t = useTranslations("schools.history");
  const locale = useLocale();
  return (
    <Card title={t("codes")} flush>
      <DataTable
        caption={t("codes")}
        flush
        rows={part.codes}
        rowKey={({ code }) => code}
        columns={[
          {
            id: "code",
            header: t("code"),
            cell: ({ code }) => code,
            nowrap: true,
          },
          { id: "issued", header: t("issued"), cell: ({ issuedOn }) => formatDate(fromUtcMidnight(issuedOn), locale) },
          {
            id: "voided",
            header: t("voided"),
            cell: ({ voidedOn }) =>
              voidedOn ? (
                t("voidedOn", { date: formatDate(fromUtcMidnight(voidedOn), locale) })
              ) : (
                <Badge tone="good">{t("inUse")}</Badge>
              ),
          },
        ]}
        empty={null}
      />
    </Card>
  );
}
