import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { addYear } from "#features/calendar/actions.ts";
import { SpanFields } from "#features/calendar/components/span-fields.tsx";
import { listSchoolYears } from "#features/calendar/queries.ts";
import { SettingsTabs } from "#features/tenants/components/settings-tabs.tsx";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { Badge } from "#ui/badge.tsx";
import { DataTable } from "#ui/data-table.tsx";
import { Empty } from "#ui/empty.tsx";
import { Form } from "#ui/form.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Card } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("calendar"))("years") };
}

export default async function SchoolYearsPage() {
  const { actor, years } = await read("tenant.view", async (db, actor) => ({
    actor,
    years: await listSchoolYears(db),
  }));
  const [t, locale] = await Promise.all([getTranslations("calendar"), getLocale()]);
  return (
    <>
      <PageTitle title={t("years")} lead={t("yearsLead")} />
      <SettingsTabs actor={actor} current="years" />
      <div className="max-w-3xl space-y-6">
        <DataTable
          caption={t("years")}
          rows={years}
          rowKey={(year) => year.id}
          rowHref={(year) => `/settings/school-years/${year.id}`}
          columns={[
            { id: "name", header: t("name"), cell: (year) => named(year, locale) },
            { id: "startsOn", header: t("startsOn"), nowrap: true, cell: (year) => formatDate(year.startsOn, locale) },
            { id: "endsOn", header: t("endsOn"), nowrap: true, cell: (year) => formatDate(year.endsOn, locale) },
            {
              id: "present",
              header: t("state"),
              cell: (year) =>
                year.startsOn <= actor.today && actor.today <= year.endsOn ? (
                  <Badge tone="good">{t("present")}</Badge>
                ) : null,
            },
          ]}
          empty={
            <Empty title={t("noYears")} icon="calendar">
              {t("noYearsText")}
            </Empty>
          }
        />
        {can(actor, "year.edit") && (
          <Card title={t("addYear")}>
            <Form action={addYear} submit={t("add")} label={t("addYear")}>
              <SpanFields names={{ zh: t("yearZh"), en: t("yearEn") }} />
            </Form>
          </Card>
        )}
      </div>
    </>
  );
}
