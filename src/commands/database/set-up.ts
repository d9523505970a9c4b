import pg from "pg";
import { applyMigrations } from "./engine.ts";
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
 * Brings a database to this build: roles, migrations, gates. Running it again changes nothing.
 * @returns the names of the migrations applied now
 */
export async function setUpDatabase({ app, migration }: Urls): Promise<string[]> {
  const appUser = decodeURIComponent(new URL(app).username);
  const client = new pg.Client({ connectionString: migration });
  await client.connect();
  try {
    await ensureRoles(client, appUser, decodeURIComponent(new URL(app).password));
    const applied = await applyMigrations(asOwner(migration));
    await grantGates(client, appUser);
    return applied;
  } finally {
    await client.end();
  }
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
