import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Context } from "#features/reports/form/cells.ts";
import { canSubmit, evaluate } from "#features/reports/form/evaluate.ts";
import { MONTHLY_RETURN } from "#features/reports/form/forms/monthly-return.ts";
import { SCHOOL_FACTS } from "#features/reports/form/forms/school-facts.ts";
import { type ListName, stateIn } from "#features/views/lists.ts";
import { DIGITAL_SURVEY } from "#seed/survey.ts";
import { createDatabase, setUpDatabase, type Urls } from "../../src/commands/database/set-up.ts";

const TIMEOUT = 280_000;
const folder = mkdtempSync(path.join(tmpdir(), "jijiao-seed-"));
const cities: { urls: Urls; client: pg.Client }[] = [];

function seed({ app, migration }: Urls): string {
  const env = { ...process.env, DATABASE_URL: app, MIGRATION_DATABASE_URL: migration };
  return execFileSync(process.execPath, ["src/commands/seed.ts", "--sign-ins", path.join(folder, "sign-ins.json")], {
    env,
    encoding: "utf8",
  });
}

async function aDatabase(name: string): Promise<void> {
  const superuser = new URL(process.env.SUPERUSER_DATABASE_URL ?? "");
  const urls = await createDatabase(superuser.href, name);
  await setUpDatabase(urls);
  superuser.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: superuser.href });
  await client.connect();
  cities.push({ urls, client });
}

/** What a database holds, apart from when it was written and the salted hashes of passwords. */
async function digestOf(client: pg.Client): Promise<Record<string, string>> {
  const { rows: tables } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('_prisma_migrations', 'Credential', 'AuditChange')",
  );
  const digest: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await client.query<{ digest: string }>(
      `select md5(coalesce(string_agg(row, '' order by row), '')) as digest from (select (to_jsonb(t) - 'createdAt')::text as row from "${name}" t) all_rows`,
    );
    digest[name] = rows[0]?.digest ?? "";
  }
  return digest;
}

beforeAll(async () => {
  for (const name of ["jijiao_seed_one", "jijiao_seed_two"]) await aDatabase(name);
  for (const { urls } of cities) seed(urls);
}, TIMEOUT);

afterAll(async () => {
  for (const { client } of cities) await client.end();
  rmSync(folder, { recursive: true, force: true });
});

test("two databases get the same cities, to the id", async () => {
  const [one, two] = await Promise.all(cities.map(({ client }) => digestOf(client)));
  expect(two).toEqual(one);
});

test(
  "seeding again changes nothing",
  async () => {
    const [city] = cities;
    if (!city) throw new Error("no city was seeded");
    const changes = () => city.client.query('select count(*) from "AuditChange"').then(({ rows }) => rows[0].count);
    const [before, counted] = [await digestOf(city.client), await changes()];
    expect(seed(city.urls).match(/left alone/g)).toHaveLength(3);
    expect(await digestOf(city.client)).toEqual(before);
    expect(await changes()).toBe(counted);
  },
  TIMEOUT,
);

test("one sign-in for every role of every city, none for roles that need a school where there is none", () => {
  const signIns: { role: string; name: string; email: string; password: string; tenant: string | null }[] = JSON.parse(
    readFileSync(path.join(folder, "sign-ins.json"), "utf8"),
  );
  for (const signIn of signIns) {
    expect(Object.keys(signIn)).toEqual(["role", "name", "email", "password", "tenant"]);
    expect(signIn.password.length).toBeGreaterThanOrEqual(15);
    expect(signIn.email).toMatch(/@example\.test$/);
  }
  const roles = (tenant: string | null) => signIns.filter((one) => one.tenant === tenant).length;
  expect([roles(null), roles("qinghe"), roles("linshui"), roles("hong-kong")]).toEqual([1, 9, 9, 5]);
});

