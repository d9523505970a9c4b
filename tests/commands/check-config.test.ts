import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { reachableFindings } from "../../src/commands/config/address.ts";
import { aboutServer, aboutWorker, databaseFindings } from "../../src/commands/config/database.ts";
import type { Finding } from "../../src/commands/config/finding.ts";
import { addressFindings, secretFindings, spaceFindings } from "../../src/commands/config/settings.ts";
import { migrationNames } from "../../src/commands/database/engine.ts";
import { setUpDatabase, type Urls } from "../../src/commands/database/set-up.ts";
import { aFolder, anEmptyDatabase, asSuperuser, disconnectAll } from "./install.ts";

const { DATABASE_URL = "", MIGRATION_DATABASE_URL = "", SUPERUSER_DATABASE_URL = "" } = process.env;
const empty = aFolder();

/** The worst of the findings that say this, and what they say. */
function verdictOn(findings: Finding[], words: RegExp): string[] {
  return findings.filter(({ text }) => words.test(text)).map(({ verdict }) => verdict);
}
const bad = (findings: Finding[]) => findings.filter(({ verdict }) => verdict !== "ok");

describe("the settings", () => {
  test.each([
    ["https://jijiao.example.cn", ["ok"]],
    ["http://localhost:3000", ["warn"]],
    ["http://[::1]:3000", ["warn"]],
    ["http://jijiao.example.cn", ["fail"]],
    ["https://example.cn/jijiao", ["ok", "fail"]],
  ])("APP_URL=%s", (url, verdicts) => {
    expect(addressFindings(new URL(url)).map(({ verdict }) => verdict)).toEqual(verdicts);
  });

  test("a secret that a person made up is noticed", () => {
    expect(secretFindings("abababababababababababababababababab")[0]?.verdict).toBe("fail");
    expect(secretFindings("kQ1hQm5Wz7YfTgR0pLx8dVbN3sJcXa2e")[0]?.verdict).toBe("ok");
  });

  test.each([
    [4, "fail"],
    [14, "warn"],
    [50, "ok"],
  ])("%d %% of a disk free", (percent, verdict) => {
    const findings = spaceFindings("the backups", "/nowhere/yet", () => ({ free: percent * 1e9, total: 1e11 }));
    expect(findings.map((one) => one.verdict)).toEqual([verdict]);
    expect(findings[0]?.text).toContain(`(${percent} %) are free for the backups in /nowhere/yet`);
  });
});

