// The production server and a worker, on an existing build and a migrated database.
import { existsSync } from "node:fs";
import { disconnect } from "../server/db.ts";
import { env } from "../server/env.ts";
import { startProblem } from "../server/start.ts";
import { loadSettings } from "./database/settings.ts";
import { portOfEnvironment, startServer } from "./server.ts";
import { end, guarded } from "./stopping.ts";
import { keepWorker } from "./worker-process.ts";

await guarded(async () => {
  loadSettings();
  const problem = await startProblem();
  await disconnect();
  if (problem) throw new Error(`Jijiao does not start. ${problem}`);
  if (!existsSync(".next/BUILD_ID")) throw new Error("There is no build yet: run `npm run build` first.");
  const port = await portOfEnvironment();
  const server = await startServer(port, {}, { orUnhealthy: true });
  server.once("exit", (code) => void end(code ?? 1));
  if (process.env.WORKER !== "apart") keepWorker({});
  console.log(`Jijiao answers at ${env().APP_URL}`);
});
