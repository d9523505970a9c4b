// Programs that are started here are stopped before this process ends, however it ends: last started, first stopped.
import type { ChildProcess } from "node:child_process";

type Stop = () => Promise<unknown>;

const stops: Stop[] = [];
let ending: Promise<never> | undefined;

/** Has `stop` run before the process ends. */
export function beforeEnd(stop: Stop): void {
  stops.push(stop);
}

/** Stops everything and ends the process. Only the first call counts. */
export function end(code: number): Promise<never> {
  ending ??= (async () => {
    for (const stop of stops.reverse()) await stop().catch((error: unknown) => console.error(error));
    process.exit(code);
  })();
  return ending;
}

/**
 * Runs a program of ours: says in one sentence what goes wrong, and leaves nothing running when it fails, at Ctrl-C,
 * when the terminal is closed, or when it is asked to end. Where `main` returns, what it has started goes on.
 */
export async function guarded(main: () => Promise<void>): Promise<void> {
  let ready = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void end(ready ? 0 : INTERRUPTED));
  }
  if (process.env.npm_lifecycle_event) endWithParent();
  try {
    await main();
    ready = true;
  } catch (error) {
    if (!ending) console.error((error as Error).message);
    await end(1);
  }
}

const INTERRUPTED = 130;

/** npm that is told to end, or killed, takes only its shell with it. */
function endWithParent(): void {
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && void end(INTERRUPTED), 500).unref();
}

/** Whether a program has ended, by itself or by a signal, or never started. */
export function hasEnded(child: ChildProcess): boolean {
  return child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
}

/** Its exit code once it has ended and all it said has arrived; null where a signal ended it. */
export function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code));
  });
}

/** Asks a program to end, makes it after `patience` milliseconds, and waits until it has. */
export function stopped(child: ChildProcess, signal: NodeJS.Signals = "SIGTERM", patience = 5000): Promise<void> {
  return new Promise((resolve) => {
    if (hasEnded(child)) return resolve();
    const hard = setTimeout(() => child.kill("SIGKILL"), patience);
    child.once("exit", () => {
      clearTimeout(hard);
      resolve();
    });
    child.kill(signal);
  });
}
