import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { publishCalendar, withdrawCalendar } from "#features/calendar/actions.ts";
import { calendarYear } from "#features/calendar/queries.ts";
import { writeDayLines } from "#features/calendar/read-days.ts";
import { OfCalendar } from "#features/calendar/schema.ts";
import { named } from "#lib/named.ts";
import { dayOfWeek, formatDate } from "#lib/plain-date.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { ConfirmButton } from "#ui/confirm-button.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { FileField, TextArea, TextField } from "#ui/field.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar"))("title") };
}

export default async function CalendarYearPage({ params }: { params: Promise<{ year: string }> }) {
  const asked = OfCalendar.safeParse(await params);
  if (!asked.success) notFound();
  const { year } = asked.data;
  const { actor, calendar } = await read("tenant.view", async (db, actor) => ({
    actor,
    calendar: await calendarYear(db, year),
  }));
  const [t, locale] = await Promise.all([getTranslations("calendar"), getLocale()]);
  const editable = can(actor, "calendar.edit");
  return (
    <>
      <PageTitle
        title={t("ofYear", { year: String(year) })}
        lead={calendar ? calendar.source : t("unpublishedText")}
        status={calendar ? <Badge tone="good">{t("published")}</Badge> : <Badge tone="warn">{t("unpublished")}</Badge>}
        breadcrumb={{ label: t("here"), items: [{ label: t("title"), href: "/settings/calendar" }] }}
        actions={
          editable &&
          calendar && (
            <ConfirmButton
              label={t("withdraw")}
              title={t("withdrawAsk", { year: String(year) })}
              consequence={t("withdrawText")}
              action={withdrawCalendar}
              fields={{ year }}
            />
          )
        }
      />
      <div className="grid gap-6 lg:grid-cols-2">
        <DataTable
          caption={t("days")}
          rows={calendar?.days ?? []}
          rowKey={(day) => day.day}
          columns={[
            { id: "day", header: t("day"), nowrap: true, cell: (day) => formatDate(day.day, locale) },
            { id: "weekday", header: t("weekday"), cell: (day) => t(`weekdays.${weekdayOf(dayOfWeek(day.day))}`) },
            {
              id: "kind",
              header: t("kind"),
              cell: (day) => <Badge tone={day.kind === "HOLIDAY" ? "info" : "neutral"}>{t(`kinds.${day.kind}`)}</Badge>,
            },
            { id: "name", header: t("name"), cell: (day) => named(day, locale) },
          ]}
          empty={
            <Empty title={t("unpublishedTitle", { year: String(year) })} icon="calendar">
              {t("unpublishedText")}
            </Empty>
          }
        />
        {editable && (
          <Card title={calendar ? t("replace") : t("publishYear", { year: String(year) })} lead={t("publishLead")}>
            <Form
              action={publishCalendar}
              submit={calendar ? t("replaceSubmit") : t("publish")}
              fields={{ year }}
              version={calendar?.version ?? 0}
              label={t("publish")}
              guard
            >
              <TextField
                name="source"
                label={t("source")}
                hint={t("sourceHint")}
                required
                size="full"
                maxLength={200}
                initial={calendar?.source}
              />
              <TextArea
                name="days"
                label={t("daysField")}
                hint={t("daysHint")}
                rows={12}
                initial={calendar ? writeDayLines(calendar.days) : ""}
                maxLength={20_000}
                spellCheck={false}
              />
              <FileField name="file" label={t("file")} hint={t("fileHint")} accept=".csv,.xlsx,text/csv" />
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}

const WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

function weekdayOf(day: number): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[day - 1] ?? "mon";
}
