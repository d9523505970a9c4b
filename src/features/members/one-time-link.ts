import { randomBytes } from "node:crypto";
import { digestOf } from "#lib/digest.ts";
import type { Db } from "#server/db.ts";
import { env } from "#server/env.ts";

/**
 * A link that lets its person take up one membership, once; to be handed over. Where they have no password yet they
 * choose one with it, otherwise they sign in. The database keeps only its digest.
 */
export function invitationLink(db: Db, personId: string, membershipId: string): Promise<string> {
  return link(
    (digest) => db.$queryRaw`
    select issue_token(${personId}::uuid, ${digest}::bytea, 'INVITATION', '7 days', ${membershipId}::uuid)::text`,
  );
}

/** A link that lets a person choose a new password, once. */
export function resetLink(db: Db, personId: string): Promise<string> {
  return link(
    (digest) => db.$queryRaw`
    select issue_token(${personId}::uuid, ${digest}::bytea, 'RESET', '1 hour', null)::text`,
  );
}

async function link(issue: (digest: Buffer<ArrayBuffer>) => Promise<unknown>): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await issue(digestOf(token));
  return new URL(`/welcome/${token}`, env().APP_URL).href;
}

/** The person with this address, made if there is none; says nothing about where else the address is known. */
export async function invitedPerson(
  db: Db,
  { email, name, locale }: { email: string; name: string; locale: string },
): Promise<string> {
  const [row] = await db.$queryRaw<{ id: string }[]>`select invited_person(${email}, ${name}, ${locale}) as id`;
  if (!row) throw new Error("invited_person gave nobody");
  return row.id;
}
