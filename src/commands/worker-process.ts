import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import path from "node:path";
import { beforeEnd, stopped } from "./stopping.ts";

const FIRST_MS = 1000;
const SLOWEST_MS = 30_000;

/**
 * Keeps a worker going until this program ends: one that dies is started anew, ever more slowly.
 * @returns what stops it for good
 */
export function keepWorker(
  environment: Record<string, string>,
  { log = process.env.SERVER_LOG }: { log?: string | undefined } = {},
): { stop: () => Promise<void>; present: () => ChildProcess } {
  if (log) mkdirSync(path.dirname(log), { recursive: true });
  const output = log ? openSync(log, "a") : "inherit";
  let ending = false;
  let wait = FIRST_MS;
  let again: NodeJS.Timeout | undefined;
  function begin(): ChildProcess {
    const started = Date.now();
    const worker = spawn(process.execPath, ["src/commands/worker.ts"], {
      stdio: ["ignore", output, output],
      env: { ...process.env, ...environment, NODE_ENV: "production", MIGRATION_DATABASE_URL: "" },
      detached: true, // stopped by us alone, after the jobs under way
    });
    worker.once("exit", () => {
      if (ending) return;
      wait = Date.now() - started > SLOWEST_MS ? FIRST_MS : Math.min(SLOWEST_MS, wait * 2);
      again = setTimeout(() => {
        present = begin();
      }, wait);
    });
    return worker;
  }
  let present = begin();
  async function stop(): Promise<void> {
    ending = true;
    clearTimeout(again);
    await stopped(present, "SIGTERM", 25_000);
  }
  beforeEnd(stop);
  return { stop, present: () => present };
}
