import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Prisma } from "#generated/prisma/client.ts";
import { isSecretField } from "#lib/form.ts";
import { type Arrival, arrived } from "./arrival.ts";
import { type Actor, type Db, withSession } from "./db.ts";
import { type AskedJob, ask } from "./jobs.ts";
import { log } from "./log.ts";
import { measured } from "./metrics.ts";
import { type Capability, can, isSystemCapability } from "./policy.ts";
import { Invalid, Refusal } from "./refusal.ts";

/** What a change says of itself: the record it is about, and what the trail and the person should know. */
export type Done = {
  subject: readonly [type: Prisma.ModelName, id: string];
  schoolId?: string;
  /** Why, in the words of whoever did it. */
  reason?: string;
  detail?: Prisma.InputJsonObject;
  /** Another deed of the same press on the same record, on record before this one. */
  after?: { capability: Capability; detail: Prisma.InputJsonObject };
  /** What a page gets back that is not rendered anew; not kept in the trail. Where people save as they type it is the detail without it. */
  answer?: Prisma.InputJsonObject;
  /** Page to go to; without it the present page is shown anew. */
  goTo?: string;
  /** Message key of what to say, on the page gone to where there is one; on the present page 'saved' without it. */
  message?: string;
  /** Work that follows once the change is kept: asked for in its transaction, done by the worker. */
  jobs?: readonly AskedJob[];
};

/**
 * What a change works with. `form` holds the files, which a schema does not see; `waited` tells how many milliseconds
 * have passed since the request was read, and since it can have come in at the earliest.
 */
export type Context = { db: Db; actor: Actor; form: FormData; waited: () => Arrival };

export type Work<Input extends z.ZodType> = (input: z.output<Input>, context: Context) => Promise<Done>;

/**
 * `once`: a repeated request with the same `_key` gets the first one's answer and changes nothing.
 * `unrecorded`: no event in the trail, for what is nobody's business but one's own, such as having read something.
 * `receipt`: what was done is the whole answer, without the page rendered anew, for what thousands do in one minute.
 */
export type ActionOptions = { once?: boolean; timeout?: number; unrecorded?: boolean; receipt?: boolean };

/**
 * One change in one transaction: who, may they, is it well-formed, has it been done, do it, put it on record.
 * @throws Refusal, Conflict, Invalid: for the person; anything else is a defect. Nothing is kept of a change that threw.
 */
export function perform<Input extends z.ZodType>(
  digest: Uint8Array,
  capability: Capability,
  input: Input,
  raw: Record<string, unknown>,
  form: FormData,
  run: Work<Input>,
  { once = false, timeout, unrecorded = false }: ActionOptions,
): Promise<Done> {
  const { read, earliest } = arrived();
  const waited = () => ({ read: performance.now() - read, earliest: performance.now() - earliest });
  const work = async (db: Db, actor: Actor) => {
    if (!can(actor, capability)) {
      log().warn({ capability, personId: actor.personId, requestId: actor.requestId }, "not allowed");
      throw new Refusal("error.notAllowed");
    }
    const parsed = input.safeParse(raw);
    if (!parsed.success) throw new Invalid(parsed.error);
    const claimed = once ? { key: keyOf(raw), bodyHash: await hashOf(raw, form) } : null;
    const earlier = claimed && (await claim(db, capability, claimed));
    if (earlier) return earlier;
    const done = await run(parsed.data, { db, actor, form, waited });
    if (done.jobs?.length) await ask(db, actor, done.jobs);
    if (claimed || !unrecorded) await conclude(db, actor, capability, done, unrecorded, claimed?.key);
    return done;
  };
  return measured("change", capability, () =>
    withSession(
      digest,
      async (db, actor) => {
        if (actor === null || typeof actor === "string") throw new Refusal("error.signedOut");
        return work(db, actor);
      },
      timeout ? { timeout } : {},
    ),
  );
}

/** Puts a change on record in its own transaction. */
export async function record(db: Db, actor: Actor, capability: Capability, done: Done): Promise<void> {
  await conclude(db, actor, capability, done, false);
}

/** The change on record, and the answer kept for whoever asks again with the same key: one statement, as every change ends so. */
async function conclude(
  db: Db,
  actor: Actor,
  capability: Capability,
  done: Done,
  unrecorded: boolean,
  key?: string,
): Promise<void> {
  const [subjectType, subjectId] = done.subject;
  const schoolId = done.schoolId ?? (subjectType === "School" ? subjectId : null);
  const role = actor.role === "OPERATOR" ? null : actor.role;
  const { reason = "", detail = {} } = done;
  const deeds = [...(done.after ? [done.after] : []), { capability, reason, detail }].map((deed) => ({
    reason: "",
    ...deed,
    system: isSystemCapability(deed.capability),
  }));
  // The platform has no trail of a tenant.
  const trail = unrecorded || (actor.role === "OPERATOR" && subjectType !== "Tenant") ? [] : deeds;
  const answer = key === undefined ? null : JSON.stringify({ ...done, jobs: undefined });
  await db.$executeRaw`
    with kept as (
      update "IdempotencyKey" set answer = ${answer}::jsonb
       where "personId" = ${actor.personId}::uuid and capability = ${capability} and key = ${key ?? null})
    insert into "AuditEvent" (id, "personName", role, "subjectType", "subjectId", "schoolId", capability, reason, detail, system)
    select uuid_v7(), ${actor.name}, ${role}::"Role", ${subjectType}, ${subjectId}, ${schoolId}::uuid, deed.*
      from jsonb_to_recordset(${JSON.stringify(trail)}::jsonb) as deed(capability text, reason text, detail jsonb, system boolean)`;
}

function keyOf(raw: Record<string, unknown>): string {
  const key = raw._key;
  if (typeof key !== "string" || !/^[\w-]{16,80}$/.test(key)) throw new Refusal("error.noKey");
  return key;
}

/** What was asked, files included, so that a key stands for one thing; secrets leave no trace in it. */
async function hashOf(raw: Record<string, unknown>, form: FormData): Promise<string> {
  const rest = Object.entries(raw).filter(([name]) => name !== "_key" && !isSecretField(name));
  const hash = createHash("sha256").update(JSON.stringify(rest.sort(([a], [b]) => (a < b ? -1 : 1))));
  for (const [name, value] of form) {
    if (typeof value === "string") continue;
    hash.update(JSON.stringify([name, value.name, value.size])).update(new Uint8Array(await value.arrayBuffer()));
  }
  return hash.digest("hex");
}

/** The first one to claim a key does the work; a repetition waits for it, then gets its answer. */
async function claim(
  db: Db,
  capability: Capability,
  { key, bodyHash }: { key: string; bodyHash: string },
): Promise<Done | null> {
  const claimed = await db.$executeRaw`
    insert into "IdempotencyKey" (capability, key, "bodyHash") values (${capability}, ${key}, ${bodyHash})
    on conflict do nothing`;
  if (claimed === 1) return null;
  const first = await db.idempotencyKey.findFirst({ where: { capability, key } });
  if (!first || first.bodyHash !== bodyHash) throw new Refusal("error.keyReused");
  return first.answer as unknown as Done;
}
