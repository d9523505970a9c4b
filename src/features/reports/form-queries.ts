import { isId } from "#lib/id.ts";
import type { Db } from "#server/db.ts";
import { soundDefinition } from "./edition.ts";
import { draftForm, FormDraft } from "./form/form-draft.ts";

/** Every form of the city with its editions, the latest first, and its draft where there is one. */
export function listDesigns(db: Db) {
  return db.template.findMany({
    orderBy: [{ nameZh: "asc" }, { id: "asc" }],
    take: 500,
    select: {
      id: true,
      nameEn: true,
      nameZh: true,
      draft: { select: { version: true, updatedAt: true, updatedByName: true } },
      versions: {
        orderBy: { number: "desc" },
        select: {
          id: true,
          number: true,
          createdAt: true,
          publishedByName: true,
          _count: { select: { campaigns: true } },
        },
      },
    },
  });
}
export type DesignRow = Awaited<ReturnType<typeof listDesigns>>[number];

/** A form's draft and, with formulas in a language, the edition before it; null where the form has no draft. */
export async function findDraft(db: Db, templateId: string, language: "en" | "zh") {
  if (!isId(templateId)) return null;
  const found = await db.template.findFirst({
    where: { id: templateId },
    select: {
      key: true,
      nameEn: true,
      nameZh: true,
      draft: { select: { content: true, version: true, updatedById: true, updatedAt: true, updatedByName: true } },
      versions: { orderBy: { number: "desc" }, take: 1, select: { number: true, definition: true } },
    },
  });
  if (!found?.draft) return null;
  const { draft, versions, ...template } = found;
  const { content, ...saved } = draft;
  const [latest] = versions;
  return {
    ...template,
    edition: (latest?.number ?? 0) + 1,
    latest: latest ? draftForm(soundDefinition(latest.definition), language) : null,
    content: FormDraft.parse(content),
    saved,
  };
}
