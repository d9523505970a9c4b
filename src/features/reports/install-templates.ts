import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Prisma } from "#generated/prisma/client.ts";
import type { Db } from "#server/db.ts";
import type { Definition } from "./form/definition.ts";
import { MONTHLY_RETURN } from "./form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "./form/forms/school-facts.ts";

/**
 * Puts the shipped forms into a tenant, or brings them up to date: a changed form replaces its latest edition while no
 * campaign uses that, and becomes the next edition otherwise. Doing it again changes nothing.
 */
export async function installTemplates(db: Db): Promise<void> {
  for (const definition of [SCHOOL_FACTS, MONTHLY_RETURN]) await installTemplate(db, definition);
}

/** The shipped forms for a city that has none: only written, by an operator who reads nothing there. */
export async function giveTemplates(db: Db): Promise<void> {
  const forms = [SCHOOL_FACTS, MONTHLY_RETURN].map((form) => ({ id: randomUUID(), form }));
  await db.template.createMany({
    data: forms.map(({ id, form: { key, names } }) => ({ id, key, nameEn: names.en, nameZh: names.zh })),
  });
  await db.templateVersion.createMany({
    data: forms.map(({ id, form }) => ({ templateId: id, number: 1, definition: JSON.parse(JSON.stringify(form)) })),
  });
}

async function installTemplate(db: Db, form: Definition): Promise<void> {
  const { key, names } = form;
  await db.template.createMany({ data: { key, nameEn: names.en, nameZh: names.zh }, skipDuplicates: true });
  const template = await db.template.findFirstOrThrow({
    where: { key },
    select: {
      id: true,
      versions: { orderBy: { number: "desc" }, take: 1, select: { id: true, number: true, definition: true } },
    },
  });
  const definition = JSON.parse(JSON.stringify(form)) as Prisma.InputJsonObject;
  const latest = template.versions[0];
  if (latest && isDeepStrictEqual(latest.definition, definition)) return;
  const used = latest && (await db.campaign.count({ where: { templateVersionId: latest.id } })) > 0;
  if (latest && !used) {
    await db.templateVersion.updateMany({ where: { id: latest.id }, data: { definition } });
  } else {
    await db.templateVersion.createMany({
      data: { templateId: template.id, number: (latest?.number ?? 0) + 1, definition },
    });
  }
  await db.template.updateMany({
    where: { id: template.id },
    data: { nameEn: names.en, nameZh: names.zh, version: { increment: 1 } },
  });
}
