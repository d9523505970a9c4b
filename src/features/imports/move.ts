import type { Import, Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { importLife } from "./lifecycle.ts";

/** @throws Refusal where the list is past this step, or somebody else has taken it meanwhile */
export async function move(
  db: Db,
  found: Import,
  step: keyof typeof importLife.steps,
  version: number,
  data: Prisma.ImportUpdateManyMutationInput,
): Promise<void> {
  if (!importLife.can(step, found.status)) throw new Refusal(`imports.past.${found.status}`);
  const { count } = await db.import.updateMany({
    where: { id: found.id, version, status: { in: [...importLife.steps[step].from] } },
    data: { ...data, status: importLife.next(step), version: { increment: 1 } },
  });
  mustChange(count);
}
