import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CountTable } from "#features/schools/components/count-table.tsx";
import { SchoolFilters } from "#features/schools/components/school-filters.tsx";
import { countSchools } from "#features/schools/counts.ts";
import { schoolList } from "#features/schools/list.ts";
import { listChoices } from "#features/schools/queries.ts";
import { type Address, href } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { formatDate } from "#lib/plain-date.ts";
import { read } from "#server/read.ts";
import { Empty } from "#ui/empty.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("schools"))("count.title") };
}

export default async function CountsPage({ searchParams }: { searchParams: Promise<Address> }) {
  const [t, label, locale, address] = await Promise.all([
    getTranslations("schools"),
    getTranslations("label"),
    getLocale(),
    searchParams,
  ]);
  const list = schoolList.parse(address);
  const { choices, counts } = await read("school.view", async (db, actor) => {
    const choices = await listChoices(db, actor, list.on);
    return { choices, counts: await countSchools(db, choices.on, list) };
  });
  const { check, several } = counts;
  const agrees = check.city === check.districts && check.city === check.rows;
  const kept = {
    district: list.district,
    stage: list.stage,
    ownership: list.ownership,
    settlement: list.settlement,
    on: choices.on,
  };
  const rowsHref = (narrowed: object) => href("/schools", { ...kept, ...narrowed });
  const settlements = (["URBAN", "TOWN", "RURAL"] as const).map((key) => ({
    key: key as string,
    name: label(`settlement.${key}`),
  }));
  return (
    <>
      <PageTitle
        title={t("count.title")}
        lead={t("count.lead", { date: formatDate(choices.on, locale) })}
        breadcrumb={{ label: t("here"), items: [{ label: t("list.title"), href: "/schools" }] }}
      />
      <div className="space-y-6">
        <SchoolFilters action="/schools/counts" list={list} choices={choices} counts />
        {check.city > 0 || !agrees ? (
          <>
            <Notice tone={agrees ? "good" : "bad"} title={t(agrees ? "count.check" : "count.checkFails", check)}>
              {several.institutions > 0 && t("count.several", several)}
            </Notice>
            <CountTable
              title={t("count.byDistrict")}
              header={t("field.districtId")}
              names={choices.districts.map((one) => ({ key: one.id, name: named(one, locale) }))}
              rows={counts.byDistrict}
              city={counts.city}
              hrefOf={(key, stage) => rowsHref({ ...(key && { district: [key] }), ...(stage && { stage: [stage] }) })}
            />
            <CountTable
              title={t("count.byOwnership")}
              header={t("field.ownership")}
              names={choices.ownerships.map((one) => ({ key: one.code, name: named(one, locale) }))}
              rows={counts.byOwnership}
              city={counts.city}
              hrefOf={(key, stage) => rowsHref({ ...(key && { ownership: [key] }), ...(stage && { stage: [stage] }) })}
            />
            <CountTable
              title={t("count.bySettlement")}
              header={t("field.settlement")}
              names={[...settlements, { key: "NONE", name: t("notRecorded") }]}
              rows={counts.bySettlement}
              city={counts.city}
              hrefOf={(key, stage) => rowsHref({ ...(key && { settlement: [key] }), ...(stage && { stage: [stage] }) })}
            />
          </>
        ) : (
          <Empty title={t("count.none")} icon="school" />
        )}
      </div>
    </>
  );
}
