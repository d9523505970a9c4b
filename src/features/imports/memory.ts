import type { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { isChoiceField } from "./fields.ts";
import { EMPTY_MAPPING, fitsHeader, Mapping } from "./mapping.ts";
import { columnValues } from "./rows.ts";
import { MOST_VALUES } from "./suggest-columns.ts";

export type Remembered = { id: string; name: string; mapping: Mapping };

const MOST = 200;

/** The mappings that can be used for a file with this header, the one used last first. */
export async function rememberedMappings(db: Db, header: readonly string[]): Promise<Remembered[]> {
  const rows = await db.importMapping.findMany({ orderBy: [{ updatedAt: "desc" }, { name: "asc" }], take: MOST });
  return rows.flatMap(({ id, name, mapping }) => {
    const parsed = Mapping.safeParse(mapping).data;
    return parsed && fitsHeader(parsed, header) ? [{ id, name, mapping: parsed }] : [];
  });
}

export type KeptMapping = Remembered & { version: number; updatedAt: Date };

/** Every mapping that is remembered, by name. */
export async function listMappings(db: Db): Promise<KeptMapping[]> {
  const rows = await db.importMapping.findMany({ orderBy: [{ name: "asc" }, { id: "asc" }], take: MOST });
  return rows.map(({ id, name, version, updatedAt, mapping }) => {
    return { id, name, version, updatedAt, mapping: Mapping.safeParse(mapping).data ?? EMPTY_MAPPING };
  });
}

export async function rememberedFor(db: Db, header: readonly string[]): Promise<Remembered | undefined> {
  return (await rememberedMappings(db, header))[0];
}

/** Keeps a mapping under a name; the name's earlier mapping gives way. */
export async function rememberMapping(db: Db, name: string, mapping: Mapping): Promise<void> {
  const data = mapping as Prisma.InputJsonObject;
  const { count } = await db.importMapping.updateMany({
    where: { name },
    data: { mapping: data, version: { increment: 1 } },
  });
  if (count === 0) await db.importMapping.createMany({ data: [{ name, mapping: data }] });
}

/** @throws Refusal beside the field whose column holds so many different values that it is no list of kinds */
export async function mustHaveFewValues(
  db: Db,
  importId: string,
  sources: Mapping["sources"],
  header: readonly string[],
): Promise<void> {
  for (const { field, source } of sources) {
    if (!isChoiceField(field) || !("column" in source)) continue;
    const column = header.indexOf(source.column);
    const values = await columnValues(db, importId, column, column, MOST_VALUES + 1);
    if (values.length > MOST_VALUES)
      throw new Refusal("imports.columns.tooMany", { column: source.column, max: MOST_VALUES }, `source_${field}`);
  }
}
