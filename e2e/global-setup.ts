import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import path from "node:path";
import { freePort, removeCluster, startCluster } from "../src/commands/database/cluster.ts";
import { createDatabase, setUpDatabase } from "../src/commands/database/set-up.ts";
import { STATEMENT_LOG } from "../src/commands/database/statements.ts";
import { startServer, stopServer } from "../src/commands/server.ts";
import { run } from "../src/commands/steps.ts";
import { keepWorker } from "../src/commands/worker-process.ts";

/** The demo cities on a database of their own, served by the production build. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = path.resolve(".data/journeys");
  const port = await freePort();
  const address = `http://localhost:${port}`;
  removeCluster(folder);
  for (const name of ["outbox", "files"])
    rmSync(path.resolve(`.data/journeys-${name}`), { recursive: true, force: true });
  const cluster = await startCluster(folder, ["fsync=off", "synchronous_commit=off", ...STATEMENT_LOG]);
  const urls = await createDatabase(cluster.superuserUrl(), "jijiao");
  await setUpDatabase(urls);
  const signIns = path.resolve(".data/journeys-sign-ins.json");
  const environment = {
    DATABASE_URL: urls.app,
    MIGRATION_DATABASE_URL: urls.migration,
    AUTH_SECRET: randomBytes(32).toString("base64url"),
    APP_URL: address,
    LOG_LEVEL: "warn",
    MAIL_OUTBOX: path.resolve(".data/journeys-outbox"),
    FILES_DIR: path.resolve(".data/journeys-files"),
    PRIVATE_PROVIDERS: "yes", // the journey's own listens on this machine
  };
  await run("src/commands/seed.ts", ["--sign-ins", signIns], { env: { ...process.env, ...environment } });
  const { MIGRATION_DATABASE_URL: _owner, ...application } = environment;
  const server = await startServer(port, application);
  const worker = keepWorker(application);
  process.env.JOURNEY_ADDRESS = address;
  process.env.JOURNEY_OUTBOX = environment.MAIL_OUTBOX;
  process.env.SIGN_INS_FILE = signIns;
  process.env.JOURNEY_SECRET = environment.AUTH_SECRET;
  process.env.JOURNEY_DATABASE_URL = urls.migration;
  process.env.JOURNEY_APPLICATION_URL = urls.app;
  process.env.JOURNEY_SUPERUSER_URL = cluster.superuserUrl("jijiao");
  process.env.JOURNEY_CLUSTER = cluster.folder;
  return async () => {
    await worker.stop();
    await stopServer(server);
    await cluster.stop();
    removeCluster(folder);
  };
}
