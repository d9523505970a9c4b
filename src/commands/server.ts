import { type ChildProcess, spawn } from "node:child_process";
import { programs } from "./steps.ts";

/** Starts the production server on the present build and waits until it answers. */
export async function startServer(port: number, environment: Record<string, string>): Promise<ChildProcess> {
  const server = spawn(process.execPath, [programs.next, "start", "-p", String(port)], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...environment, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    detached: true, // stopped by us alone, after requests under way have ended
  });
  await untilHealthy(server, `http://127.0.0.1:${port}/api/health`);
  return server;
}

export function stopServer(server: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (server.exitCode !== null || server.signalCode !== null) return resolve();
    const hard = setTimeout(() => server.kill("SIGKILL"), 5000);
    server.once("exit", () => {
      clearTimeout(hard);
      resolve();
    });
    server.kill("SIGTERM");
  });
}

async function untilHealthy(server: ChildProcess, address: string): Promise<void> {
  let last = "no answer";
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    if (server.exitCode !== null) throw new Error("The server ended before it was ready; see above.");
    try {
      const response = await fetch(address);
      if (response.ok) return;
      last = await response.text();
    } catch (error) {
      last = String((error as Error).cause ?? error);
    }
    await new Promise((resolve) => setTimeout(resolve, 150));
  }
  await stopServer(server);
  throw new Error(`The server did not become ready within 60 seconds: ${last}`);
}
