import { isId } from "#lib/id.ts";
import type { Db } from "#server/db.ts";
import type { Context } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { parseDefinition } from "./form/parse-definition.ts";
import { problemText } from "./form/problem.ts";

/** Editions in use never change, so a definition read once serves until the process ends. */
const known = new Map<string, Definition>();
const MOST = 50;

/** The form of an edition that a campaign uses; found by those who may see the campaign. Throws when it is not sound. */
export async function definitionOf(db: Db, templateVersionId: string): Promise<Definition> {
  const cached = known.get(templateVersionId);
  if (cached) return cached;
  const row = await db.templateVersion.findFirstOrThrow({
    where: { id: templateVersionId },
    select: { definition: true },
  });
  const definition = soundDefinition(row.definition);
  if (known.size >= MOST) known.clear();
  known.set(templateVersionId, definition);
  return definition;
}

/** One edition of a form and the one before it, for everybody of its city; null where there is none. */
export async function findEdition(db: Db, id: string) {
  if (!isId(id)) return null;
  const select = { number: true, definition: true, templateId: true } as const;
  const found = await db.templateVersion.findFirst({ where: { id }, select });
  if (!found) return null;
  const { templateId, number } = found;
  const before = await db.templateVersion.findFirst({ where: { templateId, number: number - 1 }, select });
  const previous = before && soundDefinition(before.definition);
  return { number, definition: soundDefinition(found.definition), previous };
}

/** The form that stands in the database. Throws where it is not one: only sound forms are ever stored. */
export function soundDefinition(stored: unknown): Definition {
  const { definition, problems } = parseDefinition(stored);
  if (!definition) throw new Error(`unsound form: ${problems.slice(0, 5).map(problemText).join("; ")}`);
  return definition;
}

/** What `openCampaign` stamped on an assignment. */
export const contextOf = (stored: unknown): Context => stored as Context;
