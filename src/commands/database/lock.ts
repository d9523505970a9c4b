import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";

/**
 * Frees a data folder from what a killed start has left: a server that nobody looks after any more is stopped, a lock
 * whose number has since gone to another program is removed. Any other stale lock PostgreSQL recognises itself.
 * @throws Error with one sentence where the folder is in use
 */
export async function clearLock(folder: string): Promise<void> {
  const lock = path.join(folder, "postmaster.pid");
  const server = numberIn(lock);
  if (server === null || !alive(server)) return;
  if (!commandOf(server).includes(folder)) {
    rmSync(lock, { force: true });
    return;
  }
  const owner = numberIn(`${folder}.owner`);
  if (owner !== null && alive(owner)) {
    throw new Error(`PostgreSQL already runs on ${folder}, started by process ${owner}: stop that first.`);
  }
  process.kill(server, "SIGINT");
  for (const deadline = Date.now() + 30_000; alive(server); ) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${server}) on ${folder} does not stop.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function numberIn(file: string): number | null {
  if (!existsSync(file)) return null;
  const number = Number.parseInt(readFileSync(file, "utf8"), 10);
  return number > 0 ? number : null;
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === "EPERM";
  }
}

/** The command line of a process; empty where it cannot be learnt. */
function commandOf(pid: number): string {
  try {
    if (existsSync("/proc/self/cmdline")) return readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return execFileSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8", stdio: "pipe" });
  } catch {
    return "";
  }
}
