// A running city in one command. Everything it makes lies under .data/.
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { removeCluster, startCluster } from "./database/cluster.ts";
import { clearLock } from "./database/lock.ts";
import { createDatabase, setUpDatabase, type Urls } from "./database/set-up.ts";
import { urlsOfEnvironment } from "./database/settings.ts";
import { portOfEnvironment, startServer } from "./server.ts";
import { buildIfChanged, generateClient, run, step } from "./steps.ts";
import { end, guarded } from "./stopping.ts";
import { keepWorker } from "./worker-process.ts";

const folder = path.resolve(".data/postgres");

function optionsOf(args: string[]): { fresh: boolean; city: string | undefined } {
  const known = { fresh: { type: "boolean", default: false }, city: { type: "string" } } as const;
  try {
    const { fresh, city } = parseArgs({ args, options: known }).values;
    if (city === undefined || city === "prefecture") return { fresh, city };
  } catch {
    // said below
  }
  throw new Error("The demo knows two options: `npm run demo -- --fresh` and `npm run demo -- --city prefecture`.");
}

async function database(fresh: boolean): Promise<Urls> {
  const own = urlsOfEnvironment();
  if (own) return own;
  const { superuserUrl, folder: place } = await step("Starting PostgreSQL", async () => {
    if (fresh) await startOver();
    return startCluster(folder);
  });
  if (place !== folder) console.log(`  (its data lies in ${place}, where PostgreSQL's user can reach it)`);
  return createDatabase(superuserUrl(), "jijiao");
}

async function startOver(): Promise<void> {
  await clearLock(folder);
  removeCluster(folder);
  rmSync(".data/sign-ins.json", { force: true });
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

await guarded(async () => {
  const { fresh, city } = optionsOf(process.argv.slice(2));
  const port = await portOfEnvironment();
  mkdirSync(".data", { recursive: true });
  console.log("Jijiao 基教\n");
  const urls = await database(fresh);
  const application = {
    DATABASE_URL: urls.app,
    AUTH_SECRET: process.env.AUTH_SECRET || secret(),
    APP_URL: process.env.APP_URL || `http://localhost:${port}`,
    LOG_LEVEL: process.env.LOG_LEVEL || "warn",
  };
  const migrating = { ...process.env, ...application, MIGRATION_DATABASE_URL: urls.migration };
  await step("Bringing the database to this build", () => setUpDatabase(urls));
  await step("Preparing the database client", generateClient);
  const cities = city ? ["--city", city] : [];
  await step("Seeding the demo cities", () => run("src/commands/seed.ts", cities, { env: migrating }));
  await step("Building", buildIfChanged);
  const server = await step("Starting the server", () => startServer(port, application));
  server.once("exit", () => void end(1));
  keepWorker(application);
  printSignIns();
  console.log(`\nReady: ${application.APP_URL}   (Ctrl-C stops it)\n`);
});
