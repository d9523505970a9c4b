import { randomBytes, randomUUID } from "node:crypto";
import { hashPassword } from "#features/accounts/password.ts";
import type { Role } from "#generated/prisma/enums.ts";
import type { SignedIn } from "#support/actor.ts";
import { type ATenant, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";

export const PASSWORD = "seven violet herons at dawn";

let hash: Promise<string> | undefined;

export type APerson = { personId: string; email: string; membershipId: string };

/** A person with a password, and one membership in this tenant. */
export async function aPerson(
  tenant: Pick<ATenant, "tenantId">,
  role: Role = "SECTION_STAFF",
  place: { schoolId?: string; districtId?: string } = {},
): Promise<APerson> {
  hash ??= hashPassword(PASSWORD);
  const personId = randomUUID();
  const email = `${personId}@example.test`;
  await owner().query('insert into "Person" (id, email, name) values ($1, $2, $3)', [
    personId,
    email,
    `Person ${personId.slice(-4)}`,
  ]);
  await owner().query('insert into "Credential" ("personId", "passwordHash") values ($1, $2)', [personId, await hash]);
  return { personId, email, membershipId: await aMembership(tenant, personId, role, place) };
}

export async function aMembership(
  tenant: Pick<ATenant, "tenantId">,
  personId: string,
  role: Role,
  place: { schoolId?: string; districtId?: string } = {},
  offeredAt: Date | null = null,
): Promise<string> {
  const made = await inTenant(tenant, (db) =>
    db.membership.create({
      data: { personId, role, ...place, offeredAt, startsOn: new Date("2020-01-01") },
      select: { id: true },
    }),
  );
  return made.id;
}

/** An open session of this person, in this membership. */
export async function openSessionOf(
  tenant: Pick<ATenant, "tenantId">,
  person: { personId: string; membershipId: string },
): Promise<SignedIn> {
  const digest = Buffer.from(randomBytes(32));
  await owner().query(
    `insert into "Session" (id, "personId", stage, "tenantId", "membershipId", "expiresAt") values ($1, $2, 'OPEN', $3, $4, now() + interval '1 hour')`,
    [digest, person.personId, tenant.tenantId, person.membershipId],
  );
  return { ...person, name: "", digest };
}
