import type { SchoolLinkKind } from "#generated/prisma/enums.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { factsOf } from "./record.ts";
import type { Facts } from "./schema.ts";
import { differences, type Span } from "./timeline.ts";

/** A row as it was recorded, known still or superseded. */
export type RecordedSpan = Span & { id: string; recordedAt: Date; supersededAt: Date | null };

/** What changed on a day: against the facts before, or, for the first, everything. */
export type Chapter = {
  id: string;
  on: PlainDate;
  reason: string;
  recordedAt: Date;
  facts: Facts;
  before: Facts | null;
  changed: (keyof Facts)[];
};

/** The story that is known now, newest first. Its parts keep the moment they were first recorded. */
export function chaptersOf(rows: readonly RecordedSpan[]): Chapter[] {
  const known = rows
    .filter(({ supersededAt }) => supersededAt === null)
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  const chapters = known.map((row, at) => {
    const before = known[at - 1]?.facts ?? null;
    const changed = before ? differences(before, row.facts) : [];
    return {
      id: row.id,
      on: row.validFrom,
      reason: row.reason,
      recordedAt: firstRecorded(rows, row),
      facts: row.facts,
      before,
      changed,
    };
  });
  return chapters.reverse();
}

/** Rows that turned out to be otherwise: superseded, and not only cut short by a later change. */
export function correctedRows(rows: readonly RecordedSpan[]): RecordedSpan[] {
  const known = rows.filter(({ supersededAt }) => supersededAt === null);
  const lives = (row: RecordedSpan) =>
    known.some((other) => other.validFrom === row.validFrom && differences(other.facts, row.facts).length === 0);
  return rows
    .filter((row) => row.supersededAt !== null && !lives(row))
    .sort((a, b) => b.recordedAt.getTime() - a.recordedAt.getTime());
}

function firstRecorded(rows: readonly RecordedSpan[], row: RecordedSpan): Date {
  const same = rows.filter(
    (other) => other.validFrom === row.validFrom && differences(other.facts, row.facts).length === 0,
  );
  return new Date(Math.min(...same.map(({ recordedAt }) => recordedAt.getTime())));
}

export type Relation = {
  id: string;
  kind: SchoolLinkKind;
  direction: "predecessor" | "successor";
  happenedOn: PlainDate;
  reason: string;
  school: { id: string; nameEn: string; nameZh: string; code: string };
};

/** Everything that is on record about a school: its facts by date, codes, kin, and who did what. */
export async function schoolHistory(db: Db, schoolId: string) {
  const rows = await db.schoolFact.findMany({ where: { schoolId }, orderBy: { recordedAt: "asc" } });
  const spans = rows.map((row) => ({
    id: row.id,
    validFrom: fromUtcMidnight(row.validFrom),
    validTo: row.validTo && fromUtcMidnight(row.validTo),
    recordedAt: row.recordedAt,
    supersededAt: row.supersededAt,
    reason: row.reason,
    facts: factsOf(row),
  }));
  const codes = await db.schoolCode.findMany({ where: { schoolId }, orderBy: [{ issuedOn: "asc" }, { code: "asc" }] });
  // A merger is recorded at the school that goes on, and changes the others in the same request.
  const touchedIt = await db.auditChange.findMany({
    where: { entity: "SchoolFact", rowId: { in: rows.map(({ id }) => id) } },
    distinct: ["requestId"],
    select: { requestId: true },
  });
  const events = await db.auditEvent.findMany({
    where: {
      OR: [{ schoolId }, { requestId: { in: touchedIt.flatMap(({ requestId }) => requestId ?? []) } }],
      system: false,
      NOT: { capability: { startsWith: "report." } }, // reports have a part of their own
    },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 30,
    select: {
      id: true,
      at: true,
      personName: true,
      forPersonName: true,
      role: true,
      capability: true,
      reason: true,
      detail: true,
    },
  });
  return {
    chapters: chaptersOf(spans),
    corrected: correctedRows(spans),
    codes,
    relations: await relationsOf(db, schoolId),
    events,
  };
}

/** The institutions that this one came from or went into, the latest first. */
export async function relationsOf(db: Db, schoolId: string): Promise<Relation[]> {
  const found = await db.$queryRaw<
    (Omit<Relation, "school"> & { otherId: string; nameEn: string; nameZh: string; code: string })[]
  >`
    select l.id, l.kind::text as kind, l."happenedOn"::text as "happenedOn", l.reason,
           case when l."successorId" = ${schoolId}::uuid then 'predecessor' else 'successor' end as direction,
           f."schoolId" as "otherId", f."nameEn", f."nameZh", f.code
      from "SchoolLink" l
      join lateral (select * from "SchoolFact" f
        where f."schoolId" = case when l."successorId" = ${schoolId}::uuid then l."predecessorId" else l."successorId" end
          and f."supersededAt" is null order by f."validFrom" desc limit 1) f on true
     where l."successorId" = ${schoolId}::uuid or l."predecessorId" = ${schoolId}::uuid
     order by l."happenedOn" desc, f.code`;
  return found.map(({ otherId, nameEn, nameZh, code, ...relation }) => ({
    ...relation,
    school: { id: otherId, nameEn, nameZh, code },
  }));
}
