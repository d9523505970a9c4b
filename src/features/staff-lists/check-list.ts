import { createHash } from "node:crypto";
import { mustLeaveAdministrator } from "#features/members/ending.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { checkJoiner, districtsByName, type Known } from "./check-joiner.ts";
import { checkLeaver } from "./check-leaver.ts";
import { type CheckedRow, problem, type RowProblem } from "./checked-row.ts";
import type { StaffRow } from "./schema.ts";
import { actOf } from "./words.ts";

/** Checks the rows of a list against the city as it stands; what the actor may not give or take is a problem of the row. */
export async function checkStaff(db: Db, actor: Actor, rows: readonly StaffRow[]): Promise<CheckedRow[]> {
  const known: Known = { districts: await districtsByName(db), places: new Map(), seen: new Set() };
  const checked: CheckedRow[] = [];
  for (const row of rows) {
    const act = actOf(row);
    if (act === null) checked.push(problem(row, { field: "act", key: "staffLists.problem.act" }));
    else if (act === "join") checked.push(await checkJoiner(db, actor, row, known));
    else checked.push(await checkLeaver(db, actor, row, known.seen));
  }
  return keepAdministrator(db, checked);
}

/** Somebody has to be left who keeps the city: otherwise no administrator of the list leaves. */
async function keepAdministrator(db: Db, checked: CheckedRow[]): Promise<CheckedRow[]> {
  const isAdministrator = (one: CheckedRow) =>
    one.outcome === "end" && one.ending.some(({ role }) => role === "SYSTEM_ADMIN");
  const leaving = checked.flatMap((one) => (one.outcome === "end" && isAdministrator(one) ? [one] : []));
  if (leaving.length === 0) return checked;
  const last = leaving
    .map(({ from }) => from)
    .sort()
    .at(-1) as PlainDate;
  try {
    await mustLeaveAdministrator(
      db,
      leaving.flatMap(({ ending }) => ending.map(({ personId }) => personId)),
      last,
    );
    return checked;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const found: RowProblem = { field: "email", key: error.key };
    return checked.map((one) => (isAdministrator(one) ? problem(one.row, found) : one));
  }
}

/** What will come of a list, as one short text: what a page has shown is applied, or nothing. */
export function planOf(checked: readonly CheckedRow[]): string {
  const plan = checked.map((one) => {
    if (one.outcome === "invite") return [one.row.line, one.email, one.role, one.place.districtId, one.place.schoolId];
    if (one.outcome === "end") return [one.row.line, one.from, one.ending.map(({ id, version }) => [id, version])];
    return [one.row.line, one.outcome];
  });
  return createHash("sha256").update(JSON.stringify(plan)).digest("hex").slice(0, 32);
}
