import type { Import } from "#generated/prisma/client.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import type { ComparedRow } from "./compare.ts";
import type { Dated } from "./write-schools.ts";

/** Returns how many closures were proposed; one that is already proposed is not proposed again. */
export async function proposeClosures(
  db: Db,
  found: Import,
  rows: readonly ComparedRow[],
  actor: Actor,
  { effectiveOn, reason }: Dated,
): Promise<number> {
  const ids = rows.flatMap(({ schoolId }) => schoolId ?? []);
  const pending = await db.changeRequest.findMany({
    where: { schoolId: { in: ids }, kind: "CLOSE", status: "PENDING" },
    select: { schoolId: true },
  });
  const known = new Set(pending.map(({ schoolId }) => schoolId));
  const day = toUtcMidnight(actor.today as PlainDate);
  const facts = await db.schoolFact.findMany({
    where: {
      schoolId: { in: ids.filter((id) => !known.has(id)) },
      supersededAt: null,
      validFrom: { lte: day },
      OR: [{ validTo: null }, { validTo: { gt: day } }],
    },
    select: { schoolId: true, districtId: true, status: true, validFrom: true },
  });
  const { count } = await db.changeRequest.createMany({
    data: facts.map(({ schoolId, districtId, status, validFrom }) => ({
      schoolId,
      districtId,
      kind: "CLOSE",
      owner: "SECTION",
      before: { status },
      wanted: { status: "CLOSED" },
      effectiveOn: validFrom > toUtcMidnight(effectiveOn) ? validFrom : toUtcMidnight(effectiveOn),
      reason,
      requestedByName: actor.name,
      importId: found.id,
    })),
  });
  return count;
}
