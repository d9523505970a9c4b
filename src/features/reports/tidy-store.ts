import type { Db } from "#server/db.ts";
import { log } from "#server/log.ts";
import { forget, type Shelf, storedOf } from "#server/store.ts";
import { EXPORT_DAYS } from "./export-job.ts";

const DAY = 86_400_000;

/**
 * Forgets files that nothing refers to: of a change that was undone, a file that was taken out before it was ever sent,
 * an emblem before this one, a workbook whose days are over. What is younger than a day may still be on its way.
 * @returns how many were forgotten, and how many that should be there are not
 */
export async function tidyStore(
  db: Db,
  tenantId: string,
  now = Date.now(),
): Promise<{ removed: number; lost: number }> {
  const wanted = await wantedFiles(db);
  let removed = 0;
  const found = new Set<string>();
  for await (const { key, shelf, id, since } of storedOf(tenantId)) {
    found.add(id);
    const days = shelf === "exports" ? EXPORT_DAYS : 1;
    if (wanted[shelf].has(id) || (await since()).getTime() > now - days * DAY) continue;
    await forget(key);
    removed += 1;
  }
  const lost = [...wanted.attachments, ...wanted.emblems].filter((id) => !found.has(id));
  if (lost.length > 0) log().error({ tenantId, lost: lost.length }, "files are missing from the store");
  return { removed, lost: lost.length };
}

async function wantedFiles(db: Db): Promise<Record<Shelf, ReadonlySet<string>>> {
  const { emblem } = await db.tenant.findFirstOrThrow({ select: { emblem: true } });
  const rows = await db.$queryRaw<{ id: string }[]>`
    select f.id from "Attachment" f join "Submission" s on s."tenantId" = f."tenantId" and s.id = f."submissionId"
     where f."removedIn" is null or f."removedIn" > s.number`;
  return {
    attachments: new Set(rows.map(({ id }) => id)),
    emblems: new Set(emblem ? [emblem] : []),
    exports: new Set(),
  };
}
