import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { listCalendarYears } from "#features/calendar/queries.ts";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { LinkButton } from "#ui/button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar"))("title") };
}

export default async function CalendarPage() {
  const { actor, published } = await read("tenant.view", async (db, actor) => ({
    actor,
    published: await listCalendarYears(db),
  }));
  const t = await getTranslations("calendar");
  const thisYear = Number(actor.today.slice(0, 4));
  const awaited = [thisYear + 1, thisYear].filter((year) => !published.some((one) => one.year === year));
  const missing = awaited.map((year) => ({ year, source: "", holidays: null, makeUpDays: null }));
  const rows = [...published, ...missing].toSorted((a, b) => b.year - a.year);
  const editable = can(actor, "calendar.edit");
  return (
    <>
      <PageTitle title={t("title")} lead={t("lead")} />
      <SettingsTabs actor={actor} current="calendar" />
      <div className="max-w-3xl space-y-4">
        {awaited.map((year) => (
          <Notice
            key={year}
            tone="warn"
            title={t("unpublishedTitle", { year: String(year) })}
            actions={
              editable && (
                <LinkButton href={`/settings/calendar/${year}`}>{t("publishYear", { year: String(year) })}</LinkButton>
              )
            }
          >
            {t("unpublishedText")}
          </Notice>
        ))}
        <DataTable
          caption={t("title")}
          rows={rows}
          rowKey={(row) => String(row.year)}
          rowHref={(row) => `/settings/calendar/${row.year}`}
          columns={[
            { id: "year", header: t("calendarYear"), cell: (row) => String(row.year) },
            {
              id: "state",
              header: t("state"),
              cell: (row) =>
                row.holidays === null ? (
                  <Badge tone="warn">{t("unpublished")}</Badge>
                ) : (
                  <Badge tone="good">{t("published")}</Badge>
                ),
            },
            { id: "holidays", header: t("holidays"), numeric: true, cell: (row) => row.holidays ?? "—" },
            { id: "makeUp", header: t("makeUpDays"), numeric: true, cell: (row) => row.makeUpDays ?? "—" },
            { id: "source", header: t("source"), cell: (row) => row.source || "—" },
          ]}
          empty={<Empty title={t("unpublished")} icon="calendar" />}
        />
      </div>
    </>
  );
}
