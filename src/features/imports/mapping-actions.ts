"use server";

import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { action } from "#server/action.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { OfMapping, RenameMapping } from "./schema.ts";

/** Calls a remembered mapping something else; a name stands for one mapping. */
export const renameMapping = action("import.map", RenameMapping, async (input, { db, actor }) => {
  const { mappingId, _version, name } = input;
  const stored = await db.importMapping.findFirst({ where: { id: mappingId } });
  if (!stored) throw new Stale();
  await mustBeLatest(db, actor, { entity: "ImportMapping", seen: _version, typed: { name }, stored });
  if ((await db.importMapping.count({ where: { name, id: { not: mappingId } } })) > 0)
    throw new Refusal("imports.mappings.taken", {}, "name");
  const { count } = await db.importMapping.updateMany({
    where: { id: mappingId, version: _version },
    data: { name, version: { increment: 1 } },
  });
  mustChange(count);
  return { subject: ["ImportMapping", mappingId], detail: { changed: "renamed", from: stored.name } };
});

/** Forgets a mapping: no list is filled in with it any more. What was imported with it stays. */
export const forgetMapping = action("import.map", OfMapping, async ({ mappingId }, { db }) => {
  const stored = await db.importMapping.findFirst({ where: { id: mappingId }, select: { name: true } });
  if (!stored) throw new Stale();
  mustChange((await db.importMapping.deleteMany({ where: { id: mappingId } })).count);
  const detail = { changed: "forgotten", nameEn: stored.name, nameZh: stored.name };
  return { subject: ["ImportMapping", mappingId], detail, message: "imports.mappings.forgotten" };
});
