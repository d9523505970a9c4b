import type { Provenance } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import { revisionOf } from "./lock-report.ts";

/** Somebody else who filled in the same report a short while ago: the last cell they changed, and when (ISO). */
export type Other = { name: string; cell: string; at: string };

/** For how long somebody counts as being there, in minutes. */
const MINUTES = 10;

type Changed = { cell: string; provenance: Provenance; updatedById: string; updatedByName: string; updatedAt: Date };

/** Who else is at work in these cells, the latest first. What a report starts with was typed by nobody. */
export function othersIn(cells: Iterable<Changed>, personId: string, now: Date): Other[] {
  const latest = new Map<string, Changed>();
  for (const one of cells) {
    const isOld = now.getTime() - one.updatedAt.getTime() > MINUTES * 60_000;
    const isTyped = one.provenance === "TYPED" || one.provenance === "PASTED";
    if (isOld || !isTyped || one.updatedById === personId) continue;
    const known = latest.get(one.updatedById);
    if (!known || known.updatedAt < one.updatedAt) latest.set(one.updatedById, one);
  }
  return [...latest.values()]
    .sort((a, b) => b.updatedAt.getTime() - a.updatedAt.getTime())
    .map(({ cell, updatedByName, updatedAt }) => ({ name: updatedByName, cell, at: updatedAt.toISOString() }));
}

/** How the present version of a report stands for a page that is open: its revision, and who else is at work in it. */
export async function standing(db: Db, personId: string, assignmentId: string) {
  const cells = await db.$queryRaw<(Changed & { version: number })[]>`
    select v.cell, v.provenance, v.version, v."updatedById", v."updatedByName", v."updatedAt"
      from "CellValue" v
      join "Submission" s on s.id = v."submissionId"
      join "Assignment" a on a.id = s."assignmentId" and a.current = s.number
     where a.id = ${assignmentId}::uuid`;
  return { revision: revisionOf(cells), others: othersIn(cells, personId, new Date()) };
}
