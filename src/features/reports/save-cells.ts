import type { ReportStatus } from "#generated/prisma/enums.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { type Context, cellsOf } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { evaluate, type Finding } from "./form/evaluate.ts";
import { type CellProblem, parseCell } from "./form/parse-cell.ts";
import {
  figuresOf,
  type HeldReport,
  holdFor,
  isClosedTo,
  revisionOf,
  type StoredCell,
  valuesOf,
} from "./lock-report.ts";
import { type Other, othersIn } from "./others.ts";
import type { CellsInput } from "./schema.ts";

/** A cell that somebody else changed since the page last knew it; nothing of it was written. */
export type CellConflict = { cell: string; mine: string; theirs: string; version: number; byName: string };

/** What the page is told after a batch: every cell of it is in exactly one of `saved`, `conflicts` and `problems`. */
export type SavedCells = {
  /** `version` is null for a cell that never held anything. */
  saved: Record<string, { version: number | null; value: string }>;
  conflicts: CellConflict[];
  problems: Record<string, CellProblem>;
  findings: Finding[];
  revision: number;
  status: ReportStatus;
  /** Whether the head had signed, and the change took the signature back. */
  unsigned: boolean;
  savedAt: string;
  others: Other[];
};

type Write = { cell: string; value: string; provenance: "TYPED" | "PASTED" };
type Sorted = Pick<SavedCells, "saved" | "conflicts" | "problems"> & { writes: Write[] };

/**
 * Saves what was typed, cell by cell: a cell that somebody else changed meanwhile is not overwritten but reported with
 * both values, one that cannot be read keeps what it held, all others are saved.
 */
export async function saveCells(
  db: Db,
  actor: Actor,
  input: CellsInput,
): Promise<{ report: HeldReport; answer: SavedCells }> {
  const report = await holdToWrite(db, input);
  const { definition, cells } = await figuresOf(db, report);
  const { writes, ...sorted } = sortOut(input.cells, definition, report.context, cells);
  const written = await write(db, actor, report, writes);
  const now = new Date();
  const own = { updatedById: actor.personId, updatedByName: actor.name, updatedAt: now };
  for (const { cell, value, provenance } of writes) {
    const version = written.get(cell) ?? 1;
    sorted.saved[cell] = { version, value };
    cells.set(cell, { cell, value, provenance, version, ...own });
  }
  const status = writes.length > 0 ? await markFilled(db, actor, report) : report.status;
  const unsigned = tookBack(report, status);
  const findings = evaluate(definition, valuesOf(cells.values()), report.context);
  const stands = { revision: revisionOf(cells.values()), others: othersIn(cells.values(), actor.personId, now) };
  return { report, answer: { ...sorted, ...stands, findings, status, unsigned, savedAt: now.toISOString() } };
}

/** Holds a report that the school may still write in, in the version its page shows. */
export async function holdToWrite(db: Db, input: { assignmentId: string; number: number }): Promise<HeldReport> {
  const report = await holdFor(db, "fill", { assignmentId: input.assignmentId });
  if (isClosedTo(report)) throw new Refusal("reports.refused.closed");
  if (input.number !== report.current) throw new Stale();
  return report;
}

function sortOut(
  asked: CellsInput["cells"],
  definition: Definition,
  context: Context,
  held: ReadonlyMap<string, StoredCell>,
): Sorted {
  const typed = new Set(cellsOf(definition, context).flatMap((place) => (place.typed ? [place.address] : [])));
  const sorted: Sorted = { saved: {}, conflicts: [], problems: {}, writes: [] };
  for (const one of new Map(asked.map((each) => [each.cell, each])).values()) {
    const parsed = parseCell(definition, one.cell, one.value);
    const outside = parsed.value && !typed.has(one.cell) ? ("unknownCell" as const) : undefined;
    const problem = parsed.problem ?? outside;
    if (problem) sorted.problems[one.cell] = problem;
    else place(sorted, one, parsed.value ?? "", held.get(one.cell));
  }
  return sorted;
}

/** Written unless it stands there already, or somebody else wrote another value since the page last knew the cell. */
function place(sorted: Sorted, asked: CellsInput["cells"][number], value: string, held: StoredCell | undefined): void {
  const { cell, base, pasted } = asked;
  if (value === (held?.value ?? "")) {
    sorted.saved[cell] = { version: held?.version ?? null, value };
  } else if (held && held.version !== base) {
    sorted.conflicts.push({ cell, mine: value, theirs: held.value, version: held.version, byName: held.updatedByName });
  } else {
    sorted.writes.push({ cell, value, provenance: pasted ? "PASTED" : "TYPED" });
  }
}

async function write(db: Db, actor: Actor, report: HeldReport, writes: Write[]): Promise<Map<string, number>> {
  if (writes.length === 0) return new Map();
  const rows = await db.$queryRaw<{ cell: string; version: number }[]>`
    insert into "CellValue" as held ("submissionId", cell, "schoolId", value, provenance, "updatedByName", "updatedAt")
    select ${report.submissionId}::uuid, w.cell, ${report.schoolId}::uuid, w.value, w.provenance::"Provenance", ${actor.name}, clock_timestamp()
      from jsonb_to_recordset(${JSON.stringify(writes)}::jsonb) as w(cell text, value text, provenance text)
    on conflict ("tenantId", "submissionId", cell) do update set
      value = excluded.value, provenance = excluded.provenance, "updatedById" = person_id(),
      "updatedByName" = excluded."updatedByName", "updatedAt" = excluded."updatedAt", version = held.version + 1
    returning cell, version`;
  return new Map(rows.map(({ cell, version }) => [cell, version]));
}

/** The first figure makes a draft; a figure typed after signing voids the signature. */
async function markFilled(db: Db, actor: Actor, report: HeldReport): Promise<ReportStatus> {
  if (!report.filledByIds.includes(actor.personId)) {
    await db.submission.updateMany({
      where: { id: report.submissionId },
      data: { filledByIds: { push: actor.personId } },
    });
  }
  return backToDraft(db, report);
}

/** Whether a change that led to this state took the head's signature back; the trail and the page say so. */
function tookBack(report: Pick<HeldReport, "status">, now: ReportStatus): boolean {
  return report.status === "SIGNED" && now !== "SIGNED";
}

/** @returns the report's state after something in it was changed by its school */
async function backToDraft(db: Db, report: HeldReport): Promise<ReportStatus> {
  if (report.status === "DRAFT") return report.status;
  if (report.status === "SIGNED") {
    await db.submission.updateMany({
      where: { id: report.submissionId },
      data: { signedById: null, signedByName: null, signedAt: null, selfSigned: false },
    });
  }
  await db.assignment.updateMany({ where: { id: report.id }, data: { status: "DRAFT", version: { increment: 1 } } });
  return "DRAFT";
}

/**
 * After something that stands beside the figures was changed, a reason or a file: whoever has the page open as it was
 * signs nothing that they have not seen.
 * @returns whether that took the head's signature back
 */
export async function changedBeside(db: Db, report: HeldReport): Promise<boolean> {
  const status = await backToDraft(db, report);
  if (status === report.status)
    await db.assignment.updateMany({ where: { id: report.id }, data: { version: { increment: 1 } } });
  return tookBack(report, status);
}
