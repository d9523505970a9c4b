import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { freePort, removeCluster, startCluster } from "../database/cluster.ts";
import { startServer } from "../server.ts";
import { stopped } from "../stopping.ts";
import { openGround, withClient } from "./ground.ts";
import { type Night, submitAll } from "./night.ts";
import { straightRate } from "./straight.ts";
import { type Tally, tallyOf } from "./tally.ts";

export type Run = { schools: number; windowMs: number; spread: Night["spread"]; killed?: "application" | "PostgreSQL" };

const SOON_MS = 3000;
const EARLY_MS = 4000;

/** One night on a database of its own. The last school presses when the deadline comes. */
export async function runNight(folder: string, run: Run): Promise<Tally & { straight: number }> {
  const ground = await openGround(folder, run.schools);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const environment = {
    DATABASE_URL: ground.urls.app,
    AUTH_SECRET: ground.secret,
    APP_URL: origin,
    LOG_LEVEL: "error",
    FILES_DIR: `${path.resolve(folder)}-files`,
    MAIL_OUTBOX: `${path.resolve(folder)}-outbox`,
  };
  const log = `${folder}.log`;
  let server = await startServer(port, environment, { log });
  let { cluster } = ground;
  await submitAll(ground.early, { origin, begins: Date.now(), windowMs: EARLY_MS, spread: "evenly" });
  const begins = Date.now() + SOON_MS + run.schools / 5;
  const dueAt = begins + run.windowMs;
  await withClient(ground.urls.superuser, async (client) => {
    await client.query(`select set_config('app.tenant', $1, false)`, [ground.tenantId]);
    await client.query(
      `update "Campaign" set "dueAt" = to_timestamp($2 / 1000.0), version = version + 1 where id = $1`,
      [ground.campaignId, dueAt],
    );
  });
  const pressing = submitAll(ground.schools, { origin, begins, windowMs: run.windowMs, spread: run.spread });
  if (run.killed) await pause(begins + run.windowMs * 0.4 - Date.now());
  if (run.killed === "application") {
    server.kill("SIGKILL");
    await once(server, "exit");
    server = await startServer(port, environment, { log });
  } else if (run.killed) {
    await cluster.kill();
    cluster = await startCluster(folder, [], cluster.port);
  }
  const presses = await pressing;
  const tally = await tallyOf(ground, presses, dueAt);
  await stopped(server);
  const straight = await straightRate(ground);
  await cluster.stop();
  removeCluster(folder);
  return { ...tally, straight };
}
