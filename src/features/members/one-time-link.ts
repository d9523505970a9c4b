import { randomBytes } from "node:crypto";
import type { TokenPurpose } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import { env } from "#server/env.ts";
import { digestOf } from "#server/session.ts";

const VALID: Record<TokenPurpose, string> = { INVITATION: "7 days", RESET: "1 hour" };

/** A link that lets a person choose a password, once; to be handed over. The database keeps only its digest. */
export async function oneTimeLink(db: Db, personId: string, purpose: TokenPurpose): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await db.$queryRaw`
    select issue_token(${personId}::uuid, ${digestOf(token)}::bytea, ${purpose}::"TokenPurpose", ${VALID[purpose]}::interval)::text`;
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
