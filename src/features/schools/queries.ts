import { Prisma } from "#generated/prisma/client.ts";
import { cutPage } from "#lib/cut-page.ts";
import { foldText, gramsOf, queryGrams } from "#lib/grams.ts";
import { initialGramsIn, initialGramsOf } from "#lib/initials.ts";
import { columnOf } from "#lib/list-params.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import type { Locale } from "#server/words.ts";
import { type FurtherFacts, furtherFacts } from "./further-facts.ts";
import { type SchoolList, schoolList, statusesOf } from "./list.ts";
import { type Filters, holding, paging, sortKey } from "./register-sql.ts";
import type { Facts } from "./schema.ts";

export const COUNTED = 10_000;

export type SchoolRow = Facts & {
  id: string;
  districtNameEn: string;
  districtNameZh: string;
  ownershipNameEn: string;
  ownershipNameZh: string;
};

/** A row of the list; `formerly` where only an earlier name or code was what the search found. */
export type ListedSchool = SchoolRow &
  FurtherFacts & { formerly: { nameEn: string; nameZh: string; code: string } | null };

export type ListChoices = {
  on: PlainDate;
  districts: { id: string; nameEn: string; nameZh: string }[];
  ownerships: { code: string; nameEn: string; nameZh: string }[];
};

/**
 * What a list of schools is read and filtered by. The day: the one asked for, else the first day of the school year
 * that the person chose where it is not the present one, else today.
 */
export async function listChoices(
  db: Db,
  actor: Pick<Actor, "today" | "schoolYearId">,
  on?: PlainDate,
): Promise<ListChoices> {
  const [row] = await db.$queryRaw<(Omit<ListChoices, "on"> & { yearStart: PlainDate | null })[]>`
    select (select coalesce(jsonb_agg(d order by d.position, d.code), '[]') from "District" d) as districts,
           (select coalesce(jsonb_agg(o order by o.position, o.code), '[]') from "Ownership" o) as ownerships,
           (select y."startsOn"::text from "SchoolYear" y where y.id = ${actor.schoolYearId}::uuid
               and not (y."startsOn" <= ${actor.today}::date and y."endsOn" >= ${actor.today}::date)) as "yearStart"`;
  const { districts = [], ownerships = [], yearStart = null } = row ?? {};
  return { on: on ?? yearStart ?? (actor.today as PlainDate), districts, ownerships };
}

/** The day that schools are read on; see `listChoices`. */
export async function readingDay(
  db: Db,
  actor: Pick<Actor, "today" | "schoolYearId">,
  on?: PlainDate,
): Promise<PlainDate> {
  if (on || !actor.schoolYearId) return on ?? (actor.today as PlainDate);
  return (await listChoices(db, actor)).on;
}

const ROW = Prisma.sql`f."schoolId" as id, f.code, f."nameEn", f."nameZh", f."districtId", f.ownership, f.stages, f.settlement, f.status,
  f."teachingPoint", f.boarding, d."nameEn" as "districtNameEn", d."nameZh" as "districtNameZh",
  o."nameEn" as "ownershipNameEn", o."nameZh" as "ownershipNameZh"`;
const NAMES = Prisma.sql`join "District" d on d.id = f."districtId" join "Ownership" o on o.code = f.ownership`;

export type Page<Row> = { rows: Row[]; count: number; after: string | undefined; before: string | undefined };

/**
 * One page of the schools that stood on a day, with the exact count up to 10,000 (10,001 means more).
 * @param list its columns are those the reader may see: what they need is asked for, and no more
 * @returns cursors of the neighbouring pages, where there are any
 */
export async function listSchools(
  db: Db,
  list: SchoolList,
  on: PlainDate,
  locale: Locale,
): Promise<Page<ListedSchool>> {
  const filters = { ...list, statuses: statusesOf(list) };
  const page = await pageOf<FurtherFacts>(db, list, { on, locale, filters, more: furtherFacts(list.col, on) });
  return { ...page, rows: page.rows.map((row) => ({ ...row, formerly: formerNameFound(list.q, row) })) };
}

type Asked = { on: PlainDate; locale: Locale; filters: Filters; more: Prisma.Sql };
type Former = { former: { nameEn: string; nameZh: string; code: string }[] };

/** One page by key; for the list of the portal and the public one. `more` columns begin with a comma. */
export async function pageOf<More = unknown>(
  db: Db,
  list: Pick<SchoolList, "q" | "after" | "before" | "size"> & { sort: string },
  { on, locale, filters, more }: Asked,
): Promise<Page<SchoolRow & Former & More>> {
  const cursor = schoolList.cursorOf({ ...list, sort: list.sort as SchoolList["sort"] });
  const key = sortKey(list.sort, locale);
  const { order, start } = paging(key, list.sort, cursor);
  const where = holding(on, filters);
  const byDistrict =
    columnOf(list.sort) === "district" ? Prisma.sql`join "District" d on d.id = f."districtId"` : Prisma.empty;
  const former = list.q
    ? Prisma.sql`(select coalesce(jsonb_agg(distinct jsonb_build_object('nameEn', p."nameEn", 'nameZh', p."nameZh", 'code', p.code)), '[]')
        from "SchoolFact" p where p."schoolId" = f."schoolId" and p."supersededAt" is null and p.id <> f.id)`
    : Prisma.sql`'[]'::jsonb`;
  const [answer] = await db.$queryRaw<{ count: number; rows: (SchoolRow & Former & More & { key: string })[] }[]>`
    select (select count(*)::int from (select 1 from "SchoolFact" f where ${where} limit ${COUNTED + 1}) c) as count,
           (select coalesce(jsonb_agg(p order by p.place), '[]') from (
              select ${ROW}${more}, page.key, page.place, ${former} as former from (
                select f.id as fact, ${key} as key, row_number() over (order by ${order}) as place
                  from "SchoolFact" f ${byDistrict} where ${where} and ${start} order by ${order} limit ${list.size + 1}) page
              join "SchoolFact" f on f.id = page.fact ${NAMES}) p) as rows`;
  const { count = 0, rows: read = [] } = answer ?? {};
  return { count, ...cutPage(read, list.size, cursor, ({ key: value }) => value) };
}

function formerNameFound(q: string, row: SchoolRow & Former): ListedSchool["formerly"] {
  const [words, initials] = [queryGrams(q), initialGramsIn(q)];
  const isFound = ({ nameEn, nameZh, code }: { nameEn: string; nameZh: string; code: string }) =>
    (words.length > 0 && holds([nameEn, nameZh, code].flatMap(gramsOf), words)) ||
    (initials.length > 0 && holds(initialGramsOf(nameZh), initials));
  if ((words.length === 0 && initials.length === 0) || isFound(row)) return null;
  const differs = (one: { nameEn: string; nameZh: string; code: string }) =>
    foldText(`${one.nameEn} ${one.nameZh} ${one.code}`) !== foldText(`${row.nameEn} ${row.nameZh} ${row.code}`);
  return row.former.find((one) => differs(one) && isFound(one)) ?? null;
}

function holds(grams: readonly string[], wanted: readonly string[]): boolean {
  const held = new Set(grams);
  return wanted.every((gram) => held.has(gram));
}
