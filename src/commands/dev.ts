// The development server on a database of its own under .data/, seeded like the demo.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { startCluster } from "./database/cluster.ts";
import { createDatabase, setUpDatabase } from "./database/set-up.ts";
import { generateClient, programs, run } from "./steps.ts";

mkdirSync(".data", { recursive: true });
const port = process.env.PORT ?? "3000";
const cluster = await startCluster(path.resolve(".data/dev"));
const urls = await createDatabase(cluster.superuserUrl(), "jijiao");
await setUpDatabase(urls);
await generateClient();
const environment = {
  ...process.env,
  DATABASE_URL: urls.app,
  MIGRATION_DATABASE_URL: urls.migration,
  AUTH_SECRET: "for-development-only-for-development-only",
  APP_URL: `http://localhost:${port}`,
  NEXT_TELEMETRY_DISABLED: "1",
};
if (existsSync("src/commands/seed.ts")) await run("src/commands/seed.ts", [], { env: environment });
const next = spawn(process.execPath, [programs.next, "dev", "-p", port], { stdio: "inherit", env: environment });
const stop = async () => {
  next.kill("SIGTERM");
  await cluster.stop();
  process.exit(0);
};
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop());
next.once("exit", () => void stop());