describe("the database", () => {
  const good = {
    version: 160004,
    shown: "16.4",
    encoding: "UTF8",
    provider: "i",
    collations: 2,
    connections: 97,
    folder: null,
  };

  test.each([
    [{}, 0, []],
    [{ version: 140012, shown: "14.12" }, 0, [["fail", /14\.12 is too old/]]],
    [{ encoding: "SQL_ASCII" }, 0, [["fail", /encoding is SQL_ASCII/]]],
    [{ provider: "c" }, 0, [["warn", /operating system's/]]],
    [{ collations: 1 }, 0, [["fail", /lacks the ICU collations/]]],
    [{ connections: 5 }, 0, [["fail", /fewer than DATABASE_POOL=10/]]],
    [{}, -3.04, [["warn", /differ by 3\.0 s/]]],
    [{}, 60, [["fail", /differ by 60\.0 s/]]],
  ] as [Partial<typeof good>, number, [string, RegExp][]][])("%o, %d s ahead", (over, ahead, wanted) => {
    const found = bad(aboutServer({ ...good, ...over }, ahead));
    expect(found.map(({ verdict }) => verdict)).toEqual(wanted.map(([verdict]) => verdict));
    for (const [place, [, words]] of wanted.entries()) expect(found[place]?.text).toMatch(words);
  });

  test("of the tests is well", async () => {
    // No worker belongs to the tests.
    expect(bad(await databaseFindings(MIGRATION_DATABASE_URL)).filter(({ text }) => !/worker/.test(text))).toEqual([]);
  });

  test("without the migration's login, or with another database's, says so", async () => {
    expect(verdictOn(await databaseFindings(undefined), /MIGRATION_DATABASE_URL is not set/)).toEqual(["warn"]);
    const other = await anEmptyDatabase("jijiao_other");
    expect(verdictOn(await databaseFindings(other.migration), /different databases/)).toEqual(["fail"]);
    expect(verdictOn(await databaseFindings(DATABASE_URL), /may not act as portal_owner|not a pgbouncer/)).toEqual([
      "fail",
    ]);
  });
});

describe("the program", () => {
  let urls: Urls;
  beforeAll(async () => {
    urls = await anEmptyDatabase("jijiao_config");
    await setUpDatabase(urls, undefined, migrationNames().slice(0, -1));
    await (await asSuperuser(urls)).query('grant select on "Person" to portal_app');
    await disconnectAll();
  });

  function check(over: Record<string, string>) {
    const env = {
      ...process.env,
      AUTH_SECRET: "kQ1hQm5Wz7YfTgR0pLx8dVbN3sJcXa2e",
      BACKUP_KEY: "",
      LOG_LEVEL: "silent",
      APP_URL: "http://localhost:1",
      ...over,
    };
    const { status, stdout, stderr } = spawnSync(process.execPath, ["src/commands/check-config.ts"], {
      encoding: "utf8",
      env,
    });
    return { status, said: stdout, complained: stderr };
  }

  test("says what is well, what is doubtful and what is wrong", () => {
    const { status, said, complained } = check({ BACKUP_FOLDER: empty });
    expect(complained).toBe("");
    expect(said).toMatch(/^ok {4}The settings are complete and well-formed\.$/m);
    expect(said).toMatch(/^warn {2}BACKUP_KEY is not set/m);
    expect(said).toMatch(/^ok {4}Files are kept in the folder /m);
    expect(said).toMatch(/\n\n\d+ ok, \d+ warnings, 0 failed\n$/);
    expect(status).toBe(0);
  });

  test.each([
    [{ AUTH_SECRET: "short" }, /^fail {2}Configuration: AUTH_SECRET must be/m],
    [{ BACKUP_KEY: "short" }, /^fail {2}BACKUP_KEY must be 32 bytes/m],
    [
      { DATABASE_URL: "postgresql://x:y@127.0.0.1:1/z" },
      /^fail {2}The database of DATABASE_URL cannot be reached: .*ECONNREFUSED/m,
    ],
    [{ DATABASE_URL: SUPERUSER_DATABASE_URL }, /^fail {2}The login postgres of DATABASE_URL is a superuser/m],
    [{ APP_URL: "http://jijiao.example.cn" }, /^fail {2}APP_URL is http:/m],
    [{ FILES_DIR: "package.json" }, /^fail {2}Files cannot be kept in the folder package\.json: .*(ENOTDIR|EEXIST)/m],
    [
      { S3_BUCKET: "portal", S3_ENDPOINT: "http://127.0.0.1:1", S3_ACCESS_KEY_ID: "a", S3_SECRET_ACCESS_KEY: "b" },
      /^fail {2}Files cannot be kept in the bucket portal: .*ECONNREFUSED/m,
    ],
    [
      { S3_BUCKET: "portal", S3_ACCESS_KEY_ID: "a" },
      /^fail {2}S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY are set together/m,
    ],
    [{ SMTP_URL: "smtp://127.0.0.1:1" }, /^fail {2}The mail server of SMTP_URL does not take us: .*ECONNREFUSED/m],
  ])("%o ends with 1", (over, words) => {
    const { status, said } = check(over);
    expect(said).toMatch(words);
    expect(status).toBe(1);
  });

  test("without a mail server and a worker, what that means is said", () => {
    const { said } = check({ BACKUP_FOLDER: empty });
    expect(said).toMatch(/^warn {2}SMTP_URL is not set: e-mail goes to nobody/m);
    expect(aboutWorker(null)).toMatchObject({ verdict: "warn", text: expect.stringContaining("has ever been heard") });
    expect(aboutWorker(600)).toMatchObject({ verdict: "warn", text: expect.stringContaining("for 10 minutes") });
    expect(aboutWorker(15)).toMatchObject({ verdict: "ok" });
  });

  test("a pending migration and a right too many are named", () => {
    const { status, said } = check({ DATABASE_URL: urls.app, MIGRATION_DATABASE_URL: urls.migration });
    expect(said).toContain(`fail  Migrations are pending: ${migrationNames().at(-1)}.`);
    expect(said).toMatch(
      /^fail {2}The login portal_app of DATABASE_URL may touch \w+.* without having said who is asking/m,
    );
    expect(status).toBe(1);
  });
});

describe("the address people open", () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  /** A portal behind a proxy, as far as the check can tell: what it answers to the health check and to forms. */
  function portal(
    health: number,
    form: (forged: string | undefined) => number,
    type = "application/json",
  ): Promise<string> {
    const server = createServer((request, response) => {
      const forged = request.headers["x-forwarded-host"]?.toString();
      response.writeHead(request.method === "POST" ? form(forged) : health, { "content-type": type }).end("{}");
    });
    servers.push(server);
    return new Promise((resolve) => {
      server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    });
  }

  test.each([
    [200, () => 409, "application/json", ["ok", "ok"], /no other that a sender makes up/],
    [200, (forged) => (forged ? 500 : 409), "application/json", ["ok", "warn"], /must overwrite it/],
    [200, () => 500, "application/json", ["ok", "fail"], /Every form is refused/],
    [503, () => 409, "application/json", ["fail", "ok"], /is unavailable/],
    [200, () => 409, "text/html", ["fail"], /something else than this portal/],
  ] as [number, (forged: string | undefined) => number, string, string[], RegExp][])(
    "health %d",
    async (health, form, type, verdicts, words) => {
      const found = await reachableFindings(await portal(health, form, type));
      expect(found.map(({ verdict }) => verdict)).toEqual(verdicts);
      expect(found.map(({ text }) => text).join("\n")).toMatch(words);
    },
  );

  test("where nobody answers, that is said", async () => {
    expect(await reachableFindings("http://127.0.0.1:1")).toMatchObject([{ verdict: "warn" }]);
  });
});
