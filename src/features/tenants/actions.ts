"use server";

import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { mustBeLatest } from "#features/audit/must-be-latest.ts";
import { invitationLink, invitedPerson } from "#features/members/one-time-link.ts";
import { giveTemplates } from "#features/reports/install-templates.ts";
import type { Prisma } from "#generated/prisma/client.ts";
import { type CodeFormat, checkCodeFormat, HONG_KONG_SCHOOL_CODE, NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";
import { action } from "#server/action.ts";
import { type Actor, type Db, enterNewTenant } from "#server/db.ts";
import { mustChange, Refusal } from "#server/refusal.ts";
import { keyOf } from "#server/store.ts";
import { keepUpload, readEmblem } from "#server/uploads.ts";
import { contrastWithWhite, LEAST_CONTRAST } from "./contrast.ts";
import { type LineProblem, readCategories, readSchoolFields } from "./lines.ts";
import { unfoundedTenants } from "./queries.ts";
import { withdrawable } from "./rights.ts";
import {
  AddDistrict,
  AddOwnership,
  CreateTenant,
  EditCodeFormat,
  EditDistrict,
  EditEmblem,
  EditOwnership,
  EditReminders,
  EditTenant,
  OfOwnership,
  RenewFounder,
  SaveRights,
} from "./schema.ts";

function mustRead<T extends object>(read: T | LineProblem, field: string): T {
  if ("line" in read && typeof read.line === "number")
    throw new Refusal("tenants.lineProblem", { line: read.line }, field);
  return read as T;
}

/** Saves settings over the version they were read in; the trail keeps what they were and what they are. */
async function saveTenant(db: Db, actor: Actor, version: number, data: Prisma.TenantUpdateManyMutationInput) {
  const { tenant } = actor;
  const before = await db.tenant.findFirstOrThrow({ where: { id: tenant.id } });
  await mustBeLatest(db, actor, { entity: "Tenant", seen: version, typed: data, stored: before });
  const { count } = await db.tenant.updateMany({
    where: { id: tenant.id, version },
    data: { ...data, version: { increment: 1 } },
  });
  mustChange(count);
  const was = Object.fromEntries(Object.keys(data).map((name) => [name, before[name as keyof typeof before]]));
  const changed = Object.keys(data).filter((name) => !isDeepStrictEqual(was[name], data[name as keyof typeof data]));
  const only = (values: object) =>
    JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(values).filter(([name]) => changed.includes(name)))));
  return { before: only(was), after: only(data) };
}

/** Names, language, time zone, colour, signing, codes at sign-in, and the schools' further facts. */
export const editTenant = action(
  "tenant.edit",
  EditTenant,
  async ({ _version, schoolFields, ...data }, { db, actor }) => {
    if (data.accent && contrastWithWhite(data.accent) < LEAST_CONTRAST) {
      const ratio = Math.floor(contrastWithWhite(data.accent) * 10) / 10;
      throw new Refusal("tenants.accentContrast", { ratio }, "accent");
    }
    const fields = mustRead(readSchoolFields(schoolFields ?? ""), "schoolFields");
    const detail = await saveTenant(db, actor, _version, { ...data, schoolFields: fields });
    return { subject: ["Tenant", actor.tenant.id], detail: { changed: "settings", ...detail } };
  },
);

/** The picture that stands for the city in the head of its pages. */
export const editEmblem = action("tenant.edit", EditEmblem, async ({ _version, remove }, { db, actor, form }) => {
  const { id } = actor.tenant;
  const emblem = remove ? null : randomUUID();
  if (emblem) await keepUpload(keyOf(id, "emblems", emblem), await readEmblem(form.get("emblem"), "emblem"), "emblem");
  const detail = await saveTenant(db, actor, _version, { emblem });
  return { subject: ["Tenant", id], detail: { changed: "emblem", ...detail } };
});

/** When schools are reminded of a deadline, and when district and section hear of what is missing. */
export const editReminders = action("tenant.edit", EditReminders, async ({ _version, ...data }, { db, actor }) => {
  const detail = await saveTenant(db, actor, _version, data);
  return { subject: ["Tenant", actor.tenant.id], detail: { changed: "reminders", ...detail } };
});

/** How the city writes its school codes. Codes that are already in use stay as they are. */
export const editCodeFormat = action("tenant.edit", EditCodeFormat, async ({ _version, ...input }, { db, actor }) => {
  const categories = mustRead(readCategories(input.categories ?? ""), "categories");
  const format: CodeFormat = {
    pattern: input.pattern,
    length: input.length,
    example: input.example,
    ...(input.siteLength !== null && { siteLength: input.siteLength }),
    ...(Object.keys(categories).length > 0 && { categories }),
  };
  const problem = checkCodeFormat(format);
  if (problem) throw new Refusal(problem, {}, problem === "error.formatExample" ? "example" : "pattern");
  const detail = await saveTenant(db, actor, _version, { codeFormat: format });
  return { subject: ["Tenant", actor.tenant.id], detail: { changed: "codeFormat", ...detail } };
});

export const addDistrict = action(
  "district.edit",
  AddDistrict,
  async (data, { db }) => {
    const id = randomUUID();
    await mustBeFree(db, data, null);
    await db.district.createMany({ data: { id, ...data } });
    return { subject: ["District", id], detail: { changed: "added" } };
  },
  { once: true },
);

type Named = { code: string; nameEn: string; nameZh: string };

