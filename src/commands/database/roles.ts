import type { Client } from "pg";
import { PORTAL_ROLES } from "../../server/database-roles.ts";

export class MissingPrivilege extends Error {
  /** What an administrator of the database server has to run, in this order. */
  readonly statements: readonly string[];

  constructor(statements: readonly string[]) {
    super(
      "The migration login may not do everything itself. As an administrator of the database server, in this database, " +
        `run the following, then run the migration again:\n\n${statements.map((one) => `  ${one};`).join("\n")}\n`,
    );
    this.statements = statements;
  }
}

/**
 * Makes the database roles that are missing and hands the application's login what it needs.
 * @param appUser login of `DATABASE_URL`; made with `appPassword` where there is none
 * @throws {MissingPrivilege} with the statements that an administrator of a managed server has to run
 */
export async function ensureRoles(client: Client, appUser: string, appPassword?: string): Promise<void> {
  const refused: string[] = [];
  for (const { statement, shown } of await wantedStatements(client, appUser, appPassword)) {
    try {
      await client.query(statement);
    } catch (error) {
      const { code } = error as { code?: string };
      const dependsOnRefused = code === UNDEFINED_OBJECT && refused.length > 0;
      if (code !== NO_PRIVILEGE && code !== NO_ADMIN_OPTION && !dependsOnRefused) throw error;
      refused.push(shown ?? statement);
    }
  }
  if (refused.length) throw new MissingPrivilege(refused);
}

/** Where the job library keeps its own tables. */
export const QUEUE_SCHEMA = "pgboss";

const NO_PRIVILEGE = "42501";
const NO_ADMIN_OPTION = "0LP01";
const UNDEFINED_OBJECT = "42704";

/** What the catalogue says is missing; `shown` where a password may not be printed. */
async function wantedStatements(
  client: Client,
  appUser: string,
  appPassword?: string,
): Promise<{ statement: string; shown?: string }[]> {
  const state = await stateOf(client, appUser);
  const app = client.escapeIdentifier(appUser);
  const wanted: { statement: string; shown?: string }[] = state.missing.map((role) => ({
    statement: `create role ${role} nologin`,
  }));
  if (state.inherits === null) {
    const made = `create role ${app} login noinherit`;
    const withPassword = (password: string) => ({ statement: `${made}${password}`, shown: `${made} password '…'` });
    wanted.push(withPassword(appPassword ? ` password ${client.escapeLiteral(appPassword)}` : ""));
  }
  if (state.inherits) wanted.push({ statement: `alter role ${app} noinherit` });
  if (state.toGrant.length) wanted.push({ statement: `grant ${state.toGrant.join(", ")} to ${app}${state.quietly}` });
  if (!state.ownerIsMine) {
    wanted.push({ statement: `grant portal_owner to ${client.escapeIdentifier(state.me)}` });
  }
  if (!state.ownerMayCreate) {
    wanted.push({ statement: "grant create, usage on schema public to portal_owner with grant option" });
  }
  if (!state.queueHasPlace) wanted.push({ statement: `create schema ${QUEUE_SCHEMA} authorization portal_owner` });
  return wanted;
}

type State = {
  me: string;
  missing: string[];
  /** Of the application's login; null where there is none yet. */
  inherits: boolean | null;
  toGrant: string[];
  /** How a role is granted without handing on its rights; before PostgreSQL 16 the login's NOINHERIT is enough. */
  quietly: string;
  ownerIsMine: boolean;
  ownerMayCreate: boolean;
  /** The queue's schema is there, or the owner of the tables may make it. */
  queueHasPlace: boolean;
};

async function stateOf(client: Client, appUser: string): Promise<State> {
  const first = await client.query<{ me: string; version: number; names: string[] }>(
    "select current_user::text as me, current_setting('server_version_num')::int as version, array(select rolname::text from pg_roles) as names",
  );
  const { me = "", version = 0, names = [] } = first.rows[0] ?? {};
  const exists = new Set(names);
  // To be a member is not yet to be allowed to become the role since PostgreSQL 16.
  const become = version >= 160000 ? "set" : "member";
  const { rows } = await client.query<{ inherits: boolean; granted: string[]; handedOn: string[] }>(
    `select rolinherit as inherits, array(select r from unnest($2::text[]) r where pg_has_role(oid, r, '${become}')) as granted,
            array(select r from unnest($2::text[]) r where not rolsuper and pg_has_role(oid, r, 'usage')) as "handedOn"
       from pg_roles where rolname = $1`,
    [appUser, PORTAL_ROLES.filter((role) => exists.has(role))],
  );
  const app = rows[0];
  const ready = (role: string) => app?.granted.includes(role) && !(version >= 160000 && app.handedOn.includes(role));
  const owner = exists.has("portal_owner")
    ? await client.query<{ mine: boolean; create: boolean; queue: boolean }>(
        `select pg_has_role(current_user, 'portal_owner', '${become}') as mine, has_schema_privilege('portal_owner', 'public', 'create') as create,
                has_database_privilege('portal_owner', current_database(), 'create') or to_regnamespace('${QUEUE_SCHEMA}') is not null as queue`,
      )
    : null;
  return {
    me,
    missing: ["portal_owner", ...PORTAL_ROLES].filter((role) => !exists.has(role)),
    inherits: app?.inherits ?? null,
    toGrant: PORTAL_ROLES.filter((role) => !ready(role)),
    quietly: version >= 160000 ? " with inherit false" : "",
    ownerIsMine: owner?.rows[0]?.mine ?? false,
    ownerMayCreate: owner?.rows[0]?.create ?? false,
    queueHasPlace: owner?.rows[0]?.queue ?? false,
  };
}

const GATES = [
  "open_session(bytea, uuid)",
  "open_public(text, uuid)",
  "open_job(uuid, uuid, uuid)",
  "open_membership(uuid, uuid, uuid, uuid)",
  "at_work(uuid)",
];

/** The gates that this database has: one that is restored may have had fewer migrations. */
async function gatesOf(client: Client): Promise<{ gate: string }[]> {
  const { rows } = await client.query(
    "select gate from unnest($1::text[]) as gate where to_regprocedure(gate) is not null",
    [GATES],
  );
  return rows;
}

/** Lets the application's login pass the gates that open a context; it has no privilege of its own besides. */
export async function grantGates(client: Client, appUser: string): Promise<void> {
  const app = client.escapeIdentifier(appUser);
  await client.query("set role portal_owner");
  for (const { gate } of await gatesOf(client)) await client.query(`grant execute on function ${gate} to ${app}`);
  await client.query(`grant usage on schema public to ${app}`);
  await client.query(`grant select on "_prisma_migrations" to ${app}`);
  await client.query("reset role");
}
