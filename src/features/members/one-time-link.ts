import { randomBytes } from "node:crypto";
import { digestOf } from "#lib/digest.ts";
import type { Db } from "#server/db.ts";
import { env } from "#server/env.ts";

/**
 * A link that lets its person take up one membership, once; to be handed over. Where they have no password yet they
 * choose one with it, otherwise they sign in. The database keeps only its digest.
 * @param token what the link is made of, where it has to be the same should it be made again
 */
export function invitationLink(db: Db, personId: string, membershipId: string, token = newToken()): Promise<string> {
  return link(
    token,
    (digest) => db.$queryRaw`
    select issue_token(${personId}::uuid, ${digest}::bytea, 'INVITATION', '7 days', ${membershipId}::uuid)::text`,
  );
}

/** A link that lets a person choose a new password, once. */
export function resetLink(db: Db, personId: string): Promise<string> {
  return link(
    newToken(),
    (digest) => db.$queryRaw`
    select issue_token(${personId}::uuid, ${digest}::bytea, 'RESET', '1 hour', null)::text`,
  );
}

const newToken = (): string => randomBytes(32).toString("base64url");

async function link(token: string, issue: (digest: Buffer<ArrayBuffer>) => Promise<unknown>): Promise<string> {
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
