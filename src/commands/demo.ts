// A running city in one command. Everything it makes lies under .data/.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { type Cluster, removeCluster, startCluster } from "./database/cluster.ts";
import { createDatabase, setUpDatabase, type Urls } from "./database/set-up.ts";
import { urlsOfEnvironment } from "./database/settings.ts";
import { startServer, stopServer } from "./server.ts";
import { buildIfChanged, generateClient, run, step } from "./steps.ts";

const { values: options } = parseArgs({ options: { fresh: { type: "boolean" }, city: { type: "string" } } });
const port = Number(process.env.PORT ?? 3000);
const folder = path.resolve(".data/postgres");
let cluster: Cluster | undefined;

async function database(): Promise<Urls> {
  const own = urlsOfEnvironment();
  if (own) return own;
  if (options.fresh) removeCluster(folder);
  cluster = await step("Starting PostgreSQL", () => startCluster(folder));
  if (cluster.folder !== folder)
    console.log(`  (its data lies in ${cluster.folder}, where PostgreSQL's user can reach it)`);
  return createDatabase(cluster.superuserUrl(), "jijiao");
}

/** Made once and kept, so that a restart ends nobody's session. */
function secret(): string {
  const file = ".data/auth-secret";
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

function printSignIns(): void {
  type SignIn = { role: string; name: string; email: string; password: string; tenant: string | null };
  const signIns: SignIn[] = JSON.parse(readFileSync(".data/sign-ins.json", "utf8"));
  console.log("\nSign in as (also in .data/sign-ins.json):\n");
  console.table(
    signIns.map(({ tenant, role, name, email, password }) => ({ tenant: tenant ?? "–", role, name, email, password })),
  );
}

async function main(): Promise<void> {
  mkdirSync(".data", { recursive: true });
  if (options.city !== undefined && options.city !== "prefecture")
    throw new Error("--city knows one further city: prefecture.");
  console.log("Jijiao 基教\n");
  if (options.fresh) rmSync(".data/sign-ins.json", { force: true });
  const urls = await database();
  const environment = {
    DATABASE_URL: urls.app,
    MIGRATION_DATABASE_URL: urls.migration,
    AUTH_SECRET: process.env.AUTH_SECRET ?? secret(),
    APP_URL: process.env.APP_URL ?? `http://localhost:${port}`,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "warn",
  };
  await step("Bringing the database to this build", () => setUpDatabase(urls));
  await step("Preparing the database client", generateClient);
  const cities = options.city ? ["--city", options.city] : [];
  await step("Seeding the demo cities", () =>
    run("src/commands/seed.ts", cities, { env: { ...process.env, ...environment } }),
  );
  await step("Building", buildIfChanged);
  const { MIGRATION_DATABASE_URL: _owner, ...application } = environment;
  const server = await step("Starting the server", () => startServer(port, application));
  printSignIns();
  console.log(`\nReady: http://localhost:${port}   (Ctrl-C stops it)\n`);
  const stop = async (code: number) => {
    await stopServer(server);
    await cluster?.stop();
    process.exit(code);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void stop(0));
  server.once("exit", () => void stop(1));
}

main().catch(async (error: unknown) => {
  console.error(`\n${(error as Error).message}`);
  await cluster?.stop();
  process.exit(1);
});
