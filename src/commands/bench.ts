// Measures the product beside an empty page and the bare SQL, in one run and as ratios: `npm run bench`.
import { cpSync, mkdirSync, rmSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { parseArgs } from "node:util";
import { type City, openCity, visitor } from "./bench/city.ts";
import { importOf } from "./bench/import.ts";
import { load, type Shot, send, type Timing } from "./bench/load.ts";
import { compare } from "./bench/replay.ts";
import { type Scene, scenesOf } from "./bench/scenes.ts";
import { type Line, printed } from "./bench/table.ts";
import { firstLoad, repeatNavigation } from "./bench/weights.ts";
import { freePort } from "./database/cluster.ts";
import { transactionsOf } from "./database/statements.ts";
import { startServer } from "./server.ts";
import { buildIfChanged, generateClient, programs, run, step } from "./steps.ts";
import { end, guarded } from "./stopping.ts";
import { keepWorker } from "./worker-process.ts";

const { quick } = parseArgs({ options: { quick: { type: "boolean", default: false } } }).values;
/** `--quick` is for work on the bench itself: its figures mean little. */
const [ROUNDS, SECONDS, SQL_ROUNDS, WARM_UP_SECONDS] = quick ? [1, 0.5, 5, 5] : [3, 2.5, 40, 20];
/** As deep as its sources, so that what it imports of the product is found. */
const EMPTY_APP = path.resolve(".data/bench/apps/empty");
const LOG = ".data/bench/server.log";

/** The same build, headers and answer in one piece, without session, rights, frame or words. */
async function buildEmptyPage(): Promise<void> {
  rmSync(EMPTY_APP, { recursive: true, force: true });
  mkdirSync(EMPTY_APP, { recursive: true });
  cpSync("src/commands/bench/empty", EMPTY_APP, { recursive: true });
  cpSync("src/proxy.ts", path.join(EMPTY_APP, "proxy.ts"));
  await run(programs.next, ["build", EMPTY_APP], { env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" } });
}

type Servers = { product: string; empty: string; application: Record<string, string> };

async function servers(city: City): Promise<Servers> {
  const [port, emptyPort] = [await freePort(), await freePort()];
  const product = `http://localhost:${port}`;
  const application = {
    DATABASE_URL: city.urls.app,
    AUTH_SECRET: city.secret,
    APP_URL: product,
    LOG_LEVEL: "warn",
    FILES_DIR: path.resolve(".data/bench/files"),
    MAIL_OUTBOX: path.resolve(".data/bench/outbox"),
  };
  await startServer(port, application, { log: LOG });
  const environment = { DATABASE_URL: city.urls.superuser, BENCH_TENANT: city.tenantId, APP_URL: product };
  await startServer(emptyPort, environment, { log: LOG, folder: EMPTY_APP });
  return { product, empty: `http://localhost:${emptyPort}`, application };
}

/** The median run of several by its p50. */
function middle(runs: readonly Timing[]): Timing {
  const found = runs.toSorted((a, b) => a.p50 - b.p50)[Math.floor(runs.length / 2)];
  if (!found) throw new Error("nothing was measured");
  return found;
}

type Measured = { one: Timing; eight: Timing };

/** Rounds over all of them in turn, so that a busy minute of the machine falls on all alike. */
async function inTurn(
  sources: readonly { origin: string; open: Scene["open"] }[],
  rounds: number,
  seconds: number,
): Promise<Measured[]> {
  const runs = sources.map(() => ({ one: [] as Timing[], eight: [] as Timing[] }));
  for (let round = 0; round < rounds; round += 1)
    for (const [index, { origin, open }] of sources.entries()) {
      runs[index]?.one.push(await load(origin, await open(1), { connections: 1, seconds }));
      runs[index]?.eight.push(await load(origin, await open(8), { connections: 8, seconds }));
    }
  return runs.map(({ one, eight }) => ({ one: middle(one), eight: middle(eight) }));
}

async function lineOf(city: City, origin: string, scene: Scene, measured: Measured): Promise<Line> {
  const agent = new http.Agent({ keepAlive: true });
  const next = await scene.open(1);
  const request = async () => {
    const shot = next(0);
    if (shot) await send(origin, shot, agent);
  };
  await request();
  const transactions = await transactionsOf(city.urls.superuser, city.folder, request);
  agent.destroy();
  const statements = transactions.reduce((count, one) => count + one.statements.length, 0);
  const sql = scene.page ? await compare(city.urls, city.tenantId, transactions, SQL_ROUNDS) : null;
  const scripts = scene.page ? await firstLoad(origin, scene.page, scene.by) : null;
  return { scene, ...measured, statements, transactions: transactions.length, sql, scripts };
}

await guarded(async () => {
  mkdirSync(".data/bench", { recursive: true });
  await step("Preparing the database client", generateClient);
  const city = await step("Seeding the prefecture-level city", openCity);
  await step("Building", buildIfChanged);
  await step("Building the empty page", buildEmptyPage);
  const { product, empty, application } = await step("Starting both", () => servers(city));
  const scenes = await scenesOf(city, product);
  const blank: Shot = { path: "/", holds: "</table>" };
  const sources = [
    { origin: empty, open: async () => () => blank },
    ...scenes.map(({ open }) => ({ origin: product, open })),
  ];
  await step("Warming up", () => inTurn(sources, 1, WARM_UP_SECONDS / 2 / sources.length));
  const [floor, ...measured] = await step("Timing pages and actions", () => inTurn(sources, ROUNDS, SECONDS));
  if (!floor) throw new Error("nothing was measured");
  const lines: Line[] = [];
  await step("Counting statements, and their time as they are and without policies", async () => {
    for (const [index, scene] of scenes.entries()) {
      const timing = measured[index];
      if (timing) lines.push(await lineOf(city, product, scene, timing));
    }
  });
  const staff = await visitor(city, "SECTION_STAFF");
  const navigation = await step("Weighing a repeat navigation", () =>
    repeatNavigation(product, staff, "/reports", "/schools"),
  );
  const worker = keepWorker(application, { log: LOG }); // not before: its turns would fall on what is timed
  const importing = await step("Importing 3,600 rows", () => importOf(city, product));
  await worker.stop();
  const emptyScripts = await firstLoad(empty, "/", "");
  console.log(`\n${printed({ floor, emptyScripts, lines, navigation, importing })}`);
  await end(0);
});
