import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { ClientBase } from "pg";

/**
 * A link with which an administrator of a city chooses a new password, once, within an hour; it stands in the city's
 * trail as made on the server.
 * @param owner a connection as the owner of the tables
 * @throws Error with one sentence where there is no such city, or nobody of this address is its administrator today
 */
export async function resetLink(owner: ClientBase, city: string, email: string, appUrl: string): Promise<string> {
  await owner.query("begin");
  try {
    const tenant = await owner.query<{ id: string; today: string }>(
      `select id, (now() at time zone "timeZone")::date::text as today from "Tenant" where slug = $1`,
      [city],
    );
    const { id: tenantId, today } = tenant.rows[0] ?? {};
    if (!tenantId) throw new Error(`There is no city ${city}.`);
    await owner.query("select set_config('app.tenant', $1, true), set_config('app.request', $2, true)", [
      tenantId,
      randomUUID(),
    ]);
    const found = await owner.query<{ id: string }>(
      `select p.id from "Person" p join "Membership" m on m."personId" = p.id
        where p.email = lower($1) and p."disabledAt" is null and m.role = 'SYSTEM_ADMIN' and m."offeredAt" is null
          and m."startsOn" <= $2 and (m."endsOn" is null or m."endsOn" > $2)`,
      [email, today],
    );
    const personId = found.rows[0]?.id;
    if (!personId) throw new Error(`Nobody with the address ${email} is an administrator of ${city} today.`);
    const link = await passwordLink(owner, personId, appUrl);
    await owner.query(
      `insert into "AuditEvent" (id, capability, "subjectType", "subjectId", reason, detail, system)
       values ($1, 'member.resetPassword', 'Person', $2, 'npm run way-in', '{"reset": "RESET"}', true)`,
      [randomUUID(), personId],
    );
    await owner.query("commit");
    return link;
  } catch (error) {
    await owner.query("rollback");
    throw error;
  }
}

/** Makes the one link with which a person chooses a password, once, within an hour. */
export async function passwordLink(owner: ClientBase, personId: string, appUrl: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await owner.query(
    `update "OneTimeToken" set "usedAt" = now() where "personId" = $1 and purpose = 'RESET' and "usedAt" is null`,
    [personId],
  );
  await owner.query(
    `insert into "OneTimeToken" (digest, "personId", purpose, "expiresAt") values ($1, $2, 'RESET', now() + interval '1 hour')`,
    [createHash("sha256").update(token).digest(), personId],
  );
  return new URL(`/welcome/${token}`, appUrl).href;
}
