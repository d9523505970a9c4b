import { rmSync } from "node:fs";
import path from "node:path";
import { removeCluster, startCluster } from "../../src/commands/database/cluster.ts";
import { startPgbouncer } from "../../src/commands/database/pgbouncer.ts";
import { createDatabase, setUpDatabase } from "../../src/commands/database/set-up.ts";

/** A PostgreSQL of its own for one run of the tests; tests own a tenant each, so nothing is ever cleaned up in it. */
export default async function setUp(): Promise<() => Promise<void>> {
  const folder = path.resolve(".data", `test-${process.pid}`);
  const cluster = await startCluster(folder, ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
  let stopPooler = async () => {};
  try {
    const urls = await createDatabase(cluster.superuserUrl(), "jijiao_test");
    await setUpDatabase(urls);
    const pooler = process.env.TEST_PGBOUNCER ? await startPgbouncer(process.env.TEST_PGBOUNCER, urls.app) : null;
    stopPooler = pooler?.stop ?? stopPooler;
    process.env.DATABASE_URL = pooler?.url ?? urls.app;
    process.env.MIGRATION_DATABASE_URL = urls.migration;
    process.env.SUPERUSER_DATABASE_URL = cluster.superuserUrl("jijiao_test");
    process.env.AUTH_SECRET = "for-tests-only-for-tests-only-for-tests-only";
    process.env.PRIVATE_PROVIDERS = "yes"; // those of the tests listen on this machine
    process.env.LOG_LEVEL = "silent";
    process.env.FILES_DIR = `${folder}-files`;
  } catch (error) {
    await stopPooler();
    await cluster.stop();
    throw error;
  }
  return async () => {
    await stopPooler();
    await cluster.stop();
    removeCluster(folder);
    rmSync(`${folder}-files`, { recursive: true, force: true });
  };
}
