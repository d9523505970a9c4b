import { Prisma } from "#generated/prisma/client.ts";
import { queryGrams } from "#lib/grams.ts";
import { initialGramsIn } from "#lib/initials.ts";
import { type Cursor, columnOf, directionOf } from "#lib/list-params.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Locale } from "#server/words.ts";

export type Filters = {
  q: string;
  district: readonly string[];
  stage: readonly string[];
  ownership: readonly string[];
  settlement: readonly string[];
  boarding?: string | undefined;
  /** None: all of them. */
  statuses: readonly string[];
};

/** Facts `f` that hold on a day and pass the filters. Search finds former names and codes too. */
export function holding(on: PlainDate, filters: Filters): Prisma.Sql {
  const { district, stage, ownership, settlement, statuses, boarding, q } = filters;
  const conditions = [
    Prisma.sql`f."supersededAt" is null and f."validFrom" <= ${on}::date and (f."validTo" is null or f."validTo" > ${on}::date)`,
    statuses.length > 0 && Prisma.sql`f.status = any(${[...statuses]}::"SchoolStatus"[])`,
    district.length > 0 && Prisma.sql`f."districtId" = any(${[...district]}::uuid[])`,
    stage.length > 0 && Prisma.sql`f.stages && ${[...stage]}::"Stage"[]`,
    ownership.length > 0 && Prisma.sql`f.ownership = any(${[...ownership]}::text[])`,
    settlement.length > 0 && Prisma.sql`coalesce(f.settlement::text, 'NONE') = any(${[...settlement]}::text[])`,
    boarding &&
      Prisma.sql`f.boarding is not distinct from ${boarding === "unknown" ? null : boarding === "yes"}::boolean`,
    q !== "" && found(q),
  ].filter((condition) => condition !== false && condition !== undefined && condition !== "");
  return Prisma.join(conditions, " and ");
}

/** As it is written, or by the pinyin initials of a stretch of its Chinese name. */
function found(q: string): Prisma.Sql {
  const ways = [queryGrams(q), initialGramsIn(q)].filter((grams) => grams.length > 0);
  const holdingAll = (grams: readonly string[]) => Prisma.sql`f."schoolId" in (
    select "schoolId" from "SchoolGram" where gram = any(${[...grams]}::text[]) group by "schoolId" having count(*) = ${grams.length}::int)`;
  return ways.length > 0 ? Prisma.sql`(${Prisma.join(ways.map(holdingAll), " or ")})` : Prisma.sql`false`;
}

/** What the list is sorted by. Names sort as their readers expect: by pinyin, or by the English alphabet. */
export function sortKey(sort: string, locale: Locale): Prisma.Sql {
  switch (columnOf(sort)) {
    case "code":
      return Prisma.sql`f.code collate "C"`;
    case "district":
      return Prisma.sql`(lpad(d.position::text, 6, '0') || d.code || ' ' || f.code) collate "C"`;
    default:
      return locale === "en"
        ? Prisma.sql`lower(coalesce(nullif(f."nameEn", ''), f."nameZh")) collate "en-x-icu"`
        : Prisma.sql`coalesce(nullif(f."nameZh", ''), f."nameEn") collate "zh-x-icu"`;
  }
}

/** Order and start of a page by key; `backwards` pages are read in reverse and turned round by the caller. */
export function paging(key: Prisma.Sql, sort: string, cursor: (Cursor & { backwards: boolean }) | undefined) {
  const descending = (directionOf(sort) === "desc") !== (cursor?.backwards ?? false);
  const direction = descending ? Prisma.sql`desc` : Prisma.sql`asc`;
  const beyond = descending ? Prisma.sql`<` : Prisma.sql`>`;
  return {
    order: Prisma.sql`${key} ${direction}, f."schoolId" ${direction}`,
    start: cursor
      ? Prisma.sql`(${key}, f."schoolId") ${beyond} (${String(cursor.value ?? "")}, ${cursor.id}::uuid)`
      : Prisma.sql`true`,
  };
}
