import { spawn } from "node:child_process";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { beforeEnd, hasEnded, stopped } from "../stopping.ts";
import { freePort } from "./cluster.ts";
import { serverUser } from "./place.ts";

const READY_WITHIN_MS = 10_000;

/** A pgbouncer in front of a server: fewer connections than one application process asks for, each lent out for one transaction. */
const settings = (port: number, { hostname, port: server }: URL, folder: string) => `[databases]
* = host=${hostname} port=${server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = ${path.join(folder, "users")}
pool_mode = transaction
default_pool_size = 4
max_client_conn = 200
logfile =
pidfile =
`;

/**
 * Starts pgbouncer in transaction mode before the database of `url`.
 * @param program where it lies
 * @returns the address that goes through it
 * @throws Error with its own words where it does not start
 */
export async function startPgbouncer(program: string, url: string): Promise<{ url: string; stop(): Promise<void> }> {
  const [server, port] = [new URL(url), await freePort()];
  const folder = mkdtempSync(path.join(tmpdir(), "jijiao-pgbouncer-"));
  const user = process.getuid?.() === 0 ? serverUser(folder) : null;
  const files = {
    settings: settings(port, server, folder),
    users: `"${decodeURIComponent(server.username)}" "${decodeURIComponent(server.password)}"\n`,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text, { mode: 0o600 });
  if (user)
    for (const place of [folder, ...Object.keys(files).map((name) => path.join(folder, name))])
      chownSync(place, user.uid, user.gid);
  const pooler = spawn(program, [path.join(folder, "settings")], { stdio: ["ignore", "ignore", "pipe"], ...user });
  const said: string[] = [];
  pooler.stderr.on("data", (chunk: Buffer) => said.push(chunk.toString()));
  const stop = async () => {
    await stopped(pooler, "SIGINT");
    rmSync(folder, { recursive: true, force: true });
  };
  beforeEnd(stop);
  const through = Object.assign(new URL(url), { hostname: "127.0.0.1", port: String(port) }).href;
  for (const deadline = Date.now() + READY_WITHIN_MS; ; ) {
    const client = new pg.Client({ connectionString: through });
    const answered = await client
      .connect()
      .then(() => client.end())
      .then(
        () => true,
        () => false,
      );
    if (answered) return { url: through, stop };
    if (hasEnded(pooler) || Date.now() > deadline) {
      await stop();
      throw new Error(`pgbouncer did not start:\n${said.join("")}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
