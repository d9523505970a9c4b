// The development server on a database of its own under .data/, seeded like the demo.
import { spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { startCluster } from "./database/cluster.ts";
import { createDatabase, setUpDatabase } from "./database/set-up.ts";
import { portOfEnvironment } from "./server.ts";
import { generateClient, programs, run, step } from "./steps.ts";
import { beforeEnd, end, guarded, stopped } from "./stopping.ts";
import { keepWorker } from "./worker-process.ts";

await guarded(async () => {
  const port = await portOfEnvironment();
  mkdirSync(".data", { recursive: true });
  const cluster = await step("Starting PostgreSQL", () => startCluster(path.resolve(".data/dev")));
  const urls = await createDatabase(cluster.superuserUrl(), "jijiao");
  await step("Bringing the database to this build", () => setUpDatabase(urls));
  await step("Preparing the database client", generateClient);
  const environment = {
    ...process.env,
    DATABASE_URL: urls.app,
    MIGRATION_DATABASE_URL: urls.migration,
    AUTH_SECRET: "for-development-only-for-development-only",
    PRIVATE_PROVIDERS: "yes",
    APP_URL: `http://localhost:${port}`,
    NEXT_TELEMETRY_DISABLED: "1",
  };
  await step("Seeding the demo cities", () => run("src/commands/seed.ts", [], { env: environment }));
  const { MIGRATION_DATABASE_URL: _owner, ...application } = environment;
  const next = spawn(process.execPath, [programs.next, "dev", "-p", String(port)], {
    stdio: "inherit",
    env: application,
  });
  beforeEnd(() => stopped(next));
  next.once("exit", () => void end(1));
  keepWorker({ DATABASE_URL: urls.app, AUTH_SECRET: environment.AUTH_SECRET, APP_URL: environment.APP_URL });
});
