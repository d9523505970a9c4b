"use server";

import { randomUUID } from "node:crypto";
import type { Prisma } from "#generated/prisma/client.ts";
import { action } from "#server/action.ts";
import type { Actor, Db } from "#server/db.ts";
import { Conflict, mustChange, Refusal, Stale } from "#server/refusal.ts";
import { currentLocale } from "#server/session.ts";
import { wordsFor } from "#server/words.ts";
import { soundDefinition } from "./edition.ts";
import { formChanges, partText } from "./form/form-changes.ts";
import { compileForm, draftForm, FormDraft } from "./form/form-draft.ts";
import { DraftInput, NewEditionInput, NewFormInput, SaveFormInput } from "./schema.ts";

const designOf = (templateId: string) => `/reports/forms/design/${templateId}`;
/** More than these no one compares by eye. */
const MOST_DIFFERENCES = 50;
const json = (value: object) => value as Prisma.InputJsonObject;
const languageOf = (locale: string) => (locale === "en" ? ("en" as const) : ("zh" as const));

/** A form of one's own, from nothing. */
export const startForm = action(
  "form.design",
  NewFormInput,
  async ({ period, ...typed }, { db, actor }) => {
    const [nameEn, nameZh] = [typed.nameEn ?? "", typed.nameZh ?? ""];
    if (nameEn === "" && nameZh === "") throw new Refusal("forms.error.name", {}, "nameZh");
    const id = randomUUID();
    const names = { en: nameEn, zh: nameZh };
    await db.template.createMany({ data: { id, key: `form-${id.slice(0, 8)}`, nameEn, nameZh } });
    await putDraft(db, actor, id, { names, period, sheets: [], rules: [] });
    return { subject: ["Template", id], detail: { changed: "started", nameEn, nameZh }, goTo: designOf(id) };
  },
  { once: true },
);

/** The next edition of a form, beginning with all that the last one holds. */
export const startEdition = action("form.design", NewEditionInput, async ({ templateId }, { db, actor }) => {
  const latest = await db.templateVersion.findFirst({
    where: { templateId },
    orderBy: { number: "desc" },
    select: { definition: true },
  });
  const template = await db.template.findFirst({ where: { id: templateId }, select: { nameEn: true, nameZh: true } });
  if (!template) throw new Stale();
  if ((await db.templateDraft.count({ where: { templateId } })) > 0) throw new Stale();
  const language = languageOf(await currentLocale());
  const names = { en: template.nameEn, zh: template.nameZh };
  const content: FormDraft = latest
    ? draftForm(soundDefinition(latest.definition), language)
    : { names, period: "year", sheets: [], rules: [] };
  await putDraft(db, actor, templateId, content);
  return { subject: ["Template", templateId], detail: { changed: "continued" }, goTo: designOf(templateId) };
});

async function putDraft(db: Db, { name, personId }: Actor, templateId: string, content: FormDraft): Promise<void> {
  await db.templateDraft.createMany({
    data: { templateId, content: json(content), updatedById: personId, updatedByName: name },
  });
}

/** Keeps a draft as it is, finished or not. */
export const saveForm = action("form.design", SaveFormInput, async (input, { db, actor }) => {
  const { templateId, _version, content } = input;
  const { name: updatedByName, personId: updatedById } = actor;
  const { count } = await db.templateDraft.updateMany({
    where: { templateId, version: _version },
    data: { content: json(content), updatedById, updatedByName, updatedAt: new Date(), version: { increment: 1 } },
  });
  if (count === 0) throw await conflictOf(db, templateId, content);
  return { subject: ["Template", templateId], detail: { changed: "designed" }, message: "forms.saved" };
});

/** Both states of a draft that somebody else saved meanwhile, in what differs. */
async function conflictOf(db: Db, templateId: string, mine: FormDraft): Promise<Error> {
  const stored = await db.templateDraft.findFirst({ where: { templateId }, select: { content: true, version: true } });
  if (!stored) return new Stale();
  const locale = await currentLocale();
  const say = (key: string) => wordsFor(locale, key);
  const changes = formChanges(FormDraft.parse(stored.content), mine, languageOf(locale));
  const fields = changes.flatMap(({ kind, what, code, names, parts }) => {
    const label = [say(`forms.changes.what.${what}`), code].filter(Boolean).join(" ");
    const name = names.zh || names.en;
    if (kind === "added") return [{ label, mine: name, theirs: "" }];
    if (kind === "removed") return [{ label, mine: "", theirs: name }];
    return parts.map(({ part, before, after }) => ({
      label: `${label} · ${say(`forms.design.${part}`)}`,
      mine: partText(part, after, say),
      theirs: partText(part, before, say),
    }));
  });
  return fields.length > 0 ? new Conflict(fields.slice(0, MOST_DIFFERENCES), stored.version) : new Stale();
}

/** Takes a draft back; the editions stay. */
export const discardForm = action("form.design", DraftInput, async ({ templateId, _version }, { db }) => {
  mustChange((await db.templateDraft.deleteMany({ where: { templateId, version: _version } })).count);
  return {
    subject: ["Template", templateId],
    detail: { changed: "discarded" },
    goTo: "/reports/forms",
    message: "forms.discarded",
  };
});

/** Makes a draft the next edition, which never changes again. Nobody publishes what they saved last themselves. */
export const publishForm = action("form.publish", DraftInput, async ({ templateId, _version }, { db, actor }) => {
  const template = await db.template.findFirst({
    where: { id: templateId },
    select: {
      key: true,
      draft: { select: { content: true, version: true, updatedById: true } },
      versions: { orderBy: { number: "desc" }, take: 1, select: { number: true } },
    },
  });
  const { draft } = template ?? {};
  if (!template || draft?.version !== _version) throw new Stale();
  if (draft.updatedById === actor.personId) throw new Refusal("forms.error.ownDraft");
  const number = (template.versions[0]?.number ?? 0) + 1;
  const { definition, problems } = compileForm(FormDraft.parse(draft.content), { key: template.key, edition: number });
  if (!definition) throw new Refusal("forms.error.problems", { count: problems.length });
  const { en: nameEn, zh: nameZh } = definition.names;
  await db.templateVersion.createMany({
    data: { templateId, number, definition: json(definition), publishedByName: actor.name },
  });
  await db.template.updateMany({ where: { id: templateId }, data: { nameEn, nameZh, version: { increment: 1 } } });
  mustChange((await db.templateDraft.deleteMany({ where: { templateId, version: _version } })).count);
  const detail = { changed: "published", number, nameEn, nameZh };
  return { subject: ["Template", templateId], detail, goTo: "/reports/forms", message: "forms.published" };
});
