import { Prisma } from "#generated/prisma/client.ts";
import type { ChangeKind, ChangeOwner, ChangeStatus } from "#generated/prisma/enums.ts";
import { cutPage } from "#lib/cut-page.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { type ChangeList, changeList } from "./change-list.ts";
import { spanOn, staleFields } from "./change-requests.ts";
import { wantedOf } from "./proposals.ts";
import { knownSpans } from "./record.ts";
import type { Facts } from "./schema.ts";

export type ChangeRow = {
  id: string;
  kind: ChangeKind;
  owner: ChangeOwner;
  status: ChangeStatus;
  wanted: Prisma.JsonValue;
  effectiveOn: PlainDate;
  reason: string;
  requestedByName: string;
  requestedAt: string;
  fromImport: boolean;
  decidedByName: string | null;
  decidedAt: string | null;
  decisionReason: string | null;
  nameEn: string;
  nameZh: string;
  code: string;
};

/** One page of the requests that the reader may see, with the exact count. */
export async function listChanges(db: Db, list: ChangeList) {
  const cursor = changeList.cursorOf(list);
  const descending = list.sort.startsWith("-") !== (cursor?.backwards ?? false);
  const [direction, beyond] = descending ? [Prisma.sql`desc`, Prisma.sql`<`] : [Prisma.sql`asc`, Prisma.sql`>`];
  const conditions = [
    list.status && Prisma.sql`r.status = ${list.status}::"ChangeStatus"`,
    list.owner && Prisma.sql`r.owner = ${list.owner}::"ChangeOwner"`,
    list.kind && Prisma.sql`r.kind = ${list.kind}::"ChangeKind"`,
    list.district && Prisma.sql`r."districtId" = ${list.district}::uuid`,
    list.school && Prisma.sql`r."schoolId" = ${list.school}::uuid`,
    list.mine &&
      Prisma.sql`r."requestedBy" = person_id() and r.status in ('APPROVED', 'REJECTED') and r."decidedAt" > now() - interval '14 days'`,
  ].filter((condition) => condition !== undefined && condition !== "");
  const where = Prisma.join([Prisma.sql`true`, ...conditions], " and ");
  const start = cursor
    ? Prisma.sql`(r."requestedAt", r.id) ${beyond} (${String(cursor.value)}::timestamptz, ${cursor.id}::uuid)`
    : Prisma.sql`true`;
  const [answer] = await db.$queryRaw<{ count: number; rows: ChangeRow[] }[]>`
    select (select count(*)::int from (select 1 from "ChangeRequest" r where ${where} limit 10001) c) as count,
           (select coalesce(jsonb_agg(p), '[]') from (
              select r.id, r.kind, r.owner, r.status, r.wanted, r."effectiveOn", r.reason, r."requestedByName",
                     to_char(r."requestedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "requestedAt",
                     r."decidedByName", r."decisionReason",
                     to_char(r."decidedAt" at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "decidedAt",
                     r."importId" is not null as "fromImport", coalesce(f."nameEn", r.wanted ->> 'nameEn', '') as "nameEn",
                     coalesce(f."nameZh", r.wanted ->> 'nameZh', '') as "nameZh", coalesce(f.code, r.wanted ->> 'code', '') as code
                from "ChangeRequest" r
                left join lateral (select * from "SchoolFact" f where f."schoolId" = r."schoolId" and f."supersededAt" is null
                  order by f."validFrom" desc limit 1) f on true
               where ${where} and ${start} order by r."requestedAt" ${direction}, r.id ${direction} limit ${list.size + 1}) p) as rows`;
  const { count = 0, rows: read = [] } = answer ?? {};
  return { count, ...cutPage(read, list.size, cursor, ({ requestedAt }) => requestedAt) };
}

/** A request with the facts as they stand now on its day; null where there is none. */
export async function findChange(db: Db, id: string) {
  const request = await db.changeRequest.findFirst({ where: { id } });
  if (!request) return null;
  const effectiveOn = fromUtcMidnight(request.effectiveOn);
  const { schoolId } = request;
  const spans = schoolId ? (await knownSpans(db, [schoolId])).get(schoolId) : undefined;
  const now = spanOn(spans, effectiveOn)?.facts;
  const asked = wantedOf(request);
  const school = asked.kind === "CREATE" ? asked.wanted : spans?.at(-1)?.facts;
  if (!school) return null;
  const before = request.before as Partial<Facts>;
  const stale = request.status === "PENDING" ? staleFields(before, now) : [];
  return { ...request, effectiveOn, before, asked, now, school, stale };
}
