import pg from "pg";
import { applyMigrations, MIGRATIONS } from "./engine.ts";
import { setUpQueue } from "./queue.ts";
import { ensureRoles, grantGates } from "./roles.ts";

/** The two logins of an install: the application's and the migration's. */
export type Urls = { app: string; migration: string };

/** `url` with every statement run as the owner of the schema. */
export function asOwner(url: string): string {
  const owner = new URL(url);
  owner.searchParams.set("options", "-c role=portal_owner");
  return owner.href;
}

/**
 * Brings a database to this build: roles, migrations, gates. Running it again changes nothing; two at once take turns.
 * @param names of the migrations wanted; all of them where they are left out
 * @returns the names of the migrations applied now
 * @throws {MissingPrivilege} where a managed server's administrator has to help; Error naming the migration that failed
 */
export async function setUpDatabase(
  { app, migration }: Urls,
  migrations = MIGRATIONS,
  names?: string[],
): Promise<string[]> {
  const { username, password } = new URL(app);
  const appUser = decodeURIComponent(username);
  // A pgbouncer refuses a connection with options, before it could hand locks and roles on to others.
  const client = new pg.Client({ connectionString: migration, options: "-c statement_timeout=0" });
  await client.connect().catch((error: Error) => {
    throw new Error(unreachable(error));
  });
  try {
    await client.query("select pg_advisory_lock(hashtext('jijiao set-up'))");
    await ensureRoles(client, appUser, decodeURIComponent(password));
    await forgetFailures(client);
    const applied = await applyMigrations(asOwner(migration), migrations, names);
    await grantGates(client, appUser);
    await setUpQueue(client);
    return applied;
  } finally {
    await client.end();
  }
}

/** Why a connection with MIGRATION_DATABASE_URL could not be opened, in one sentence. */
export function unreachable(error: Error): string {
  if (/startup parameter.*options/.test(error.message))
    return "MIGRATION_DATABASE_URL must name the PostgreSQL server itself, not a pgbouncer in front of it.";
  const [inner = error] = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return `The database of MIGRATION_DATABASE_URL cannot be reached: ${inner.message || String(inner)}.`;
}

/**
 * A migration is one transaction: one that failed has left nothing but its line in Prisma's table, which would bar the
 * way to every later run.
 */
async function forgetFailures(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ exists: boolean }>(
    "select to_regclass('public._prisma_migrations') is not null as exists",
  );
  if (!rows[0]?.exists) return;
  await client.query("set role portal_owner");
  await client.query(
    'update "_prisma_migrations" set rolled_back_at = now() where finished_at is null and rolled_back_at is null',
  );
  await client.query("reset role");
}

/**
 * Logins and a database on a cluster of our own.
 * @param superuserUrl of the cluster, any database
 */
export async function createDatabase(superuserUrl: string, name: string): Promise<Urls> {
  const url = new URL(superuserUrl);
  const password = url.password;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await ensureRoles(client, "portal_app", password);
    const { rowCount } = await client.query("select from pg_roles where rolname = 'portal_migrator'");
    if (!rowCount) {
      await client.query(`create role portal_migrator login noinherit password ${client.escapeLiteral(password)}`);
      await client.query("grant portal_owner to portal_migrator");
    }
    const exists = await client.query("select from pg_database where datname = $1", [name]);
    if (!exists.rowCount) {
      await client.query(`create database ${client.escapeIdentifier(name)} owner portal_owner`);
    }
  } finally {
    await client.end();
  }
  url.pathname = `/${name}`;
  const as = (user: string) => Object.assign(new URL(url), { username: user }).href;
  return { app: as("portal_app"), migration: as("portal_migrator") };
}
