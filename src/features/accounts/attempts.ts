import { createHash } from "node:crypto";
import type { Db } from "#server/db.ts";

/** So many attempts in so many seconds; each step waits longer than the one before. */
const STEPS = [
  { allowed: 10, seconds: 120 },
  { allowed: 20, seconds: 900 },
  { allowed: 40, seconds: 14_400 },
] as const;
const ANYWHERE = { allowed: 100, seconds: 3600 } as const;
const AT_PROVIDER = { allowed: 30, seconds: 600 } as const;
const CODES = { allowed: 5, seconds: 300 } as const;

function short(text: string): string {
  return createHash("sha256").update(text).digest("base64url").slice(0, 32);
}

async function count(db: Db, key: string, { allowed, seconds }: { allowed: number; seconds: number }): Promise<number> {
  const [row] = await db.$queryRaw<
    { wait: number }[]
  >`select throttle(${key}, ${allowed}::int, ${seconds}::int) as wait`;
  return row?.wait ?? 0;
}

function keysOf(email: string, place: string): string[] {
  return STEPS.map((_, step) => `sign-in:${short(`${email} ${place}`)}:${step}`);
}

/**
 * Counts one attempt to sign in as this address, whether or not anybody has it.
 * @param from the known device, which strangers cannot use up, or else the network
 * @returns seconds to wait; 0 lets the attempt through
 */
export async function countSignIn(
  db: Db,
  email: string,
  from: { device: string | null; network: string },
): Promise<number> {
  const waits: number[] = [];
  const keys = keysOf(email, from.device ? `device ${from.device}` : `network ${from.network}`);
  for (const [step, limit] of STEPS.entries()) waits.push(await count(db, keys[step] ?? "", limit));
  if (!from.device) waits.push(await count(db, `sign-in:${short(email)}`, ANYWHERE));
  return Math.max(...waits);
}

/** Whoever has got in starts counting anew from there. */
export async function forgetSignIns(
  db: Db,
  email: string,
  from: { device: string | null; network: string },
): Promise<void> {
  for (const key of keysOf(email, from.device ? `device ${from.device}` : `network ${from.network}`)) {
    await db.$queryRaw`select unthrottle(${key})::text`;
  }
}

/** Counts one attempt to give a one-time code, or the present password inside a session; seconds to wait, or 0. */
export function countSecret(db: Db, kind: "code" | "password", personId: string): Promise<number> {
  return count(db, `${kind}:${personId}`, CODES);
}

export async function forgetSecrets(db: Db, kind: "code" | "password", personId: string): Promise<void> {
  await db.$queryRaw`select unthrottle(${`${kind}:${personId}`})::text`;
}

/** Counts one return from a city's sign-in provider; seconds to wait, or 0. Whoever gets in starts counting anew. */
export function countProvider(db: Db, city: string, network: string): Promise<number> {
  return count(db, `provider:${short(`${city} ${network}`)}`, AT_PROVIDER);
}

export async function forgetProvider(db: Db, city: string, network: string): Promise<void> {
  await db.$queryRaw`select unthrottle(${`provider:${short(`${city} ${network}`)}`})::text`;
}
