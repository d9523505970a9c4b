import { Prisma } from "#generated/prisma/client.ts";
import type { Role } from "#generated/prisma/enums.ts";
import { cursorText } from "#lib/list-params.ts";
import type { Db } from "#server/db.ts";
import type { PortalRole } from "#server/policy.ts";
import { conditions } from "./conditions.ts";
import { type Names, namesIn, textsIn } from "./names.ts";
import { type AuditList, auditList } from "./schema.ts";

export type AuditItem = {
  id: string;
  at: Date;
  requestId: string | null;
  personId: string | null;
  personName: string;
  forPersonName: string | null;
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
const COLUMNS = Prisma.sql`id, at, "requestId", "personId", "personName", "forPersonName", role, capability, "subjectType", "subjectId", "schoolId", reason, detail`;

/**
 * The trail as far as the reader's role shows it, newest first unless asked otherwise; `timeZone` is the tenant's, in
 * which the days of the filter begin and end.
 */
export async function listAudit(db: Db, list: AuditList, timeZone: string, role: PortalRole) {
  const { person, school, subject } = list;
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
    names: await namesIn(db, [...rows.flatMap(mentionedIn), ...textsIn([person, school, subject])], role),
    count,
    counted: count <= COUNTED,
    previous: (backwards ? more : cursor !== undefined) ? at(rows[0]) : undefined,
    next: (backwards ? true : more) ? at(rows.at(-1)) : undefined,
  };
}

function mentionedIn({ subjectId, schoolId, personId, detail }: AuditItem): string[] {
  return textsIn([subjectId, schoolId, personId, detail]);
}

export type RowChange = {
  id: bigint;
  entity: string;
  rowId: string;
  schoolId: string | null;
  operation: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

export type AuditDetail = { event: AuditItem; changes: RowChange[]; more: boolean; names: Names };

/** One event with the rows it changed, in the order it changed them; null where the reader may not see it. */
export async function auditEvent(db: Db, id: string, role: PortalRole): Promise<AuditDetail | null> {
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
  const mentioned = shown.flatMap(({ rowId, schoolId, before, after }) =>
    textsIn([rowId.split("/"), schoolId, before, after]),
  );
  return {
    event,
    changes: shown,
    more: changes.length > CHANGES_SHOWN,
    names: await namesIn(db, [...mentioned, ...mentionedIn(event)], role),
  };
}
