import type { Prisma } from "#generated/prisma/client.ts";
import type { Actor, Db } from "#server/db.ts";
import type { PortalRole } from "#server/policy.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { definitionOf } from "./edition.ts";
import { plus } from "./form/adjust.ts";
import { combinationOf } from "./form/cells.ts";
import type { Cell } from "./form/definition.ts";
import { parseValue } from "./form/parse-cell.ts";
import { placesOf, summablesOf } from "./form/shares.ts";
import { signature } from "./judge-report.ts";
import { COUNTED } from "./lifecycle.ts";
import { type HeldReport, holdReport } from "./lock-report.ts";
import type { AdjustInput, WithdrawInput } from "./schema.ts";

/** Lines are added to sums; of a largest value nobody could say whose it then was. */
export const takesLines = (cell: Cell): boolean => combinationOf(cell) === "sum";

/** The amount as canonical decimal, in the places that the cell has. */
function amountOf(cell: Cell, text: string): string {
  const places = placesOf(cell);
  const bounds = { min: "-1000000000000" };
  const { value } = parseValue(
    places === 0 ? { type: "integer", ...bounds } : { type: "decimal", places, ...bounds },
    text,
  );
  if (!value || value === "0") throw new Refusal("rollUp.refused.amount", { places }, "amount");
  return value;
}

/**
 * Adds a line beside a school's figure, in the version that counts and that the page showed.
 * @throws Refusal where the cell takes none, or where the school's figure with its lines would leave the cell's bounds
 */
export async function addLine(
  db: Db,
  actor: Actor,
  input: AdjustInput,
): Promise<{ report: HeldReport; amount: string }> {
  const { cell: address, reason, school } = input;
  const report = await holdReport(db, school.id);
  const counted: readonly string[] = COUNTED.provisional;
  if (report.version !== school.version || !counted.includes(report.status))
    throw new Stale("rollUp.refused.notCounted");
  const definition = await definitionOf(db, report.templateVersionId);
  const summed = summablesOf(definition, report.context).find((one) => one.address === address);
  if (!summed || !takesLines(summed.cell)) throw new Refusal("rollUp.refused.noLines");
  const amount = amountOf(summed.cell, input.amount);
  const { submissionId, schoolId } = report;
  const whole = plus(await standingValue(db, submissionId, address), amount);
  if (parseValue(summed.cell.value, whole).problem) throw new Refusal("rollUp.refused.beyond", { whole }, "amount");
  const { role } = signature(actor);
  if (!role) throw new Refusal("error.notAllowed");
  await db.adjustment.createMany({
    data: { submissionId, schoolId, cell: address, amount, reason, authorName: actor.name, authorRole: role },
  });
  return { report, amount };
}

/** What the school gave, nought where it gave nothing, with the lines that stand beside it. */
async function standingValue(db: Db, submissionId: string, cell: string): Promise<string> {
  const [row] = await db.$queryRaw<{ value: string }[]>`
    select trim_scale(
             coalesce((select value::numeric from "CellValue" where "submissionId" = ${submissionId}::uuid and cell = ${cell} and value <> ''), 0)
           + coalesce((select sum(amount) from "Adjustment" where "submissionId" = ${submissionId}::uuid and cell = ${cell} and "withdrawnAt" is null), 0))::text as value`;
  return row?.value ?? "0";
}

const levelOf = (role: PortalRole): string => (role === "SECTION_HEAD" || role === "SECTION_STAFF" ? "section" : role);

/** A line is withdrawn by the level that wrote it: nobody edits another level's numbers. */
export const mayWithdraw = (actor: Pick<Actor, "role">, line: { authorRole: PortalRole; withdrawnAt: Date | null }) =>
  line.withdrawnAt === null && levelOf(actor.role) === levelOf(line.authorRole);

/** @throws Refusal where the school's figure would leave the cell's bounds once this line no longer stands beside it */
async function mustStayWithin(
  db: Db,
  line: { cell: string; amount: Prisma.Decimal; submissionId: string; submission: { assignmentId: string } },
): Promise<void> {
  const report = await holdReport(db, line.submission.assignmentId);
  if (report.submissionId !== line.submissionId) return; // an earlier version counts nowhere
  const definition = await definitionOf(db, report.templateVersionId);
  const summed = summablesOf(definition, report.context).find(({ address }) => address === line.cell);
  const whole = plus(await standingValue(db, line.submissionId, line.cell), line.amount.negated().toFixed());
  if (summed && parseValue(summed.cell.value, whole).problem)
    throw new Refusal("rollUp.refused.beyondWithout", { whole });
}

/** Withdraws a line; it is kept, with who withdrew it and why. */
export async function withdrawLine(db: Db, actor: Actor, { adjustmentId, reason }: WithdrawInput) {
  const line = await db.adjustment.findFirst({
    where: { id: adjustmentId },
    select: {
      authorRole: true,
      withdrawnAt: true,
      cell: true,
      amount: true,
      schoolId: true,
      submissionId: true,
      submission: { select: { assignmentId: true, number: true } },
    },
  });
  if (!line) throw new Refusal("error.notFound");
  if (line.withdrawnAt) throw new Stale();
  if (!mayWithdraw(actor, line)) throw new Refusal("rollUp.refused.anotherLevel");
  await mustStayWithin(db, line);
  const changed = await db.adjustment.updateMany({
    where: { id: adjustmentId, withdrawnAt: null },
    data: { withdrawnByName: actor.name, withdrawnAt: new Date(), withdrawReason: reason },
  });
  mustChange(changed.count);
  return line;
}
