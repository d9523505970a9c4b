import type { ChangeKind, Prisma } from "#generated/prisma/client.ts";
import { fromUtcMidnight, type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { mustChange, Refusal, Stale } from "#server/refusal.ts";
import { currentLocale } from "#server/session.ts";
import { wordsFor } from "#server/words.ts";
import { carryOut } from "./carry-out.ts";
import { ENDED } from "./code-moves.ts";
import { codeFormat, mustFit } from "./codes.ts";
import { decides, isTrusted, ownerOf } from "./fields.ts";
import { knownSpans } from "./record.ts";
import type { Facts } from "./schema.ts";
import { differences, type KnownSpan, sameFact } from "./timeline.ts";

export type WantedChange = { schoolId: string; effectiveOn: PlainDate; facts: Partial<Facts>; reason: string };

/**
 * Asks for a change of facts: one request for each owner. What the asker is trusted with is decided at once.
 * @returns ids of the requests, and how many were decided at once
 * @throws Refusal where nothing would change, or the same is already asked for
 */
export async function requestChange(
  db: Db,
  actor: Actor,
  wanted: WantedChange,
  kind: ChangeKind = "CHANGE",
): Promise<{ ids: string[]; applied: number }> {
  const before = spanOn((await knownSpans(db, [wanted.schoolId])).get(wanted.schoolId), wanted.effectiveOn)?.facts;
  if (!before) throw new Refusal("error.notFound");
  const after: Facts = { ...before, ...wanted.facts };
  const fields = differences(before, after);
  if (fields.length === 0) throw new Refusal("changes.error.nothing");
  if (fields.includes("code") || fields.includes("stages")) mustFit(after, await codeFormat(db));
  await mustBeFirst(db, wanted.schoolId, fields);

  const ids: string[] = [];
  let applied = 0;
  for (const [owner, names] of Map.groupBy(fields, ownerOf)) {
    const { id } = await db.changeRequest.create({
      data: {
        schoolId: wanted.schoolId,
        districtId: before.districtId,
        kind,
        owner,
        before: pick(before, names),
        wanted: pick(after, names),
        effectiveOn: toUtcMidnight(wanted.effectiveOn),
        reason: wanted.reason,
        requestedByName: actor.name,
      },
      select: { id: true },
    });
    ids.push(id);
    if (!isTrusted(actor.role, owner)) continue;
    await approveChange(db, actor, { id, version: 1, note: null, confirmed: false });
    applied += 1;
  }
  return { ids, applied };
}

type Approval = { id: string; version: number; note: string | null; confirmed: boolean; code?: string };

/**
 * Makes the change that was asked for. `code`: of a school that comes into being by it.
 * @throws Refusal where it belongs to another owner, is decided already, or the register changed since and that has
 * not been confirmed
 */
export async function approveChange(
  db: Db,
  actor: Actor,
  { id, version, note, confirmed, code = "" }: Approval,
): Promise<{ schoolId: string }> {
  const request = await mustDecide(db, actor, id);
  const effectiveOn = fromUtcMidnight(request.effectiveOn);
  const [spans] = request.schoolId ? (await knownSpans(db, [request.schoolId])).values() : [];
  const last = spans?.at(-1)?.facts;
  if (last && ENDED.has(last.status)) throw new Refusal("changes.error.schoolEnded");
  if (staleFields(request.before as Partial<Facts>, spanOn(spans, effectiveOn)?.facts).length > 0 && !confirmed) {
    throw new Refusal("changes.error.stale", {}, "confirmed");
  }
  const schoolId = await carryOut(db, request, { code, confirmed });
  await decide(db, actor, { id, version, status: "APPROVED", reason: note, schoolId });
  return { schoolId };
}

/** Says no, and why. */
export async function rejectChange(
  db: Db,
  actor: Actor,
  input: { id: string; version: number; reason: string },
): Promise<{ schoolId: string | null }> {
  const { schoolId } = await mustDecide(db, actor, input.id);
  await decide(db, actor, { ...input, status: "REJECTED" });
  return { schoolId };
}

/** Takes one's own request back before it is decided. */
export async function withdrawChange(
  db: Db,
  actor: Actor,
  { id, version }: { id: string; version: number },
): Promise<{ schoolId: string | null }> {
  const request = await db.changeRequest.findFirst({ where: { id } });
  if (!request) throw new Refusal("error.notFound");
  if (request.requestedBy !== actor.personId) throw new Refusal("changes.error.notYours");
  mustChange(
    (
      await db.changeRequest.updateMany({
        where: { id, version, status: "PENDING" },
        data: { status: "WITHDRAWN", decidedAt: new Date(), version: { increment: 1 } },
      })
    ).count,
  );
  return { schoolId: request.schoolId };
}

/** Fields that no longer stand as they stood when the change was asked for. */
export function staleFields(before: Partial<Facts>, now: Facts | undefined): (keyof Facts)[] {
  const names = Object.keys(before) as (keyof Facts)[];
  return names.filter((name) => !now || !sameFact(before[name], now[name]));
}

/** What holds on that day; before the first day, what held first. */
export function spanOn<One extends Pick<KnownSpan, "validFrom">>(
  spans: readonly One[] | undefined,
  on: PlainDate,
): One | undefined {
  return spans?.findLast((span) => span.validFrom <= on) ?? spans?.[0];
}

async function mustDecide(db: Db, actor: Actor, id: string) {
  const request = await db.changeRequest.findFirst({ where: { id } });
  if (!request) throw new Refusal("error.notFound");
  if (!decides(actor.role, request.owner)) throw new Refusal("changes.error.notOwner");
  if (request.status !== "PENDING") throw new Stale();
  return request;
}

async function decide(
  db: Db,
  actor: Actor,
  {
    id,
    version,
    status,
    reason,
    schoolId,
  }: { id: string; version: number; status: "APPROVED" | "REJECTED"; reason: string | null; schoolId?: string },
): Promise<void> {
  const data = {
    status,
    decidedByName: actor.name,
    decidedAt: new Date(),
    decisionReason: reason,
    ...(schoolId && { schoolId }),
    version: { increment: 1 },
  };
  mustChange((await db.changeRequest.updateMany({ where: { id, version, status: "PENDING" }, data })).count);
}

async function mustBeFirst(db: Db, schoolId: string, fields: readonly (keyof Facts)[]): Promise<void> {
  const pending = await db.changeRequest.findMany({
    where: { schoolId, status: "PENDING", kind: { in: ["CHANGE", "CLOSE"] } },
    select: { wanted: true },
  });
  const asked = pending.flatMap(({ wanted }) => Object.keys(wanted as object));
  const twice = fields.filter((field) => asked.includes(field));
  if (twice.length === 0) return;
  const locale = await currentLocale();
  const names = twice.map((name) => wordsFor(locale, `schools.field.${name}`));
  throw new Refusal("changes.error.alreadyAsked", { fields: names.join(locale === "en" ? ", " : "、") });
}

function pick(facts: Facts, names: readonly (keyof Facts)[]): Prisma.InputJsonObject {
  return Object.fromEntries(names.map((name) => [name, facts[name]])) as Prisma.InputJsonObject;
}
