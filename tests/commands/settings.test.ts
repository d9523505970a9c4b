import { spawnSync } from "node:child_process";
import { createServer } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { urlsOfEnvironment } from "../../src/commands/database/settings.ts";
import { portOfEnvironment } from "../../src/commands/server.ts";

const GOOD = {
  DATABASE_URL: "postgresql://portal_app:secret@localhost:5432/jijiao",
  AUTH_SECRET: "x".repeat(32),
  APP_URL: undefined,
  PRIVATE_PROVIDERS: undefined,
  DATABASE_POOL: undefined,
  LOG_LEVEL: undefined,
  MIGRATION_DATABASE_URL: undefined,
  PORT: undefined,
  FILES_DIR: undefined,
};

beforeEach(() => {
  for (const [name, value] of Object.entries(GOOD)) vi.stubEnv(name, value);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

/** The settings are read once for a process: each test reads them afresh. */
async function settings() {
  vi.resetModules();
  return (await import("#server/env.ts")).env();
}

describe("the application's settings", () => {
  test("what is not set has a default", async () => {
    expect(await settings()).toEqual({
      DATABASE_URL: GOOD.DATABASE_URL,
      AUTH_SECRET: GOOD.AUTH_SECRET,
      APP_URL: "http://localhost:3000",
      PRIVATE_PROVIDERS: "no",
      DATABASE_POOL: 10,
      SMTP_URL: "",
      MAIL_FROM: "Jijiao 基教 <no-reply@localhost>",
      MAIL_OUTBOX: ".data/outbox",
      FILES_DIR: ".data/files",
      S3_BUCKET: "",
      S3_ENDPOINT: "",
      S3_PATH_STYLE: "yes",
      S3_REGION: "us-east-1",
      S3_ACCESS_KEY_ID: "",
      S3_SECRET_ACCESS_KEY: "",
      LOG_LEVEL: "info",
    });
  });

  const DATABASE = "DATABASE_URL must be a PostgreSQL address: postgresql://login:password@host:5432/database";
  const POOL = "DATABASE_POOL must be a whole number of connections from 1 to 200";
  const LEVEL = "LOG_LEVEL must be debug, info, warn, error or silent";
  const ADDRESS = "APP_URL must be the address people open, such as https://jijiao.example.cn";
  const SECRET = "AUTH_SECRET must be a secret of at least 32 characters";
  test.each([
    ["DATABASE_URL", undefined, DATABASE],
    ["DATABASE_URL", "", DATABASE],
    ["DATABASE_URL", "localhost", DATABASE],
    ["DATABASE_URL", "mysql://portal_app:x@localhost/jijiao", DATABASE],
    ["DATABASE_URL", "postgresql://localhost:5432/jijiao", DATABASE],
    ["DATABASE_URL", "postgresql://portal_app:x@localhost:5432/", DATABASE],
    ["DATABASE_URL", "postgresql://portal_app:x@localhost:port/jijiao", DATABASE],
    ["AUTH_SECRET", undefined, SECRET],
    ["AUTH_SECRET", "too short", SECRET],
    ["SECRETS_KEY", "too short", "SECRETS_KEY must be a secret of at least 32 characters"],
    ["PRIVATE_PROVIDERS", "perhaps", "PRIVATE_PROVIDERS must be yes or no"],
    ["APP_URL", "", ADDRESS],
    ["APP_URL", "jijiao.example.cn", ADDRESS],
    ["APP_URL", "ftp://jijiao.example.cn", ADDRESS],
    ["DATABASE_POOL", "", POOL],
    ["DATABASE_POOL", "ten", POOL],
    ["DATABASE_POOL", "2.5", POOL],
    ["DATABASE_POOL", "0", POOL],
    ["DATABASE_POOL", "201", POOL],
    ["LOG_LEVEL", "", LEVEL],
    ["LOG_LEVEL", "loud", LEVEL],
  ])("%s=%s", async (name, value, sentence) => {
    vi.stubEnv(name, value);
    await expect(settings()).rejects.toThrow(`Configuration: ${sentence}. See .env.example.`);
  });

  test("several are named in one sentence", async () => {
    vi.stubEnv("DATABASE_URL", undefined);
    vi.stubEnv("AUTH_SECRET", undefined);
    await expect(settings()).rejects.toThrow(`Configuration: ${DATABASE}; ${SECRET}. See .env.example.`);
  });
});

describe("the addresses of the database", () => {
  const both = [GOOD.DATABASE_URL, "postgresql://portal_migrator:secret@localhost/jijiao"] as const;
  test.each([
    [undefined, undefined, null],
    [both[0], both[1], { app: both[0], migration: both[1] }],
  ])("%s and %s", (app, migration, urls) => {
    vi.stubEnv("DATABASE_URL", app);
    vi.stubEnv("MIGRATION_DATABASE_URL", migration);
    expect(urlsOfEnvironment()).toEqual(urls);
  });

  test.each([
    [both[0], undefined, "MIGRATION_DATABASE_URL is missing"],
    [undefined, both[1], "DATABASE_URL is missing"],
    ["jijiao", both[1], "DATABASE_URL is not one"],
    [both[0], "postgresql://localhost/jijiao", "MIGRATION_DATABASE_URL is not one"],
  ])("%s and %s are refused", (app, migration, sentence) => {
    vi.stubEnv("DATABASE_URL", app);
    vi.stubEnv("MIGRATION_DATABASE_URL", migration);
    expect(() => urlsOfEnvironment()).toThrow(`${sentence}: it must be a PostgreSQL address, postgresql://`);
  });
});

describe("the port", () => {
  test.each(["web", "0", "65536", "-1", "80.5"])("PORT=%s is refused", async (port) => {
    vi.stubEnv("PORT", port);
    await expect(portOfEnvironment()).rejects.toThrow(`PORT must be a number from 1 to 65535, not '${port}'.`);
  });

  test.each(["127.0.0.1", "::"])("one taken on %s is refused, a free one is not", async (host) => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, host, resolve));
    const address = other.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    vi.stubEnv("PORT", String(port));
    await expect(portOfEnvironment()).rejects.toThrow(`Port ${port} is taken by another program: set PORT`);
    await new Promise((resolve) => other.close(resolve));
    expect(await portOfEnvironment()).toBe(port);
  });
});

