import { spawnSync } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { disconnect, excessPrivilege, withPublic } from "#server/db.ts";
import { removeCluster, startCluster } from "../../src/commands/database/cluster.ts";
import { migrationNames } from "../../src/commands/database/engine.ts";
import { MissingPrivilege } from "../../src/commands/database/roles.ts";
import { setUpDatabase, type Urls } from "../../src/commands/database/set-up.ts";

/** How a role is granted without handing on its rights, where the server knows that: PostgreSQL 16 and later. */
const QUIETLY = (await serverVersion()) >= 160000 ? " with inherit false" : "";

async function serverVersion(): Promise<number> {
  const client = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  await client.end();
  return rows[0]?.version ?? 0;
}

/** A server that somebody else administers, with two logins that he has made. */
async function aManagedServer(folder: string, migratorRights: string) {
  const place = path.resolve(".data", `test-${process.pid}-${folder}`);
  const cluster = await startCluster(place, ["fsync=off"]);
  const superuser = new pg.Client({ connectionString: cluster.superuserUrl() });
  await superuser.connect();
  await superuser.query(`create role bureau_migrator login ${migratorRights} password 'm'`);
  await superuser.query("create role bureau_app login password 'a'");
  const urlOf = (user: string, password: string, name: string) =>
    `postgresql://${user}:${encodeURIComponent(password)}@127.0.0.1:${cluster.port}/${name}`;
  return {
    superuser,
    urls: (name: string, app = "bureau_app", password = "a"): Urls => ({
      app: urlOf(app, password, name),
      migration: urlOf("bureau_migrator", "m", name),
    }),
    asAdministrator: async (name: string, statements: readonly string[]) => {
      const client = new pg.Client({ connectionString: cluster.superuserUrl(name) });
      await client.connect();
      for (const statement of statements) await client.query(statement);
      await client.end();
    },
    stop: async () => {
      await superuser.end();
      await cluster.stop();
      removeCluster(place);
    },
  };
}

type Server = Awaited<ReturnType<typeof aManagedServer>>;

describe("a managed server whose migration login may create roles", () => {
  let server: Server;
  beforeAll(async () => {
    server = await aManagedServer("createrole", "createrole");
    await server.superuser.query("create database portal owner bureau_migrator");
  });
  afterAll(() => server.stop());

  test("needs no administrator, makes the application's login, and hands it nothing it could use by itself", async () => {
    const urls = server.urls("portal", "portal_app", "a b'c/%");
    expect(await setUpDatabase(urls)).toEqual(migrationNames());
    expect(await setUpDatabase(urls)).toEqual([]);
    expect(await startProblemOf(urls.app)).toBeNull();
  });
});

describe("a managed server whose migration login may not create roles", () => {
  let server: Server;
  beforeAll(async () => {
    server = await aManagedServer("plain", "");
    await server.superuser.query("create database portal");
  });
  afterAll(() => server.stop());

  const missingFor = (urls: Urls): Promise<MissingPrivilege> =>
    setUpDatabase(urls).then(
      () => expect.unreachable("nothing was missing"),
      (error) => {
        expect(error).toBeInstanceOf(MissingPrivilege);
        return error;
      },
    );

  test("names the login that is missing without its password", async () => {
    const { statements, message } = await missingFor(server.urls("portal", "other_app", "secret word"));
    expect(statements).toContain(`create role "other_app" login noinherit password '…'`);
    expect(message).not.toContain("secret");
  });

  test("gets exactly the statements to run, and works after they have been run", async () => {
    const urls = server.urls("portal");
    const { statements, message } = await missingFor(urls);
    const roles = ["section", "unit", "admin", "operator", "public", "door", "job", "queue", "nobody"].map(
      (r) => `portal_${r}`,
    );
    expect(statements).toEqual([
      "create role portal_owner nologin",
      ...roles.map((role) => `create role ${role} nologin`),
      'alter role "bureau_app" noinherit',
      `grant ${roles.join(", ")} to "bureau_app"${QUIETLY}`,
      'grant portal_owner to "bureau_migrator"',
      "grant create, usage on schema public to portal_owner with grant option",
      "create schema pgboss authorization portal_owner",
    ]);
    for (const statement of statements) expect(message).toContain(`  ${statement};\n`);
    await server.asAdministrator("portal", statements);
    expect(await setUpDatabase(urls)).toEqual(migrationNames());
    expect(await setUpDatabase(urls)).toEqual([]);
    expect(await startProblemOf(urls.app)).toBeNull();
  });

  test("names only what is still missing", async () => {
    await server.superuser.query("revoke portal_job from bureau_app");
    const { statements } = await missingFor(server.urls("portal"));
    expect(statements).toEqual([`grant portal_job to "bureau_app"${QUIETLY}`]);
    await server.asAdministrator("portal", statements);
    expect(await setUpDatabase(server.urls("portal"))).toEqual([]);
  });

  test("says so where the database does not answer", async () => {
    await expect(
      setUpDatabase({ app: "postgresql://a:b@127.0.0.1:1/x", migration: "postgresql://a:b@127.0.0.1:1/x" }),
    ).rejects.toThrow(/^The database of MIGRATION_DATABASE_URL cannot be reached: .*ECONNREFUSED.*\.$/);
  });
});