test("whatever was sent passes its own checks, with a reason for every warning, in every version", async () => {
  const { rows } = (await cities[0]?.client.query<{
    id: string;
    key: string;
    context: Context;
    values: Record<string, string>;
    reasons: Record<string, string>;
  }>(`
    select s.id, t.key, a.context,
           coalesce((select jsonb_object_agg(cell, value) from "CellValue" c where c."tenantId" = s."tenantId" and c."submissionId" = s.id), '{}') as values,
           coalesce((select jsonb_object_agg(finding, reason) from "Explanation" e where e."tenantId" = s."tenantId" and e."submissionId" = s.id), '{}') as reasons
      from "Submission" s join "Assignment" a on a."tenantId" = s."tenantId" and a.id = s."assignmentId"
      join "Campaign" g on g."tenantId" = a."tenantId" and g.id = a."campaignId" join "TemplateVersion" v on v."tenantId" = g."tenantId" and v.id = g."templateVersionId"
      join "Template" t on t."tenantId" = v."tenantId" and t.id = v."templateId" where s."signedAt" is not null`)) ?? {
    rows: [],
  };
  expect(rows.length).toBeGreaterThan(400);
  for (const { id, key, context, values, reasons } of rows) {
    const definition = [SCHOOL_FACTS, MONTHLY_RETURN, DIGITAL_SURVEY].find((form) => form.key === key) ?? SCHOOL_FACTS;
    expect(canSubmit(evaluate(definition, values, context), reasons), id).toEqual({
      ok: true,
      errors: [],
      unexplained: [],
    });
  }
});

test("the locked figures of the city are exactly those of its plan", async () => {
  const sum = async (cell: string) => {
    const result = await cities[0]?.client.query<{ sum: string }>(
      `select sum(c.value::int) from "CellValue" c join "Submission" s on s.id = c."submissionId" join "Assignment" a on a.id = s."assignmentId" and a.current = s.number
         join "Campaign" g on g.id = a."campaignId" join "Tenant" t on t.id = g."tenantId"
        where t.slug = 'qinghe' and c.cell = $1 and a.status = 'LOCKED' and g."titleEn" = (
          select "titleEn" from "Campaign" where "tenantId" = t.id and "titleEn" like 'School facts%' and status = 'CLOSED' order by "refersTo" desc limit 1)`,
      [cell],
    );
    return Number(result?.rows[0]?.sum);
  };
  expect([await sum("B2@total"), await sum("B1@total"), await sum("D2"), await sum("B7@total")]).toEqual([
    36_980, 956, 2550, 130,
  ]);
});

test("every change belongs to a deed of somebody in the city, done before today", async () => {
  const { rows } = (await cities[0]?.client.query(`
    select c.entity, c.operation, c.at, e.at as deed from "AuditChange" c left join "AuditEvent" e on e."tenantId" = c."tenantId" and e."requestId" = c."requestId"
     where c.entity not in ('Template', 'TemplateVersion') and (e.id is null or e.at <> c.at or e.at > now() or e."personId" is distinct from c."personId") limit 5`)) ?? {
    rows: ["no answer"],
  };
  expect(rows).toEqual([]);
});

test("no school has a gap or an overlap in its history, and its versions count its changes", async () => {
  const { rows } = (await cities[0]?.client.query(`
    select "schoolId" from (
      select "schoolId", "validTo", lead("validFrom") over (partition by "tenantId", "schoolId" order by "validFrom") as next
        from "SchoolFact" where "supersededAt" is null) spans where "validTo" is distinct from next`)) ?? {
    rows: ["no answer"],
  };
  expect(rows).toEqual([]);
});

test("the section's views are there, most of them shared, and their lists understand all of them", async () => {
  const { rows = [] } =
    (await cities[0]?.client.query<{ list: ListName; query: string; audience: string }>(
      `select v.list, v.query, v.audience from "SavedView" v join "Tenant" t on t.id = v."tenantId" where t.slug = 'qinghe'`,
    )) ?? {};
  expect(rows.filter(({ audience }) => audience === "CITY")).toHaveLength(4);
  expect(rows.filter(({ audience }) => audience === "OWNER")).toHaveLength(1);
  for (const { list, query } of rows) {
    expect(query).not.toBe("");
    expect(stateIn(list, query)).toBe(query);
  }
});