describe("programs end with one sentence", () => {
  /** As a person runs it, with these settings and no others. */
  function program(name: string, args: string[], settingsOf: Record<string, string>) {
    const result = spawnSync(process.execPath, [path.join("src", "commands", name), ...args], {
      encoding: "utf8",
      env: { PATH: process.env.PATH ?? "", NODE_ENV: "production", ...settingsOf },
    });
    return { status: result.status, said: result.stderr.trim() };
  }

  test.each([
    ["migrate.ts", [], { DATABASE_URL: GOOD.DATABASE_URL }, "MIGRATION_DATABASE_URL is missing: it must be"],
    ["migrate.ts", [], {}, "Set DATABASE_URL and MIGRATION_DATABASE_URL. See .env.example."],
    ["start.ts", [], {}, "Jijiao does not start. Configuration: DATABASE_URL must be a PostgreSQL address"],
    ["demo.ts", ["--citty"], {}, "The demo knows two options:"],
    ["demo.ts", ["--city", "moon"], {}, "The demo knows two options:"],
    ["demo.ts", [], { PORT: "web" }, "PORT must be a number"],
    ["new-migration.ts", ["Two Words"], {}, "Usage: npm run migration -- name_in_words"],
    ["test-on.ts", ["the moon"], {}, "Usage: npm run test:pg15"],
    [
      "test-on.ts",
      ["pg15"],
      { POSTGRES_BIN: "/nowhere" },
      "This needs PostgreSQL 15 (Debian: apt-get install postgresql-15)",
    ],
    ["operator.ts", ["operator@example.test"], {}, "Usage: npm run operator -- <e-mail address> <name>"],
    ["tenant-export.ts", [], {}, "Usage: npm run tenant:export -- <slug>"],
    ["test.ts", ["everything"], {}, "There is no part 'everything': check, unit, e2e."],
  ])("%s %s %o", (name, args, settingsOf, sentence) => {
    const { status, said } = program(name, args, settingsOf);
    expect(said).toContain(sentence);
    expect(said).not.toContain("\n");
    expect(status).toBe(1);
  });
});