/** Neither code nor name is another district's: whoever chooses one from a list tells them apart by their names. */
async function mustBeFree(db: Db, { code, nameEn, nameZh }: Named, own: string | null): Promise<void> {
  const others = own ? { id: { not: own } } : {};
  const taken = await db.district.findFirst({
    where: { ...others, OR: [{ code }, { nameEn }, { nameZh }] },
    select: { code: true, nameZh: true },
  });
  if (taken?.code === code) throw new Refusal("tenants.codeTaken", {}, "code");
  if (taken)
    throw new Refusal("tenants.nameTaken", { code: taken.code }, taken.nameZh === nameZh ? "nameZh" : "nameEn");
}

export const editDistrict = action("district.edit", EditDistrict, async ({ id, _version, ...data }, { db, actor }) => {
  const stored = await db.district.findFirst({ where: { id } });
  await mustBeLatest(db, actor, { entity: "District", seen: _version, typed: data, stored });
  await mustBeFree(db, data, id);
  const { count } = await db.district.updateMany({
    where: { id, version: _version },
    data: { ...data, version: { increment: 1 } },
  });
  mustChange(count);
  return { subject: ["District", id], detail: { changed: "edited" } };
});

export const addOwnership = action(
  "ownership.edit",
  AddOwnership,
  async (data, { db }) => {
    if ((await db.ownership.count({ where: { code: data.code } })) > 0)
      throw new Refusal("tenants.codeTaken", {}, "code");
    await db.ownership.createMany({ data });
    return { subject: ["Ownership", data.code], detail: { changed: "added" } };
  },
  { once: true },
);

export const editOwnership = action(
  "ownership.edit",
  EditOwnership,
  async ({ code, _version, ...data }, { db, actor }) => {
    const stored = await db.ownership.findFirst({ where: { code } });
    await mustBeLatest(db, actor, { entity: "Ownership", seen: _version, typed: data, stored });
    const { count } = await db.ownership.updateMany({
      where: { code, version: _version },
      data: { ...data, version: { increment: 1 } },
    });
    mustChange(count);
    return { subject: ["Ownership", code], detail: { changed: "edited" } };
  },
);

export const removeOwnership = action("ownership.edit", OfOwnership, async ({ code }, { db }) => {
  if ((await db.schoolFact.count({ where: { ownership: code } })) > 0) throw new Refusal("tenants.ownershipUsed");
  const kind = await db.ownership.findFirst({ where: { code }, select: { nameEn: true, nameZh: true } });
  mustChange((await db.ownership.deleteMany({ where: { code } })).count);
  return { subject: ["Ownership", code], detail: { changed: "removed", ...kind } };
});

/**
 * Withdraws the rights whose tick was taken off and gives back those that were ticked. What stayed as it was on the page
 * stays as it is now, so that two people who change the rights of one role do not undo each other's change. What a role
 * does not have from the start it cannot get.
 */
export const saveRights = action("right.withdraw", SaveRights, async ({ role, capability: ticked, was }, { db }) => {
  const rights = withdrawable(role);
  const given = rights.filter((right) => ticked.includes(right) && !was.includes(right));
  const taken = rights.filter((right) => was.includes(right) && !ticked.includes(right));
  await db.withdrawnRight.deleteMany({ where: { role, capability: { in: given } } });
  await db.withdrawnRight.createMany({
    data: taken.map((capability) => ({ role, capability })),
    skipDuplicates: true,
  });
  const rows = await db.withdrawnRight.findMany({ where: { role }, select: { capability: true } });
  const withdrawn = rows.map(({ capability }) => capability).sort();
  return { subject: ["WithdrawnRight", role], detail: { role, withdrawn } };
});

const FORMATS = { national: NATIONAL_SCHOOL_CODE, "hong-kong": HONG_KONG_SCHOOL_CODE } as const;

/** A new city and its first administrator. The message is the administrator's invitation link. */
export const createTenant = action(
  "tenant.create",
  CreateTenant,
  async ({ name, email, codeFormat, ...tenant }, { db }) => {
    if ((await db.tenant.count({ where: { slug: tenant.slug } })) > 0)
      throw new Refusal("tenants.slugTaken", {}, "slug");
    const id = randomUUID();
    await db.tenant.createMany({ data: { id, ...tenant, codeFormat: FORMATS[codeFormat] } });
    await enterNewTenant(db, id);
    await giveTemplates(db);
    const message = await offerFounding(db, await founderOf(db, { email, name }, tenant.locale), null);
    return { subject: ["Tenant", id], detail: { slug: tenant.slug }, message };
  },
);

/** Names the first administrator anew, while nobody has taken a city up. The message is the new invitation link. */
export const renewFounder = action("tenant.create", RenewFounder, async ({ id, ...founder }, { db }) => {
  const tenant = await db.tenant.findFirst({ where: { id }, select: { locale: true } });
  const unfounded = await unfoundedTenants(db);
  if (!tenant || !unfounded.has(id)) throw new Refusal("tenants.founded");
  const personId = await founderOf(db, founder, tenant.locale);
  const [kept] = await db.$queryRaw<{ id: string | null }[]>`
    select withdraw_founders(${id}::uuid, ${personId}::uuid) as id`;
  await enterNewTenant(db, id);
  const message = await offerFounding(db, personId, kept?.id ?? null);
  return { subject: ["Tenant", id], detail: { changed: "founder", founder: founder.email }, message };
});

function founderOf(db: Db, founder: { email: string; name: string }, locale: string): Promise<string> {
  return invitedPerson(db, { ...founder, locale: locale === "en" ? "en" : "zh-CN" });
}

/** `offer`: one that stands already. */
async function offerFounding(db: Db, personId: string, offer: string | null): Promise<string> {
  const id = offer ?? randomUUID();
  if (!offer) await db.membership.createMany({ data: { id, personId, role: "SYSTEM_ADMIN", offeredAt: new Date() } });
  return invitationLink(db, personId, id);
}
