import { randomBytes } from "node:crypto";
import { generateSecret, generateURI, verify } from "otplib";
import { digestOf } from "#lib/digest.ts";
import type { Db } from "#server/db.ts";

const ISSUER = "Jijiao";
const STEP_SECONDS = 30;
const RECOVERY_CODES = 10;
/** Without I, L, O, U, 0 and 1, which are read for one another. */
const ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** A new key for an authenticator and the address that carries it into one. */
export function newKey(email: string): { key: string; uri: string } {
  const key = generateSecret();
  return { key, uri: generateURI({ issuer: ISSUER, label: email, secret: key }) };
}

/** The time step the code belongs to; null where it is no code of this key, now or one step to either side. */
export async function stepOf(key: string, code: string): Promise<number | null> {
  if (!/^\d{6}$/.test(code)) return null;
  const result = await verify({ secret: key, token: code, epochTolerance: STEP_SECONDS });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/** Ten codes for the day the authenticator is lost, each good once; shown once, kept as digests. */
export function newRecoveryCodes(): { codes: string[]; digests: string[] } {
  const codes = Array.from({ length: RECOVERY_CODES }, () => {
    const signs = Array.from({ length: 12 }, fairSign).join("");
    return signs.replace(/(.{4})(?=.)/g, "$1-");
  });
  return { codes, digests: codes.map(recoveryDigest) };
}

function fairSign(): string {
  for (;;) {
    const byte = randomBytes(1)[0] ?? 255;
    if (byte < 240) return ALPHABET.charAt(byte % ALPHABET.length);
  }
}

function recoveryDigest(code: string): string {
  return digestOf(code.replaceAll("-", "").toUpperCase()).toString("hex");
}

/**
 * Whether this opens the person's account now: a code of the authenticator not used before, or an unused recovery code.
 * What was used is spent in the same statement, so that two at once do not both pass.
 */
export async function spendCode(db: Db, personId: string, code: string): Promise<boolean> {
  const credential = await db.credential.findFirst({ where: { personId } });
  if (!credential?.totpSecret || !credential.totpSince) return false;
  const step = await stepOf(credential.totpSecret, code);
  if (step !== null) {
    const spent = await db.credential.updateMany({
      where: { personId, OR: [{ totpLastStep: null }, { totpLastStep: { lt: step } }] },
      data: { totpLastStep: step },
    });
    return spent.count === 1;
  }
  const digest = recoveryDigest(code);
  if (!credential.recoveryCodes.includes(digest)) return false;
  const spent = await db.credential.updateMany({
    where: { personId, recoveryCodes: { has: digest } },
    data: { recoveryCodes: credential.recoveryCodes.filter((one) => one !== digest) },
  });
  return spent.count === 1;
}

/** Makes the key the person's own once a code has proved that it has arrived; the recovery codes, or null. */
export async function turnOnCode(db: Db, personId: string, key: string, code: string): Promise<string[] | null> {
  const step = await stepOf(key, code);
  if (step === null) return null;
  const { codes, digests } = newRecoveryCodes();
  const data = { totpSecret: key, totpSince: new Date(), totpLastStep: step, recoveryCodes: digests };
  const { count } = await db.credential.updateMany({ where: { personId }, data });
  if (count === 0) await db.credential.createMany({ data: { personId, ...data } });
  return codes;
}
