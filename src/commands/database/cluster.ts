import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { randomBytes, randomInt } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import pg from "pg";
import { beforeEnd, hasEnded, stopped } from "../stopping.ts";
import { clearLock } from "./lock.ts";
import { fallbackFor, type Place, placeFor } from "./place.ts";

export type Cluster = {
  port: number;
  superuserUrl(database?: string): string;
  stop(): Promise<void>;
  /** Ends the server as a crash would, without a chance to write anything. */
  kill(): Promise<void>;
  folder: string;
};

const ATTEMPTS = 3;
const READY_WITHIN_MS = 60_000; // replaying what a crash left may take a while

/**
 * Starts PostgreSQL from the npm package on a folder of its own, made on the first start: UTF-8, ICU collation,
 * reachable from this machine alone. What a killed start has left behind is cleared away.
 * @param folder where the data lies. As root, where the server's user could not reach it, another place is taken and
 *   named in `folder` of the result.
 * @param settings as `name=value`
 * @param wanted port, where it is to come back to the one it had
 * @throws Error with one sentence, and the server's own words where it did not start
 */
export async function startCluster(folder: string, settings: string[] = [], wanted?: number): Promise<Cluster> {
  const place = await placeFor(path.resolve(folder));
  await clearLock(place.folder);
  if (!existsSync(path.join(place.folder, "PG_VERSION"))) initialise(place);
  const password = passwordOf(place.folder);
  for (let attempt = 1; ; attempt += 1) {
    const port = wanted ?? (await freePort());
    const superuserUrl = (database = "postgres") => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`;
    const { server, log } = launch(place, port, settings);
    beforeEnd(() => stop(server, place.folder));
    try {
      await untilReady(server, superuserUrl(), log);
      writeFileSync(`${place.folder}.owner`, String(process.pid));
      const [end, kill] = [() => stop(server, place.folder), () => stop(server, place.folder, "SIGKILL")];
      return { port, folder: place.folder, superuserUrl, stop: end, kill };
    } catch (error) {
      await stop(server, place.folder);
      const portTaken = /could not (bind|create any TCP)/.test(log.join(""));
      if (!portTaken || attempt === ATTEMPTS) throw error;
    }
  }
}

/** Removes a stopped cluster's data wherever `startCluster` put it. */
export function removeCluster(folder: string): void {
  for (const place of [path.resolve(folder), fallbackFor(folder)]) {
    for (const end of ["", ".new", ".password", ".owner"]) rmSync(`${place}${end}`, { recursive: true, force: true });
  }
}

/** Made beside its place and moved there when whole: an interrupted start leaves nothing that looks like a database. */
function initialise({ folder, user, binaries }: Place): void {
  const made = `${folder}.new`;
  const passwordFile = `${folder}.password`;
  for (const place of [made, folder]) rmSync(place, { recursive: true, force: true });
  mkdirSync(made, { mode: 0o700 });
  writeFileSync(passwordFile, randomBytes(24).toString("base64url"), { mode: 0o600 });
  if (user) for (const place of [made, passwordFile]) chownSync(place, user.uid, user.gid);
  const flags = [`--pgdata=${made}`, "--username=postgres", "--auth=scram-sha-256", `--pwfile=${passwordFile}`];
  const locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=icu", "--icu-locale=und"];
  const ended = spawnSync(binaries.initdb, [...flags, ...locale], { encoding: "utf8", ...user });
  if (ended.status !== 0) {
    rmSync(made, { recursive: true, force: true });
    throw new Error(`The database could not be created in ${folder}: ${ended.stderr || ended.error?.message}`);
  }
  renameSync(made, folder);
}

function passwordOf(folder: string): string {
  try {
    return readFileSync(`${folder}.password`, "utf8").trim();
  } catch {
    throw new Error(
      `The password of the database in ${folder} cannot be read (${folder}.password): remove both to start over.`,
    );
  }
}

function launch(place: Place, port: number, settings: string[]): { server: ChildProcess; log: string[] } {
  const wanted = ["listen_addresses=127.0.0.1", "unix_socket_directories=", ...settings];
  const flags = wanted.flatMap((setting) => ["-c", setting]);
  const server = spawn(place.binaries.postgres, ["-D", place.folder, "-p", String(port), ...flags], {
    stdio: ["ignore", "ignore", "pipe"],
    detached: true, // Ctrl-C in the terminal must reach the application first
    ...place.user,
  });
  const log: string[] = [];
  const keep = (line: string) => {
    log.push(line);
    if (log.length > 200) log.shift();
  };
  server.stderr?.on("data", (chunk: Buffer) => keep(chunk.toString()));
  server.on("error", (error) => keep(`${error.message}\n`));
  return { server, log };
}

/**
 * A port of this machine that nobody listens on, below those that the system gives to outgoing connections: none of
 * these takes it before it is used.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000);
    const free = await new Promise<boolean>((resolve) => {
      const probe = createServer();
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
    });
    if (free) return port;
  }
}

async function untilReady(server: ChildProcess, url: string, log: string[]): Promise<void> {
  for (const deadline = Date.now() + READY_WITHIN_MS; Date.now() < deadline; ) {
    if (hasEnded(server)) throw new Error(`PostgreSQL did not start:\n${log.join("")}`);
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if ((error as { code?: string }).code === "28P01") {
        throw new Error("PostgreSQL does not take the password kept beside its data: remove both to start over.");
      }
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
  throw new Error(`PostgreSQL did not answer within ${READY_WITHIN_MS / 1000} seconds:\n${log.join("")}`);
}

const PATIENCE_MS = 60_000;

/** Ends the server at once, unless told otherwise cleanly: open transactions are rolled back, everything is written. */
async function stop(server: ChildProcess, folder: string, signal: NodeJS.Signals = "SIGINT"): Promise<void> {
  await stopped(server, signal, PATIENCE_MS);
  rmSync(`${folder}.owner`, { force: true });
}
