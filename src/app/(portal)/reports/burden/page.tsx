import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { chosenYear, listSchoolYears, type SchoolYearItem } from "#features/calendar/queries.ts";
import { tableWords } from "#features/lists/list-words.ts";
import { burdenColumns, inOrder } from "#features/reports/burden-columns.tsx";
import { countAsked, type LedgerRow, listLedger, totalOf } from "#features/reports/burden-ledger.ts";
import { boardOf } from "#features/reports/campaign-columns.tsx";
import { BurdenByForm, BurdenByStage } from "#features/reports/components/burden-tables.tsx";
import { BurdenTotals } from "#features/reports/components/burden-totals.tsx";
import { Waivers } from "#features/reports/components/waivers.tsx";
import { BurdenList } from "#features/reports/schema.ts";
import { LeftOut } from "#features/views/components/left-out.tsx";
import type { Address } from "#lib/list-params.ts";
import { named } from "#lib/named.ts";
import { addDays, addYears, type PlainDate } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Actor, Db } from "#server/db.ts";
import { read } from "#server/read.ts";
import { Empty } from "#ui/empty.tsx";
import { ListTable } from "#ui/list-table.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { Section } from "#ui/section.tsx";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("burden"))("title") };
}

const PATH = "/reports/burden";

/** The year before, as far as it had come on this day of it; the whole of it once the chosen year is over. */
async function readBefore(db: Db, years: SchoolYearItem[], year: SchoolYearItem | null, actor: Actor) {
  const last = years.find(({ startsOn }) => year !== null && startsOn < year.startsOn);
  if (!year || !last) return null;
  const underWay = actor.today <= year.endsOn;
  const until = addDays(addYears(actor.today as PlainDate, -1), 1);
  const rows = await listLedger(db, last.id, underWay ? instantAt(until, "00:00", actor.tenant.timeZone) : undefined);
  return { year: last, rows, underWay };
}

async function load(db: Db, actor: Actor) {
  const years = await listSchoolYears(db);
  const year = chosenYear(years, actor);
  const rows = await listLedger(db, year?.id ?? null);
  const schools = await countAsked(
    db,
    rows.map(({ id }) => id),
  );
  return { actor, year, rows, schools, before: await readBefore(db, years, year, actor) };
}

/** What schools were asked for in a school year, and what that costs them. */
export default async function BurdenPage({ searchParams }: { searchParams: Promise<Address> }) {
  const address = await searchParams;
  const list = BurdenList.parse(address);
  const [t, c, locale] = await Promise.all([getTranslations("burden"), getTranslations("campaigns"), getLocale()]);
  const { actor, year, rows, schools, before } = await read("burden.view", load);
  return (
    <>
      <PageTitle
        title={t("title")}
        lead={year ? t("lead", { year: named(year, locale) }) : t("leadAll")}
        breadcrumb={{ label: c("here"), items: [{ label: c("list.title"), href: "/reports" }] }}
      />
      {rows.length > 0 && <BurdenTotals total={totalOf(rows)} schools={schools.get("all") ?? 0} before={before} />}
      <Section title={t("campaigns")}>
        <LeftOut names={BurdenList.leftOut(address)} />
        <ListTable<LedgerRow>
          path={PATH}
          list={list}
          defaults={BurdenList.defaults}
          caption={t("campaigns")}
          columns={burdenColumns(locale, actor.tenant.timeZone)}
          page={{ rows: inOrder(rows, list) }}
          rowKey={({ id }) => id}
          rowHref={({ id }) => boardOf(id)}
          count={c("list.count", { count: rows.length })}
          file={`${PATH}/export`}
          words={tableWords(locale)}
          empty={<Empty title={t("none")} icon="report" />}
        />
      </Section>
      {rows.length > 0 && (
        <>
          <BurdenByStage rows={rows} schools={schools} />
          <BurdenByForm rows={rows} />
        </>
      )}
      <Waivers rows={rows} timeZone={actor.tenant.timeZone} />
    </>
  );
}
