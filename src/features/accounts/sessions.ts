import { randomBytes } from "node:crypto";
import { digestOf } from "#lib/digest.ts";
import type { Db } from "#server/db.ts";
import { atDoor, onOwnAccount, withSession } from "#server/db.ts";
import type { ENTRIES } from "#server/policy.ts";
import { origin, sessionHours } from "#server/session.ts";

export type OwnMembership = {
  id: string;
  tenantId: string;
  role: string;
  tenantNameEn: string;
  tenantNameZh: string;
  placeNameEn: string;
  placeNameZh: string;
  /** Who is away and has handed it over; empty: held in one's own right. */
  forName?: string;
};

const HOUR = 3_600_000;
const KEPT_DAYS = 90;

/** What the person at the door, or the holder of the session, may be today, in every city. */
export function ownMemberships(db: Db): Promise<OwnMembership[]> {
  return db.$queryRaw<OwnMembership[]>`select * from own_memberships()`;
}

/** 256 bits that only the browser knows. */
export function newSid(): string {
  return randomBytes(32).toString("base64url");
}

/** The membership used last, else the first that holds. */
async function firstMembership(db: Db): Promise<OwnMembership | undefined> {
  const memberships = await ownMemberships(db);
  const used = await db.session.findMany({
    where: { membershipId: { in: memberships.map(({ id }) => id) } },
    orderBy: { seenAt: "desc" },
    take: 1,
    select: { membershipId: true },
  });
  return memberships.find(({ id }) => id === used[0]?.membershipId) ?? memberships[0];
}

/**
 * Opens a session for somebody who has proved who they are; a one-time code may still be missing.
 * @returns the session's secret id, for the cookie
 */
export async function openSession(personId: string): Promise<{ sid: string; stage: "TOTP" | "OPEN" }> {
  const { userAgent } = await origin();
  return atDoor({ personId }, async (db) => {
    const sid = newSid();
    const credential = await db.credential.findFirst({ where: { personId }, select: { totpSince: true } });
    const membership = await firstMembership(db);
    const stage = credential?.totpSince ? "TOTP" : "OPEN";
    if (stage === "OPEN" && membership) await recordEntry(db, membership, "account.signIn");
    await db.session.deleteMany({
      where: { personId, expiresAt: { lt: new Date(Date.now() - KEPT_DAYS * 24 * HOUR) } },
    });
    await db.session.createMany({
      data: {
        id: digestOf(sid),
        personId,
        stage,
        tenantId: membership?.tenantId ?? null,
        membershipId: membership?.id ?? null,
        userAgent,
        expiresAt: new Date(Date.now() + sessionHours * HOUR),
      },
    });
    return { sid, stage };
  });
}

/** Puts into the city's trail what was done before a session of it was open. */
export async function recordEntry(
  db: Db,
  { tenantId, id }: Pick<OwnMembership, "tenantId" | "id">,
  verb: (typeof ENTRIES)[number],
): Promise<void> {
  await db.$queryRaw`select record_entry(${tenantId}::uuid, ${id}::uuid, ${verb})::text`;
}

/** Ends sessions at once; the rows stay for a while, because they know which membership was used last. */
export async function endSessions(
  db: Db,
  where: { personId: string; id?: Uint8Array<ArrayBuffer> | { not: Uint8Array<ArrayBuffer> } },
): Promise<number> {
  const now = new Date();
  const { count } = await db.session.updateMany({
    where: { ...where, expiresAt: { gt: now } },
    data: { expiresAt: now },
  });
  return count;
}

/** Ends the session that a cookie carries. */
export async function endBySid(sid: string): Promise<void> {
  const id = digestOf(sid);
  await withSession(id, async (db, actor) => {
    if (actor) await onOwnAccount(db, (personId) => endSessions(db, { personId, id }));
  });
}
