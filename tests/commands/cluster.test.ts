import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { type Cluster, removeCluster, startCluster } from "../../src/commands/database/cluster.ts";
import { fallbackFor } from "../../src/commands/database/place.ts";
import { stopped } from "../../src/commands/stopping.ts";

const FAST = ["shared_buffers=1MB"];
const root = userInfo().uid === 0;

const started: Cluster[] = [];
const folders: string[] = [];

/** A place under .data, or in a folder of its own that only its owner may enter. */
function aPlace(name: string, parent = path.resolve(".data")): string {
  const folder = path.join(parent, `test-${process.pid}-${name}`);
  folders.push(folder);
  return folder;
}

async function start(folder: string): Promise<Cluster> {
  const cluster = await startCluster(folder, FAST);
  started.push(cluster);
  return cluster;
}

afterEach(async () => {
  await Promise.all(started.splice(0).map((cluster) => cluster.stop()));
  for (const folder of folders.splice(0)) removeCluster(folder);
});

async function query(cluster: Cluster, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: cluster.superuserUrl() });
  client.on("error", () => undefined); // a server that is killed says so to everyone
  await client.connect();
  try {
    return Object.values((await client.query(sql)).rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

const serverOf = (folder: string) => Number.parseInt(readFileSync(path.join(folder, "postmaster.pid"), "utf8"), 10);

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(existsSync(`/proc/${pid}/status`) ? readFileSync(`/proc/${pid}/status`, "utf8") : "");
  } catch {
    return false;
  }
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setTimeout(resolve, 20));
}

describe("a cluster", () => {
  test("is made once, keeps its data, and its stop leaves no process and no lock", async () => {
    const folder = aPlace("keeps");
    const first = await start(folder);
    expect(first.folder).toBe(folder);
    expect(
      await query(
        first,
        "select datlocprovider::text || ' ' || pg_encoding_to_char(encoding) from pg_database where datname = 'template1'",
      ),
    ).toBe("i UTF8");
    expect(await query(first, "show listen_addresses")).toBe("127.0.0.1");
    expect(statSync(`${folder}.password`).mode & 0o077).toBe(0);
    await query(first, "create table kept as select 7 as number");
    const pid = serverOf(folder);
    await first.stop();
    expect(alive(pid)).toBe(false);
    expect(existsSync(path.join(folder, "postmaster.pid"))).toBe(false);
    expect(existsSync(`${folder}.owner`)).toBe(false);
    await first.stop(); // again, and nothing is wrong

    const second = await start(folder);
    expect(await query(second, "select number from kept")).toBe(7);
    expect(await query(second, "select pg_is_in_recovery()")).toBe(false);
    await second.stop();
    removeCluster(folder);
    for (const end of ["", ".password", ".owner", ".new"]) expect(existsSync(`${folder}${end}`)).toBe(false);
  });

  test("runs beside another one", async () => {
    const [one, two] = await Promise.all([start(aPlace("one")), start(aPlace("two"))]);
    expect(one.port).not.toBe(two.port);
    await query(one, "create role only_here");
    expect(await query(two, "select count(*)::int from pg_roles where rolname = 'only_here'")).toBe(0);
  });

  test("whose server was killed starts again with all that was written", async () => {
    const folder = aPlace("killed");
    const first = await start(folder);
    await query(first, "create table kept as select 7 as number");
    const pid = serverOf(folder);
    process.kill(pid, "SIGKILL");
    await until(() => !alive(pid));
    await first.stop(); // returns although there is nothing to stop
    expect(existsSync(path.join(folder, "postmaster.pid"))).toBe(true);
    expect(await query(await start(folder), "select number from kept")).toBe(7);
  });

  test("whose lock's number has gone to another program starts again", async () => {
    const folder = aPlace("lock");
    const first = await start(folder);
    const lock = path.join(folder, "postmaster.pid");
    const text = readFileSync(lock, "utf8");
    await first.stop();
    writeFileSync(lock, text.replace(/^\d+/, String(process.ppid)));
    expect(await query(await start(folder), "select 1")).toBe(1);
  });

  test("whose making was interrupted is made anew", async () => {
    const folder = aPlace("interrupted");
    mkdirSync(`${folder}.new`, { recursive: true });
    writeFileSync(path.join(`${folder}.new`, "PG_VERSION"), "18\n");
    writeFileSync(`${folder}.password`, "of the interrupted one");
    expect(await query(await start(folder), "select 1")).toBe(1);
    expect(existsSync(`${folder}.new`)).toBe(false);
  });

  test("without its password says what to do", async () => {
    const folder = aPlace("password");
    await (await start(folder)).stop();
    rmSync(`${folder}.password`);
    await expect(start(folder)).rejects.toThrow(/password of the database .* cannot be read/);
  });

  test("that cannot start says why and leaves nothing running", async () => {
    const folder = aPlace("broken");
    await (await start(folder)).stop();
    rmSync(path.join(folder, "global"), { recursive: true });
    await expect(start(folder)).rejects.toThrow(/PostgreSQL did not start:[\s\S]*global/);
    expect(existsSync(path.join(folder, "postmaster.pid"))).toBe(false);
  });
});

describe("a cluster whose program was killed", () => {
  /** Another process that starts a cluster and says so. */
  async function elsewhere(folder: string): Promise<ChildProcess> {
    const program = `import { startCluster } from ${JSON.stringify(path.resolve("src/commands/database/cluster.ts"))};
      await startCluster(${JSON.stringify(folder)}); console.log("ready"); setInterval(() => undefined, 1000);`;
    const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await new Promise((resolve) => child.stdout?.once("data", resolve));
    return child;
  }

  test("is taken over; one whose program lives is left alone", async () => {
    const folder = aPlace("orphan");
    const other = await elsewhere(folder);
    const orphan = serverOf(folder);
    try {
      await expect(start(folder)).rejects.toThrow(`started by process ${other.pid}: stop that first.`);
      expect(alive(orphan)).toBe(true);
    } finally {
      await stopped(other, "SIGKILL");
    }
    expect(alive(orphan)).toBe(true);
    const cluster = await start(folder);
    expect(alive(orphan)).toBe(false);
    expect(await query(cluster, "select 1")).toBe(1);
  });
});

if (root) {
  describe("as root", () => {
    test("data lies where the server's user can reach it, programs and all", async () => {
      const closed = mkdtempSync(path.join(tmpdir(), "jijiao-closed-")); // 0700
      const folder = aPlace("closed", closed);
      const mask = process.umask(0o077);
      try {
        const cluster = await start(folder);
        expect(cluster.folder).toBe(fallbackFor(folder));
        expect(existsSync(folder)).toBe(false);
        expect(await query(cluster, "select 1")).toBe(1);
        await cluster.stop();
        removeCluster(folder);
        expect(existsSync(cluster.folder)).toBe(false);
      } finally {
        process.umask(mask);
        rmSync(path.dirname(fallbackFor(folder)), { recursive: true, force: true });
        rmSync(closed, { recursive: true, force: true });
      }
    });

    test("two folders of the same name fall back to different places", () => {
      expect(fallbackFor("/root/a/main/.data/postgres")).not.toBe(fallbackFor("/root/b/main/.data/postgres"));
    });

    test("the server does not run as root", async () => {
      const folder = aPlace("user");
      await start(folder);
      expect(statSync(folder).uid).not.toBe(0);
      expect(statSync(`/proc/${serverOf(folder)}`).uid).toBe(statSync(folder).uid);
    });
  });
}
