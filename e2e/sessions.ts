import { createHash, randomBytes, randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import pg from "pg";

let pool: pg.Pool | undefined;

/** A connection as the owner of the tables, in one tenant where one is named. */
export async function asOwnerOf<T>(tenant: string | null, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const url = new URL(process.env.JOURNEY_DATABASE_URL ?? "");
  url.searchParams.set("options", "-c role=portal_owner");
  pool ??= new pg.Pool({ connectionString: url.href, max: 2 });
  const client = await pool.connect();
  try {
    await client.query("begin");
    if (tenant)
      await client.query(`select set_config('app.tenant', (select id::text from "Tenant" where slug = $1), true)`, [
        tenant,
      ]);
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}

export async function closeOwner(): Promise<void> {
  await pool?.end();
  pool = undefined;
}

/**
 * The cookie of a session that the database holds for a member of this role; made without the sign-in page, where a
 * check needs a hundred of them. `disabled`: the account is closed after the session was opened.
 */
export async function cookieOf(role: string, tenant: string | null, disabled = false): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  const digest = createHash("sha256").update(sid).digest();
  await asOwnerOf(tenant, async (client) => {
    if (tenant === null) {
      await client.query(
        `insert into "Session" (id, "personId", stage, "expiresAt") select $1, id, 'OPEN', now() + interval '1 hour' from "Person" where operator limit 1`,
        [digest],
      );
      return;
    }
    const { rows } = await client.query(
      `select * from "Membership" where role = $1::"Role" and "endsOn" is null order by "createdAt", id limit 1`,
      [role],
    );
    const [member] = rows;
    if (!member) throw new Error(`nobody is ${role} in ${tenant}`);
    let { id, personId } = member;
    if (disabled) {
      personId = randomUUID();
      id = randomUUID();
      await client.query(`insert into "Person" (id, email, name, "disabledAt") values ($1, $2, 'Closed', now())`, [
        personId,
        `${personId}@example.test`,
      ]);
      await client.query(
        `insert into "Membership" (id, "personId", role, "districtId", "schoolId") values ($1, $2, $3::"Role", $4, $5)`,
        [id, personId, role, member.districtId, member.schoolId],
      );
    }
    await client.query(
      `insert into "Session" (id, "personId", stage, "tenantId", "membershipId", "expiresAt") values ($1, $2, 'OPEN', $3, $4, now() + interval '1 hour')`,
      [digest, personId, member.tenantId, id],
    );
  });
  return `${await sessionCookie(sid, process.env.JOURNEY_SECRET ?? "")}; locale=en`;
}

/** What a browser keeps of a session whose id is `sid`. */
export async function sessionCookie(sid: string, secret: string): Promise<string> {
  return `jijiao-session=${await encode({ token: { sid }, secret })}`;
}
