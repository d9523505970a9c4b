import { z } from "zod";
import type { Actor, Db } from "#server/db.ts";
import { checkStaff, planOf } from "./check-list.ts";
import { StaffCounts, StaffRow } from "./schema.ts";

/** One of the reader's own lists with what would come of each row now; null where there is none. */
export async function staffList(db: Db, actor: Actor, id: string) {
  const found = await db.staffList.findFirst({ where: { id } });
  if (!found) return null;
  const checked = found.appliedAt ? [] : await checkStaff(db, actor, z.array(StaffRow).parse(found.rows));
  const { fileName, appliedAt, version } = found;
  return { id, fileName, appliedAt, version, counts: StaffCounts.parse(found.counts), checked, plan: planOf(checked) };
}
