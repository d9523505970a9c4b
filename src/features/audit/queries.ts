import { Prisma } from "#generated/prisma/client.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { likeText } from "#lib/like-text.ts";
import { cursorText } from "#lib/list-params.ts";
import { addDays } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Db } from "#server/db.ts";
import { type Names, namesIn } from "./names.ts";
import { type AuditList, auditList } from "./schema.ts";

export type AuditItem = {
  id: string;
  at: Date;
  requestId: string | null;
  personId: string | null;
  personName: string;
  role: Role | null;
  capability: string;
  subjectType: string;
  subjectId: string;
  schoolId: string | null;
  reason: string;
  detail: Prisma.JsonValue;
};

const COUNTED = 10_000;
const CHANGES_SHOWN = 200;
const COLUMNS = Prisma.sql`id, at, "requestId", "personId", "personName", role, capability, "subjectType", "subjectId", "schoolId", reason, detail`;

/** Schools that the search words name: by code or by a part of a name, as they are called or were. */
async function schoolsNamed(db: Db, q: string): Promise<string[]> {
  const found = await db.schoolFact.findMany({
    where: {
      OR: [
        { code: q },
        { nameZh: { contains: likeText(q) } },
        { nameEn: { contains: likeText(q), mode: "insensitive" } },
      ],
    },
    select: { schoolId: true },
    distinct: ["schoolId"],
    take: 100,
  });
  return found.map(({ schoolId }) => schoolId);
}

async function conditions(db: Db, list: AuditList, timeZone: string): Promise<Prisma.Sql[]> {
  const { q, noun, person, school, subject, from, to } = list;
  const where = [Prisma.sql`true`];
  if (noun) where.push(Prisma.sql`starts_with(capability, ${`${noun}.`})`);
  if (person) where.push(Prisma.sql`"personId" = ${person}::uuid`);
  if (school) where.push(Prisma.sql`"schoolId" = ${school}::uuid`);
  if (subject) where.push(Prisma.sql`"subjectId" = ${subject}`);
  if (from) where.push(Prisma.sql`at >= ${instantAt(from, "00:00", timeZone)}`);
  if (to) where.push(Prisma.sql`at < ${instantAt(addDays(to, 1), "00:00", timeZone)}`);
  if (q) {
    const schools = await schoolsNamed(db, q);
    where.push(Prisma.sql`(strpos(lower("personName"), lower(${q})) > 0 or "schoolId" = any (${schools}::uuid[]))`);
  }
  return where;
}

/**
 * The trail as far as the reader's role shows it, newest first unless asked otherwise; `timeZone` is the tenant's, in
 * which the days of the filter begin and end.
 */
export async function listAudit(db: Db, list: AuditList, timeZone: string) {
  const where = Prisma.join(await conditions(db, list, timeZone), " and ");
  const cursor = auditList.cursorOf(list);
  const backwards = cursor?.backwards ?? false;
  const descending = (list.sort === "-at") !== backwards;
  const [order, past] = descending ? [Prisma.sql`desc`, Prisma.sql`<`] : [Prisma.sql`asc`, Prisma.sql`>`];
  const from = cursor
    ? Prisma.sql`and (at, id) ${past} (${String(cursor.value)}::timestamptz, ${cursor.id}::uuid)`
    : Prisma.empty;
  const found = await db.$queryRaw<(AuditItem & { place: string })[]>`
    select ${COLUMNS}, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
      from "AuditEvent" where ${where} ${from} order by at ${order}, id ${order} limit ${list.size + 1}`;
  const [{ count } = { count: 0 }] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from (select 1 from "AuditEvent" where ${where} limit ${COUNTED + 1}) counted`;
  const more = found.length > list.size;
  const rows = found.slice(0, list.size);
  if (backwards) rows.reverse();
  const at = (row: (typeof rows)[number] | undefined) => row && cursorText({ value: row.place, id: row.id });
  return {
    rows: rows as AuditItem[],
    names: await namesIn(db, rows.flatMap(idsOf)),
    count,
    counted: count <= COUNTED,
    previous: (backwards ? more : cursor !== undefined) ? at(rows[0]) : undefined,
    next: (backwards ? true : more) ? at(rows.at(-1)) : undefined,
  };
}

function idsOf({ subjectId, schoolId, personId }: AuditItem): string[] {
  return [subjectId, schoolId ?? "", personId ?? ""];
}

export type RowChange = {
  id: bigint;
  entity: string;
  rowId: string;
  operation: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

export type AuditDetail = { event: AuditItem; changes: RowChange[]; more: boolean; names: Names };

/** One event with the rows it changed, in the order it changed them; null where the reader may not see it. */
export async function auditEvent(db: Db, id: string): Promise<AuditDetail | null> {
  const [event] = await db.$queryRaw<AuditItem[]>`select ${COLUMNS} from "AuditEvent" where id = ${id}::uuid`;
  if (!event) return null;
  const changes = event.requestId
    ? await db.auditChange.findMany({
        where: { requestId: event.requestId },
        orderBy: { id: "asc" },
        take: CHANGES_SHOWN + 1,
      })
    : [];
  const shown = changes.slice(0, CHANGES_SHOWN) as unknown as RowChange[];
  const mentioned = shown.flatMap(({ before, after }) => [before, after].flatMap((one) => Object.values(one ?? {})));
  const ids = mentioned.flat().filter((value): value is string => typeof value === "string");
  return {
    event,
    changes: shown,
    more: changes.length > CHANGES_SHOWN,
    names: await namesIn(db, [...ids, ...idsOf(event)]),
  };
}
