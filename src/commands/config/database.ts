import pg from "pg";
import { PORTAL_ROLES } from "../../server/database-roles.ts";
import { excessPrivilege } from "../../server/db.ts";
import { env } from "../../server/env.ts";
import { connectedOwner } from "../backup/owner.ts";
import { migrationsOf } from "../backup/tables.ts";
import { migrationNames } from "../database/engine.ts";
import { type Finding, fail, ok, warn } from "./finding.ts";
import { spaceFindings } from "./settings.ts";

/** What the database says of itself, of the application's login and of the migration's. */
export async function databaseFindings(migrationUrl: string | undefined): Promise<Finding[]> {
  const client = new pg.Client({ connectionString: env().DATABASE_URL, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    const [inner] = error instanceof AggregateError ? (error.errors as Error[]) : [error as Error];
    return [fail(`The database of DATABASE_URL cannot be reached: ${inner?.message || String(inner)}.`)];
  }
  try {
    const excess = await excessPrivilege();
    return [
      ok("The database of DATABASE_URL answers."),
      ...(await serverFindings(client)),
      excess
        ? fail(`${excess} The application refuses to start with it.`)
        : ok("The application's login has no privilege of its own."),
      ...(await roleFindings(client)),
      ...(await migrationFindings(client)),
      ...(await workerFindings(client)),
      ...(await ownerFindings(client, migrationUrl)),
    ];
  } finally {
    await client.end();
  }
}

const SILENT_S = 60;

/** Whether anything that people ask for is done. */
async function workerFindings(client: pg.Client): Promise<Finding[]> {
  try {
    await client.query("begin; set local role portal_section");
    const { rows } = await client.query<{ seconds: number | null }>(
      "select extract(epoch from clock_timestamp() - worker_seen_at())::int as seconds",
    );
    return [aboutWorker(rows[0]?.seconds ?? null)];
  } catch {
    return []; // a database that lacks the function lacks migrations, which is said elsewhere
  } finally {
    await client.query("rollback");
  }
}

/** @param seconds since any worker was last heard of; null: none ever was */
export function aboutWorker(seconds: number | null): Finding {
  if (seconds !== null && seconds <= SILENT_S) return ok("A worker is at work.");
  const when =
    seconds === null ? "has ever been heard of" : `has been heard of for ${Math.round(seconds / 60)} minutes`;
  return warn(
    `No worker ${when}: imports, reminders and e-mail wait. \`npm start\` starts one, or \`npm run worker\`.`,
  );
}

type Server = {
  version: number;
  shown: string;
  encoding: string;
  provider: string;
  collations: number;
  connections: number;
  folder: string | null;
};

const LEAST_VERSION = 150000;
const COLLATIONS = ["zh-x-icu", "en-x-icu"];

async function serverFindings(client: pg.Client): Promise<Finding[]> {
  const before = Date.now();
  const { rows: now } = await client.query<{ now: Date }>("select clock_timestamp() as now");
  const middle = (before + Date.now()) / 2;
  const { rows } = await client.query<Server>(
    `select current_setting('server_version_num')::int as version, current_setting('server_version') as shown,
            pg_encoding_to_char(d.encoding) as encoding, d.datlocprovider::text as provider,
            (select count(*)::int from pg_collation where collname = any ($1)) as collations,
            current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int as connections,
            (select setting from pg_settings where name = 'data_directory') as folder
       from pg_database d where d.datname = current_database()`,
    [COLLATIONS],
  );
  return rows[0] ? aboutServer(rows[0], ((now[0]?.now.getTime() ?? middle) - middle) / 1000) : [];
}

const CLOCK_WARN_S = 2;
const CLOCK_FAIL_S = 20;

/** @param ahead seconds by which the database's clock is ahead of this machine's */
export function aboutServer(server: Server, ahead: number): Finding[] {
  const { version, shown, encoding, provider, collations, connections, folder } = server;
  const seconds = Math.abs(ahead).toFixed(1);
  const clock = `The clocks of database and application differ by ${seconds} s`;
  const pool = env().DATABASE_POOL;
  return [
    version >= LEAST_VERSION
      ? ok(`PostgreSQL ${shown}.`)
      : fail(`PostgreSQL ${shown} is too old: 15 or later is needed.`),
    encoding === "UTF8"
      ? ok("The database's encoding is UTF-8.")
      : fail(`The database's encoding is ${encoding}, not UTF8: make it anew.`),
    collations >= COLLATIONS.length
      ? ok("The server knows the ICU collations that put names in order.")
      : fail(`The server lacks the ICU collations ${COLLATIONS.join(" and ")}: it must be built with ICU.`),
    provider === "i"
      ? ok("The database's own collation is ICU's.")
      : warn(
          "The database's own collation is the operating system's: it may change with an upgrade of the system; ICU's is steadier.",
        ),
    Math.abs(ahead) > CLOCK_FAIL_S
      ? fail(`${clock}: deadlines and one-time codes go wrong. Set both by NTP.`)
      : Math.abs(ahead) > CLOCK_WARN_S
        ? warn(`${clock}: set both by NTP.`)
        : ok(`${clock}.`),
    connections >= pool
      ? ok(
          `The server takes ${connections} connections: ${Math.floor(connections / pool)} processes with DATABASE_POOL=${pool}.`,
        )
      : fail(`The server takes ${connections} connections, fewer than DATABASE_POOL=${pool}.`),
    ...(folder ? spaceFindings("the database", folder) : []),
  ];
}

async function roleFindings(client: pg.Client): Promise<Finding[]> {
  const lacking: string[] = [];
  for (const role of PORTAL_ROLES) {
    // For one transaction, so that a pgbouncer hands the role on to nobody.
    await client.query("begin");
    await client.query(`set local role ${role}`).catch(() => lacking.push(role));
    await client.query("rollback");
  }
  if (lacking.length === 0) return [ok("The application's login can take every role that it needs.")];
  return [fail(`The application's login cannot take the roles ${lacking.join(", ")}: \`npm run migrate\`.`)];
}

async function migrationFindings(client: pg.Client): Promise<Finding[]> {
  const applied = (await migrationsOf(client).catch(() => null))?.map(({ name }) => name);
  if (!applied) return [fail("The database has never been migrated, or its login may not see it: `npm run migrate`.")];
  const pending = migrationNames().filter((name) => !applied.includes(name));
  const unknown = applied.filter((name) => !migrationNames().includes(name));
  if (pending.length) return [fail(`Migrations are pending: ${pending.join(", ")}. \`npm run migrate\` applies them.`)];
  if (unknown.length) return [fail(`The database is ahead of this build: it has had ${unknown.join(", ")}.`)];
  return [ok(`All ${applied.length} migrations of this build have been applied.`)];
}

async function ownerFindings(client: pg.Client, url: string | undefined): Promise<Finding[]> {
  if (!url) return [warn("MIGRATION_DATABASE_URL is not set here: migrating, backups and `npm run way-in` need it.")];
  let owner: pg.Client;
  try {
    owner = await connectedOwner(url);
  } catch (error) {
    return [fail((error as Error).message)];
  }
  try {
    const which =
      "select current_database() || ' ' || extract(epoch from pg_postmaster_start_time()) as place, has_database_privilege(current_database(), 'temporary') as temporary";
    type Row = { place: string; temporary: boolean };
    const [here, there] = [await client.query<Row>(which), await owner.query<Row>(which)];
    if (here.rows[0]?.place !== there.rows[0]?.place)
      return [fail("DATABASE_URL and MIGRATION_DATABASE_URL name different databases.")];
    const temporary = there.rows[0]?.temporary
      ? []
      : [warn("portal_owner may make no temporary tables, so that no backup can be restored here: `grant temporary`.")];
    return [ok("The migration's login may act as the owner of the tables, in the same database."), ...temporary];
  } finally {
    await owner.end();
  }
}
