import { createHash, randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { sessionCookie } from "../../../e2e/sessions.ts";
import { removeCluster, startCluster } from "../database/cluster.ts";
import { createDatabase, setUpDatabase, type Urls } from "../database/set-up.ts";
import { STATEMENT_LOG } from "../database/statements.ts";
import { contentHash, run } from "../steps.ts";
import { beforeEnd } from "../stopping.ts";

const FOLDER = path.resolve(".data/bench/postgres");
const SEEDED = `${FOLDER}.seeded`;
const CITY = "linjiang";

/** The prefecture-level city in a database of its own, and a connection to it that sees and may do everything. */
export type City = {
  urls: Urls & { superuser: string };
  folder: string;
  client: pg.Client;
  tenantId: string;
  secret: string;
};

/** Seeded once a day and for each state of the seeds; every run works on a copy of its own. */
export async function openCity(): Promise<City> {
  const state = `${contentHash(["prisma", "src/lib"])} ${new Date().toISOString().slice(0, 10)}`;
  const kept = existsSync(SEEDED) && readFileSync(SEEDED, "utf8") === state;
  if (!kept) removeCluster(FOLDER);
  const { superuserUrl, folder } = await startCluster(FOLDER, STATEMENT_LOG);
  if (!kept) {
    const urls = await createDatabase(superuserUrl(), "seeded");
    await setUpDatabase(urls);
    const env = { ...process.env, DATABASE_URL: urls.app, MIGRATION_DATABASE_URL: urls.migration };
    await run("src/commands/seed.ts", ["--city", "prefecture", "--sign-ins", ".data/bench/sign-ins.json"], { env });
    writeFileSync(SEEDED, state);
  }
  const keeper = new pg.Client({ connectionString: superuserUrl() });
  await keeper.connect();
  await keeper.query("alter system reset log_statement"); // a run that was ended may have left it on
  await keeper.query("drop database if exists bench");
  await keeper.query("create database bench template seeded owner portal_owner");
  await keeper.end();
  const urls = await createDatabase(superuserUrl(), "bench");
  await setUpDatabase(urls); // the gates belong to the database
  const client = new pg.Client({ connectionString: superuserUrl("bench") });
  await client.connect();
  beforeEnd(() => client.end());
  await client.query("vacuum analyze");
  const { rows } = await client.query<{ id: string }>(`select id from "Tenant" where slug = $1`, [CITY]);
  const tenantId = rows[0]?.id;
  if (!tenantId) throw new Error(`The seeds make no city ${CITY}.`);
  const secret = randomBytes(32).toString("base64url");
  return { urls: { ...urls, superuser: superuserUrl("bench") }, folder, client, tenantId, secret };
}

/**
 * Signs somebody of that role in, of a school where one is named: the session is the database's, as after the sign-in.
 * @returns the cookies of their browser
 */
export async function visitor(
  city: Pick<City, "client" | "tenantId" | "secret">,
  role: string,
  schoolId: string | null = null,
): Promise<string> {
  const sid = randomBytes(32).toString("base64url");
  const digest = createHash("sha256").update(sid).digest();
  const { rowCount } = await city.client.query(
    `insert into "Session" (id, "personId", stage, "tenantId", "membershipId", "expiresAt")
     select $1, "personId", 'OPEN', "tenantId", id, now() + interval '1 day' from "Membership"
      where "tenantId" = $2 and role = $3::"Role" and "endsOn" is null and "offeredAt" is null
        and ($4::uuid is null or "schoolId" = $4::uuid)
      order by "createdAt", id limit 1`,
    [digest, city.tenantId, role, schoolId],
  );
  if (!rowCount) throw new Error(`Nobody is ${role} of the school ${schoolId}.`);
  return `${await sessionCookie(sid, city.secret)}; locale=zh-CN`;
}
