import { mayGive } from "#features/members/giving.ts";
import { addDays, fromUtcMidnight, type PlainDate, parsePlainDate } from "#lib/plain-date.ts";
import { emailText } from "#lib/secure-text.ts";
import type { Actor, Db } from "#server/db.ts";
import { type CheckedRow, messageOf, problem, type RowProblem } from "./checked-row.ts";
import type { StaffRow } from "./schema.ts";

const DATE = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/;

/** A day as lists write it: 2026-08-31, 2026/8/31, 2026年8月31日. */
function dayIn(text: string): PlainDate | undefined {
  const [, year, month = "", day = ""] = DATE.exec(text.normalize("NFKC").trim()) ?? [];
  return year ? parsePlainDate(`${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`) : undefined;
}

/** Which roles end of whoever a row names: all that are the actor's to take and go on after the last day. */
export async function checkLeaver(db: Db, actor: Actor, row: StaffRow, seen: Set<string>): Promise<CheckedRow> {
  const [email, lastDay] = [emailText().safeParse(row.email), dayIn(row.lastDay)];
  const problems: RowProblem[] = [];
  if (!email.success) problems.push({ field: "email", key: messageOf(email.error.issues), values: { max: 254 } });
  if (!lastDay) problems.push({ field: "lastDay", key: row.lastDay ? "staffLists.problem.day" : "error.required" });
  if (!email.success || !lastDay) return problem(row, ...problems);
  if (email.data === actor.email) return problem(row, { field: "email", key: "members.notSelf" });
  if (seen.has(email.data)) return problem(row, { field: "email", key: "staffLists.problem.twice" });
  seen.add(email.data);
  const from = addDays(lastDay, 1);
  const held = await db.membership.findMany({
    where: { person: { email: email.data }, delegatedFromId: null },
    select: { id: true, personId: true, startsOn: true, endsOn: true, role: true, schoolId: true, version: true },
    orderBy: { id: "asc" },
  });
  const mine = held.filter(({ role }) => mayGive(actor.role, role));
  if (held.length === 0) return problem(row, { field: "email", key: "staffLists.problem.nobody" });
  if (mine.length === 0) return problem(row, { field: "email", key: "members.roleNotYours" });
  const ending = mine.filter(({ endsOn }) => endsOn === null || fromUtcMidnight(endsOn) > from);
  return ending.length > 0 ? { row, outcome: "end", email: email.data, from, ending } : { row, outcome: "same" };
}