/** At the server itself: through a pgbouncer, a role that is set for a session goes on to others. */
function addressOfLogin(username: string): string {
  return Object.assign(new URL(process.env.SUPERUSER_DATABASE_URL ?? ""), { username }).href;
}

async function startProblemOf(url: string): Promise<string | null> {
  const before = process.env.DATABASE_URL;
  vi.resetModules(); // settings and client are read once for a process
  process.env.DATABASE_URL = url;
  const fresh = await import("#server/db.ts");
  const { startProblem } = await import("#server/start.ts");
  try {
    return await startProblem();
  } finally {
    await fresh.disconnect();
    if (before) process.env.DATABASE_URL = before;
    vi.resetModules();
  }
}

describe("a login with too much power", () => {
  const NAME = "portal_too_much";
  let superuser: pg.Client;
  let url: string;

  beforeAll(async () => {
    superuser = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
    await superuser.connect();
    url = Object.assign(new URL(process.env.SUPERUSER_DATABASE_URL ?? ""), { username: NAME, password: "x" }).href;
  });
  afterEach(async () => {
    await superuser.query(`drop owned by ${NAME}`);
    await superuser.query(`drop role ${NAME}`);
  });
  afterAll(() => superuser.end());

  test.each([
    ["noinherit superuser", "", "is a superuser"],
    ["noinherit bypassrls", "", "may bypass row security"],
    ["noinherit createrole", "", "may create roles"],
    ["noinherit replication", "", "may copy the whole database"],
    ["noinherit", `grant portal_owner to ${NAME}`, "belongs to the owner of the tables"],
    ["noinherit", `grant portal_migrator to ${NAME}`, "belongs to the owner of the tables"],
    ["noinherit", `grant pg_read_all_data to ${NAME}`, "belongs to pg_read_all_data"],
    ["inherit", `grant portal_section to ${NAME}`, "inherits the rights of its roles"],
    ...(QUIETLY
      ? [["noinherit", `grant portal_section to ${NAME} with inherit true`, "inherits the rights of its roles"]]
      : []),
    ["noinherit", `grant select on "School" to ${NAME}`, "may touch School without having said who is asking"],
  ])("%s %s", async (attributes, grant, sentence) => {
    await superuser.query(`create role ${NAME} login ${attributes} password 'x'`);
    if (grant) await superuser.query(grant);
    const problem = await startProblemOf(url);
    expect(problem).toContain(`The login ${NAME} of DATABASE_URL ${sentence}`);
    expect(problem).not.toContain("\n");
  });

  test("npm start refuses it before anything listens", async () => {
    await superuser.query(`create role ${NAME} login noinherit bypassrls password 'x'`);
    const started = spawnSync(process.execPath, ["src/commands/start.ts"], {
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: url, AUTH_SECRET: "x".repeat(32), LOG_LEVEL: "silent" },
    });
    expect(started.status).toBe(1);
    expect(started.stderr.trim()).toBe(
      `Jijiao does not start. The login ${NAME} of DATABASE_URL may bypass row security. ` +
        "Give it a login without privileges of its own; 'npm run migrate' grants what it needs.",
    );
  });
});

describe("the application's own login", () => {
  test("has no excess", async () => {
    expect(await excessPrivilege()).toBeNull();
    expect(await withPublic("no-such-city", async () => true)).toBeNull();
    await disconnect();
  });

  test("reads and writes no table without a context, as itself or as any role it may become", async () => {
    const db = new pg.Client({ connectionString: addressOfLogin("portal_app") });
    await db.connect();
    try {
      const { rows: roles } = await db.query<{ name: string }>(
        "select rolname as name from pg_roles where pg_has_role(current_user, oid, 'member') order by rolname",
      );
      const { rows: tables } = await db.query<{ name: string }>(
        "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> '_prisma_migrations'",
      );
      expect(roles.length).toBe(10);
      expect(tables.length).toBeGreaterThan(30);
      const seen: string[] = [];
      for (const role of roles) {
        await db.query(`set role ${role.name}`);
        for (const table of tables) {
          const rows = await db.query(`select count(*)::int as count from "${table.name}"`).then(
            (result) => Number(result.rows[0].count),
            (error: { code?: string }) => (error.code === "42501" ? null : Promise.reject(error)),
          );
          if (rows !== null && role.name === "portal_app") seen.push(`${role.name} may read ${table.name}`);
          if (rows) seen.push(`${role.name} sees ${rows} rows of ${table.name}`);
        }
      }
      // The door lists the cities' names and the operator the cities; neither holds a city's data.
      expect(seen.filter((line) => !/^portal_(door|operator) sees \d+ rows of Tenant$/.test(line))).toEqual([]);
      await expect(db.query("set role portal_owner")).rejects.toThrow(/permission denied/);
    } finally {
      await db.end();
    }
  });
});
