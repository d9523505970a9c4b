import { randomBytes, randomUUID } from "node:crypto";
import type { Role } from "#generated/prisma/enums.ts";
import { withJob } from "#server/db.ts";
import type { Locale } from "#server/words.ts";
import { owner } from "./owner.ts";

/** What the browser of the test would send with its next request. */
export const browser: {
  digest: Buffer<ArrayBuffer> | null;
  locale: Locale;
  crossSite: boolean;
  /** What the page gone to last was given to say. */
  said: string | null;
} = { digest: null, locale: "en", crossSite: false, said: null };

export type SignedIn = { personId: string; membershipId: string; name: string; digest: Buffer<ArrayBuffer> };

/** Makes a person with this role and reach and lets the next actions run in their session. */
export async function signIn(
  role: Role,
  {
    tenantId,
    schoolId = null,
    districtId = null,
  }: { tenantId: string; schoolId?: string | null; districtId?: string | null },
): Promise<SignedIn> {
  const personId = randomUUID();
  const name = `${role.toLowerCase()} ${personId.slice(-4)}`;
  const digest = Buffer.from(randomBytes(32));
  await owner().query('insert into "Person" (id, email, name) values ($1, $2, $3)', [
    personId,
    `${personId}@example.test`,
    name,
  ]);
  const membershipId = await withJob({ tenantId, personId: null }, async (db) => {
    const made = await db.membership.create({
      data: { personId, role, schoolId, districtId, startsOn: new Date("2020-01-01") },
      select: { id: true },
    });
    return made.id;
  });
  await owner().query(
    `insert into "Session" (id, "personId", stage, "tenantId", "membershipId", "expiresAt")
     values ($1, $2, 'OPEN', $3, $4, now() + interval '1 hour')`,
    [digest, personId, tenantId, membershipId],
  );
  const person = { personId, membershipId, name, digest };
  become(person);
  return person;
}

/** A platform operator: signed in, a member of no tenant. */
export async function signInOperator(): Promise<SignedIn> {
  const personId = randomUUID();
  const digest = Buffer.from(randomBytes(32));
  await owner().query('insert into "Person" (id, email, name, operator) values ($1, $2, $3, true)', [
    personId,
    `${personId}@example.test`,
    "Operator",
  ]);
  await owner().query(
    `insert into "Session" (id, "personId", stage, "expiresAt") values ($1, $2, 'OPEN', now() + interval '1 hour')`,
    [digest, personId],
  );
  const person = { personId, membershipId: "", name: "Operator", digest };
  become(person);
  return person;
}

/** The next actions run in this person's session; null: nobody's. */
export function become(person: { digest: Buffer<ArrayBuffer> } | null): void {
  browser.digest = person?.digest ?? null;
}

/** A form as a browser sends it. */
export function fields(values: Record<string, string | readonly string[] | Blob | number>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof Blob) form.append(name, value);
    else for (const one of Array.isArray(value) ? value : [value]) form.append(name, String(one));
  }
  return form;
}
