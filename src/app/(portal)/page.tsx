import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CampaignList } from "#features/home/components/campaign-list.tsx";
import { ReportList } from "#features/home/components/report-list.tsx";
import { SetUpList } from "#features/home/components/set-up-list.tsx";
import { weekOf } from "#features/home/queries.ts";
import { formatDate } from "#lib/plain-date.ts";
import { can } from "#server/policy.ts";
import { read } from "#server/read.ts";
import { LinkButton } from "#ui/button.tsx";
import { Empty } from "#ui/empty.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Section } from "#ui/section.tsx";
import { Stats } from "#ui/stat.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("home"))("title") };
}

/** What needs me this week. Every count opens exactly the rows it counts. */
export default async function HomePage() {
  const [t, locale, { actor, week }] = await Promise.all([
    getTranslations("home"),
    getLocale(),
    read("home.view", async (db, actor) => ({ actor, week: await weekOf(db, actor) })),
  ]);
  const owner = actor.role === "DISTRICT_OFFICER" ? "DISTRICT" : "SECTION";
  const changesHref = can(actor, "change.approve")
    ? `/schools/changes?status=PENDING&owner=${owner}`
    : "/schools/changes?status=PENDING";
  const small = [
    week.changes > 0 && { label: t("changes"), value: String(week.changes), href: changesHref },
    week.answers > 0 && { label: t("answers"), value: String(week.answers), href: "/schools/changes?mine=recent" },
    week.imports > 0 && { label: t("imports"), value: String(week.imports), href: "/schools/imports" },
    week.calendarMissing !== null && {
      label: t("calendarMissing"),
      value: String(week.calendarMissing),
      href: "/settings/calendar",
      tone: "warn" as const,
    },
    week.tenants !== null && { label: t("tenants"), value: String(week.tenants), href: "/operator" },
  ].filter((item) => item !== false);
  const nothing = !week.setUp && !small.length && !week.reports.length && !week.campaigns.length;
  return (
    <>
      <PageTitle
        title={t("title")}
        lead={t("lead", { date: formatDate(actor.today as `${number}-${number}-${number}`, locale) })}
      />
      {week.setUp && (
        <Section title={t("setUp.title")} lead={t("setUp.lead")}>
          <SetUpList setUp={week.setUp} actor={actor} />
        </Section>
      )}
      {week.reports.length > 0 && (
        <Section title={t("reports.title")} lead={t("reports.lead")}>
          <ReportList reports={week.reports} actor={actor} />
        </Section>
      )}
      {week.campaigns.length > 0 && (
        <Section title={t("campaigns.title")} lead={t(`campaigns.lead.${owner}`)}>
          <CampaignList campaigns={week.campaigns} actor={actor} />
        </Section>
      )}
      {small.length > 0 && (
        <Section title={t("also")}>
          <Stats label={t("also")} items={small} />
        </Section>
      )}
      {nothing && (
        <Empty
          title={t("nothing.title")}
          icon="good"
          action={
            actor.role === "OPERATOR" ? undefined : <LinkButton href="/schools">{t("nothing.schools")}</LinkButton>
          }
        >
          {t("nothing.text")}
        </Empty>
      )}
    </>
  );
}
