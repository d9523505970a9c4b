import type { SchoolLinkKind } from "#generated/prisma/enums.ts";
import { type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { codeFormat } from "./codes.ts";
import { changeFacts, createSchools, knownSpans } from "./record.ts";
import { type Contact, changesCategory, type Facts, OPEN_STATUSES, STAGES } from "./schema.ts";

/** Common to every succession: from what school, as of which version where somebody has seen one, on which day, and why. */
type Event = { id: string; version?: number; effectiveOn: PlainDate; reason: string };

/**
 * Several into one: the others close, this school goes on, with the stages of all and one of their codes or its own.
 * @param others ids of the schools that end
 */
export async function mergeSchools(db: Db, event: Event & { others: readonly string[]; code: string }): Promise<void> {
  const { id, version, effectiveOn, reason, others: ids } = event;
  const survivor = await mustBeOpen(db, id);
  if (ids.includes(id)) throw new Refusal("schools.error.mergeSelf", {}, "others");
  for (const other of ids) await mustBeOpen(db, other);
  const all = await knownSpans(db, [id, ...ids]);
  const codes = [...all.values()].map((spans) => spans.at(-1)?.facts.code);
  if (event.code && !codes.includes(event.code)) throw new Refusal("schools.error.mergeCode", {}, "code");
  const stages = STAGES.filter((stage) =>
    [...all.values()].some((spans) => spans.at(-1)?.facts.stages.includes(stage)),
  );
  await changeFacts(
    db,
    ids.map((schoolId) => ({ schoolId, effectiveOn, facts: { status: "CLOSED" as const }, reason })),
  );
  await changeFacts(db, [
    {
      schoolId: id,
      ...(version !== undefined && { version }),
      effectiveOn,
      facts: { code: event.code || survivor.code, stages },
      reason,
      inheritsFrom: [...ids],
    },
  ]);
  await link(
    db,
    ids.map((other) => ({ predecessorId: other, successorId: id })),
    "MERGER",
    effectiveOn,
    reason,
  );
}

/**
 * One into several: a part of this school becomes one of its own; `closes` where nothing of it stays.
 * @returns id of the new school
 */
export async function splitSchool(db: Db, event: Event & { facts: Facts; closes: boolean }): Promise<string> {
  const { id, version, effectiveOn, reason, facts, closes } = event;
  await mustBeOpen(db, id);
  if (closes) {
    const seen = version !== undefined && { version };
    await changeFacts(db, [{ schoolId: id, ...seen, effectiveOn, facts: { status: "CLOSED" }, reason }]);
  }
  const heir = { facts, effectiveOn, reason, inheritsFrom: closes ? [id] : [] };
  const successor = await createHeir(db, NO_PARTICULARS, heir);
  await link(db, [{ predecessorId: id, successorId: successor }], "SPLIT", effectiveOn, reason);
  return successor;
}

/**
 * A change of category: the institution ends under its old code, which is void, and goes on as another one under a new
 * code with the same particulars. Its people get the same roles there and keep the old ones, to finish its reports.
 * Source: `systems.md` 1.1 [S14].
 * @returns id of the institution under the new code
 */
export async function recodeSchool(
  db: Db,
  event: Event & Pick<Facts, "code" | "stages" | "nameZh" | "nameEn">,
): Promise<string> {
  const { id, version, effectiveOn, reason, code, stages, nameZh, nameEn } = event;
  const before = await mustBeOpen(db, id);
  if (!changesCategory(before.code, code, await codeFormat(db)))
    throw new Refusal("schools.error.sameCategory", {}, "code");
  const seen = version !== undefined && { version };
  await changeFacts(db, [{ schoolId: id, ...seen, effectiveOn, facts: { status: "CLOSED" }, reason }]);
  const facts: Facts = { ...before, code, stages, nameZh, nameEn, status: "OPEN" };
  const heir = { facts, effectiveOn, reason, inheritsFrom: [] };
  const successor = await createHeir(db, await particularsOf(db, id), heir);
  await copyPlaces(db, id, successor);
  await link(db, [{ predecessorId: id, successorId: successor }], "RECODED", effectiveOn, reason);
  await db.$queryRaw`select carry_people(${id}::uuid, ${successor}::uuid)`; // follows the link
  return successor;
}

/** Says that one institution follows another where no step of the register has said so. */
export async function link(
  db: Db,
  pairs: readonly { predecessorId: string; successorId: string }[],
  kind: SchoolLinkKind,
  on: PlainDate,
  reason: string,
): Promise<void> {
  const data = pairs.map((pair) => ({ ...pair, kind, happenedOn: toUtcMidnight(on), reason }));
  await db.schoolLink.createMany({ data });
}

/** Ids of open schools by their present codes. */
export async function openByCode(db: Db, codes: readonly string[]): Promise<{ schoolId: string; code: string }[]> {
  const found = await db.schoolFact.findMany({
    where: { code: { in: [...codes] }, supersededAt: null, validTo: null, status: { in: [...OPEN_STATUSES] } },
    select: { schoolId: true, code: true },
  });
  const missing = codes.find((code) => !found.some((school) => school.code === code));
  if (missing === undefined) return found;
  const known = await db.schoolCode.count({ where: { code: missing } });
  throw new Refusal(`schools.error.${known > 0 ? "codeNotOpen" : "noSuchCode"}`, { code: missing }, "others");
}

/** Id of the school that has or had this code. */
export async function anyByCode(db: Db, code: string): Promise<string> {
  const found = await db.schoolCode.findFirst({ where: { code }, select: { schoolId: true } });
  if (!found) throw new Refusal("schools.error.noSuchCode", { code }, "other");
  return found.schoolId;
}

/** The present facts of a school that is open. */
export async function mustBeOpen(db: Db, id: string): Promise<Facts> {
  const last = (await knownSpans(db, [id])).get(id)?.at(-1);
  if (!last) throw new Refusal("error.notFound");
  if (!OPEN_STATUSES.some((status) => status === last.facts.status)) throw new Refusal("schools.error.notOpen");
  return last.facts;
}

async function createHeir(
  db: Db,
  particulars: Particulars,
  {
    facts,
    effectiveOn,
    reason,
    inheritsFrom,
  }: { facts: Facts; effectiveOn: PlainDate; reason: string; inheritsFrom: string[] },
): Promise<string> {
  const [id] = await createSchools(db, [
    { ...facts, ...particulars, openedOn: effectiveOn, reason, siteKey: null, inheritsFrom },
  ]);
  if (!id) throw new Error("no school was created");
  return id;
}

type Particulars = Contact & { extra: Record<string, string> };

/** A part that becomes a school of its own has an address and a telephone of its own, which nobody has given yet. */
const NO_PARTICULARS: Particulars = {
  addressEn: "",
  addressZh: "",
  phone: "",
  email: "",
  website: "",
  longitude: null,
  latitude: null,
  extra: {},
};

async function particularsOf(db: Db, id: string): Promise<Particulars> {
  const row = await db.school.findFirst({ where: { id } });
  if (!row) throw new Refusal("error.notFound");
  const { addressEn, addressZh, phone, email, website } = row;
  const [longitude, latitude] = [row.longitude, row.latitude].map((degrees) => degrees?.toFixed(8) ?? null);
  return {
    addressEn,
    addressZh,
    phone,
    email,
    website,
    longitude: longitude ?? null,
    latitude: latitude ?? null,
    extra: row.extra as Record<string, string>,
  };
}

async function copyPlaces(db: Db, from: string, to: string): Promise<void> {
  await db.$executeRaw`
    insert into "Campus" (id, "schoolId", "nameEn", "nameZh", "addressEn", "addressZh", main)
    select gen_random_uuid(), ${to}::uuid, "nameEn", "nameZh", "addressEn", "addressZh", main from "Campus" where "schoolId" = ${from}::uuid`;
}
