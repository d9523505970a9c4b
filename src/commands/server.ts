import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { programs } from "./steps.ts";
import { beforeEnd, hasEnded, stopped } from "./stopping.ts";

/**
 * The port of `PORT`, 3000 where it is not set, if nobody listens on it.
 * @throws Error with one sentence where it is no port or taken
 */
export async function portOfEnvironment(): Promise<number> {
  const text = process.env.PORT || "3000";
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1 || port > 65_535) {
    throw new Error(`PORT must be a number from 1 to 65535, not '${text}'.`);
  }
  await new Promise<void>((resolve, reject) => {
    const probe = createServer();
    probe.once("error", ({ code }: NodeJS.ErrnoException) => {
      const reason = code === "EADDRINUSE" ? "is taken by another program" : `cannot be used (${code})`;
      reject(
        new Error(`Port ${port} ${reason}: set PORT to another one, such as PORT=${port === 3001 ? 3002 : 3001}.`),
      );
    });
    probe.listen(port, () => probe.close(() => resolve()));
  });
  return port;
}

export type ServerOptions = {
  /** File that takes what the server says; its words are the terminal's where there is none. */
  log?: string | undefined;
  /** Also take an answer that says why the server cannot work yet. */
  orUnhealthy?: boolean;
  /** Folder of the application that is served; the product itself where there is none. */
  folder?: string;
};

// The running application never sees the login that migrates, not even from the file .env, which Next reads as well.
const ALWAYS = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", MIGRATION_DATABASE_URL: "" } as const;

/** Starts the production server on the present build and waits until it answers. */
export async function startServer(
  port: number,
  environment: Record<string, string>,
  { log = process.env.SERVER_LOG, orUnhealthy = false, folder }: ServerOptions = {},
): Promise<ChildProcess> {
  if (log) mkdirSync(path.dirname(log), { recursive: true });
  const output = log ? openSync(log, "a") : "inherit";
  const { LISTEN_ADDRESS: listen } = process.env;
  const args = [
    programs.next,
    "start",
    ...(folder ? [folder] : []),
    "-p",
    String(port),
    ...(listen ? ["-H", listen] : []),
  ];
  const server = spawn(process.execPath, args, {
    stdio: ["ignore", output, output],
    env: { ...process.env, ...environment, ...ALWAYS },
    detached: true, // stopped by us alone, after requests under way have ended
  });
  beforeEnd(() => stopServer(server));
  try {
    await untilAnswering(server, `http://${reachable(listen)}:${port}/api/health`, orUnhealthy);
  } catch (error) {
    await stopServer(server);
    throw log ? new Error(`${(error as Error).message} What it said is in ${log}.`) : error;
  }
  return server;
}

/** Where this machine reaches a server that listens on this address, or on all. */
function reachable(listen = ""): string {
  if (["", "0.0.0.0", "::"].includes(listen)) return "127.0.0.1";
  return listen.includes(":") ? `[${listen}]` : listen;
}

/** Ends the server after the requests under way. */
export function stopServer(server: ChildProcess): Promise<void> {
  return stopped(server);
}

async function untilAnswering(server: ChildProcess, address: string, orUnhealthy: boolean): Promise<void> {
  let last = "no answer";
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if (hasEnded(server)) throw new Error("The server ended before it was ready.");
    try {
      const response = await fetch(address, { signal: AbortSignal.timeout(20_000) });
      if (response.ok) return;
      last = ((await response.json()) as { reason?: string }).reason ?? String(response.status);
      if (orUnhealthy) return console.error(`Not ready for use: ${last}.`);
    } catch (error) {
      last = String((error as Error).cause ?? error);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  throw new Error(`The server did not become ready within 60 seconds: ${last}.`);
}
