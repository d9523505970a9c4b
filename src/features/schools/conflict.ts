import type { Db } from "#server/db.ts";
import { Conflict, Refusal } from "#server/refusal.ts";
import { displayValue, type FieldWords, fieldLabel } from "./display.ts";

/**
 * Lets a change through only if the school still has the version the person saw.
 * @param mine by field what the person typed; @param theirs what the register holds now
 * @throws Conflict with both versions of every field that differs
 */
export async function mustBeCurrent(
  db: Db,
  {
    id,
    version,
    mine,
    theirs,
    words,
  }: { id: string; version: number; mine: object; theirs: () => Promise<object>; words: FieldWords },
): Promise<void> {
  const school = await db.school.findFirst({ where: { id }, select: { version: true } });
  if (!school) throw new Refusal("error.notFound");
  if (school.version === version) return;
  const now = (await theirs()) as Record<string, unknown>;
  const fields = Object.entries(mine as Record<string, unknown>).map(([name, value]) => ({
    label: fieldLabel(name, words),
    mine: displayValue(name, value, words),
    theirs: displayValue(name, now[name], words),
  }));
  throw new Conflict(
    fields.filter((field) => field.mine !== field.theirs),
    school.version,
  );
}
