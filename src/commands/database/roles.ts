import type { Client } from "pg";

/** What the application may become inside a transaction, and nothing else. */
export const PORTAL_ROLES = [
  "portal_section",
  "portal_unit",
  "portal_admin",
  "portal_operator",
  "portal_public",
  "portal_door",
  "portal_job",
  "portal_nobody",
] as const;

export class MissingPrivilege extends Error {}

/**
 * Makes the database roles that are missing and hands the application's login what it needs.
 * @param appUser login of `DATABASE_URL`; must exist already unless `appPassword` is given
 * @throws {MissingPrivilege} with the statements that an administrator of a managed server has to run
 */
export async function ensureRoles(client: Client, appUser: string, appPassword?: string): Promise<void> {
  const existing = new Set(
    (await client.query<{ rolname: string }>("select rolname from pg_roles")).rows.map((row) => row.rolname),
  );
  const app = client.escapeIdentifier(appUser);
  const wanted: string[] = [];
  for (const role of ["portal_owner", ...PORTAL_ROLES]) {
    if (!existing.has(role)) wanted.push(`create role ${role} nologin`);
  }
  if (!existing.has(appUser) && appPassword !== undefined) {
    wanted.push(`create role ${app} login noinherit password ${client.escapeLiteral(appPassword)}`);
  }
  for (const statement of wanted) await attempt(client, statement);

  const { rows } = await client.query<{ name: string; member: boolean }>(
    "select r as name, pg_has_role($1, r, 'member') as member from unnest($2::text[]) as r",
    [appUser, [...PORTAL_ROLES]],
  );
  for (const { name, member } of rows) if (!member) await attempt(client, `grant ${name} to ${app}`);
  const me = (
    await client.query<{ member: boolean }>("select pg_has_role(current_user, 'portal_owner', 'set') as member")
  ).rows[0];
  if (!me?.member) await attempt(client, "grant portal_owner to current_user");

  const schema = await client.query<{ allowed: boolean }>(
    "select has_schema_privilege('portal_owner', 'public', 'create') as allowed",
  );
  if (!schema.rows[0]?.allowed) await attempt(client, "grant create, usage on schema public to portal_owner");
}

/** Lets the application's login pass the gates that open a context; it has no privilege of its own besides. */
export async function grantGates(client: Client, appUser: string): Promise<void> {
  const app = client.escapeIdentifier(appUser);
  await client.query("set role portal_owner");
  await client.query(
    `grant execute on function open_session(bytea, uuid), open_public(text, uuid), open_job(uuid, uuid, uuid) to ${app}`,
  );
  await client.query(`grant usage on schema public to ${app}`);
  await client.query(`grant select on "_prisma_migrations" to ${app}`);
  await client.query("reset role");
}

async function attempt(client: Client, statement: string): Promise<void> {
  try {
    await client.query(statement);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code !== "42501" && code !== "0LP01") throw error;
    throw new MissingPrivilege(
      `The migration login may not run: ${statement.replace(/password '.*'/, "password '…'")}; (${message}). ` +
        "Run it as an administrator of the database server, then run the migration again.",
    );
  }
}
