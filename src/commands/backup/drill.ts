import path from "node:path";
import { removeCluster, startCluster } from "../database/cluster.ts";
import { createDatabase } from "../database/set-up.ts";
import type { Archive } from "./archive.ts";
import type { Comparison } from "./load.ts";
import { restoreCity } from "./restore-city.ts";
import { bringTo, restoreInstall } from "./restore-install.ts";

/**
 * Restores an archive into a PostgreSQL of its own, which is gone afterwards.
 * @throws what a restore throws
 */
export async function drill(archive: Archive): Promise<Comparison[]> {
  const folder = path.resolve(".data", `drill-${process.pid}`);
  const cluster = await startCluster(folder, ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]);
  try {
    const urls = await createDatabase(cluster.superuserUrl(), "jijiao_drill");
    if (archive.manifest.whole) return await restoreInstall(urls, archive);
    await bringTo(urls, archive);
    return (await restoreCity(urls.migration, archive)).comparisons;
  } finally {
    await cluster.stop();
    removeCluster(folder);
  }
}
