// The unit tests on the oldest PostgreSQL that is supported, or through pgbouncer in transaction mode:
// `npm run test:pg15`, `npm run test:pgbouncer`; with `-- <files>` a part of them. And two processes of the application
// behind nginx, as docs/operating.md sets them up: `npm run test:proxied`. All servers come from the system. And workers that
// are killed in the middle of their work: `npm run test:kills`.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { buildIfChanged, generateClient, step } from "./steps.ts";
import { beforeEnd, end, ended, guarded, stopped } from "./stopping.ts";

type Ground = { variable: string; places: string[]; wanted: string; only?: string };

const GROUNDS: Record<string, Ground> = {
  pg15: {
    variable: "POSTGRES_BIN",
    places: ["/usr/lib/postgresql/15/bin", "/usr/pgsql-15/bin", "/opt/homebrew/opt/postgresql@15/bin"],
    wanted: "PostgreSQL 15 (Debian: apt-get install postgresql-15)",
  },
  pgbouncer: {
    variable: "TEST_PGBOUNCER",
    places: ["/usr/sbin/pgbouncer", "/usr/bin/pgbouncer", "/opt/homebrew/bin/pgbouncer"],
    wanted: "pgbouncer (Debian: apt-get install pgbouncer)",
  },
  proxied: {
    variable: "TEST_NGINX",
    places: ["/usr/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"],
    wanted: "nginx and openssl (Debian: apt-get install nginx openssl)",
    only: "tests/proxied",
  },
};

/** `npm run test:kills`, or `-- 20` for so many kills instead of a hundred. */
async function kills(count = "100"): Promise<void> {
  if (!/^[1-9]\d{0,3}$/.test(count)) throw new Error("Usage: npm run test:kills [-- <number of kills>]");
  await prepare({ build: true });
  await runTests(["tests/kills"], { TEST_KILLS: count });
}

async function prepare({ build }: { build: boolean }): Promise<void> {
  await step("Preparing the database client", generateClient);
  if (build) await step("Building", buildIfChanged);
}

async function runTests(files: string[], environment: Record<string, string>): Promise<void> {
  const run = ["node_modules/vitest/vitest.mjs", "run", "--config", "tests/vitest.config.ts", "--reporter=dot"];
  const tests = spawn(process.execPath, [...run, ...files], {
    stdio: "inherit",
    env: { ...process.env, ...environment },
  });
  beforeEnd(() => stopped(tests));
  await end((await ended(tests)) ?? 1);
}

await guarded(async () => {
  const [name = "", ...files] = process.argv.slice(2);
  if (name === "kills") return kills(files[0]);
  const ground = GROUNDS[name];
  if (!ground)
    throw new Error("Usage: npm run test:pg15 [-- <files>], npm run test:pgbouncer [-- <files>], npm run test:proxied");
  const { variable, places, wanted, only } = ground;
  const place = process.env[variable] || places.find((one) => existsSync(one));
  if (!place || !existsSync(place))
    throw new Error(`This needs ${wanted}, in ${places.join(" or ")}, or ${variable} that says where it is.`);
  await prepare({ build: only !== undefined });
  await runTests(only ? [only] : files, { [variable]: place });
});
