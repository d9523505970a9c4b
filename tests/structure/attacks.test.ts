import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withSession } from "#server/db.ts";
import { signIn } from "#support/actor.ts";
import { aDistrict, aSchool, aTenant, inTenant } from "#support/factories.ts";
import { owner } from "#support/owner.ts";

let db: pg.Client;

beforeAll(async () => {
  db = new pg.Client({ connectionString: process.env.SUPERUSER_DATABASE_URL });
  await db.connect();
});

afterAll(() => db.end());

type Context = Record<string, string>;

/** Runs statements as a role in a context and keeps nothing; the last one's rows, or the SQLSTATE of a refusal. */
async function as(role: string, context: Context, ...statements: string[]): Promise<pg.QueryResultRow[] | string> {
  await db.query("begin");
  try {
    for (const [name, value] of Object.entries(context))
      await db.query("select set_config($1, $2, true)", [name, value]);
    await db.query(`set local role ${role}`);
    let rows: pg.QueryResultRow[] = [];
    for (const statement of statements) rows = (await db.query(statement)).rows;
    return rows;
  } catch (error) {
    return (error as { code?: string }).code ?? "no code";
  } finally {
    await db.query("rollback");
  }
}

const REFUSED = "42501";

async function aCity() {
  const tenant = await aTenant();
  const district = await aDistrict(tenant);
  const [school, other] = [await aSchool(district), await aSchool(district)];
  return { tenant, district, school, other, within: { "app.tenant": tenant.tenantId, "app.today": "2026-09-01" } };
}

test("a temporary table does not catch the trail, nor feed a definer function", async () => {
  const { school, within } = await aCity();
  const counted = await as(
    "portal_section",
    { ...within, "app.request": randomUUID() },
    'create temp table "AuditChange" (like public."AuditChange" including all)',
    'create temp table "Membership" (like public."Membership" including all)',
    `update public."School" set phone = '1', version = version + 1 where id = '${school.schoolId}'`,
    `select count(*)::int as n from public."AuditChange" where "rowId" = '${school.schoolId}' and operation = 'UPDATE'`,
  );
  expect(counted).toEqual([{ n: 1 }]);
});

test("who, when and in which request an event was, its writer does not say", async () => {
  const { tenant, within } = await aCity();
  const person = randomUUID();
  const context = { ...within, "app.person": person, "app.request": randomUUID() };
  const event = (column: string, value: string) =>
    as(
      "portal_section",
      context,
      `insert into "AuditEvent" (id, capability, "subjectType", "subjectId"${column}) values ('${randomUUID()}', 'x', 'x', 'x'${value}) `,
      `select "personId", "requestId", at > now() - interval '1 minute' as now from "AuditEvent" where "tenantId" = '${tenant.tenantId}' and capability = 'x'`,
    );
  expect(await event("", "")).toEqual([{ personId: person, requestId: context["app.request"], now: true }]);
  expect(await event(", at", ", '2020-01-01'")).toBe(REFUSED);
  expect(await event(', "personId"', `, '${randomUUID()}'`)).toBe(REFUSED);
  expect(await event(', "requestId"', `, '${randomUUID()}'`)).toBe(REFUSED);
});

test("what changes in a city's own settings is recorded, and administrators may read it", async () => {
  const { tenant, within } = await aCity();
  const recorded = await as(
    "portal_admin",
    within,
    `update "Tenant" set "totpRoles" = '{SECTION_HEAD}', version = version + 1 where id = '${tenant.tenantId}'`,
    `insert into "District" (id, code, "nameEn", "nameZh") values ('${randomUUID()}', 'attack', 'x', 'x')`,
    `select entity from "AuditChange" where entity = 'Tenant' or after ->> 'code' = 'attack' order by entity`,
  );
  expect(recorded).toEqual([{ entity: "District" }, { entity: "Tenant" }]);
});

test("the operator founds a city and cannot enter one that has people", async () => {
  const { tenant, within } = await aCity();
  const { personId } = await signIn("SECTION_HEAD", tenant);
  const join = `insert into "Membership" (id, "personId", role, "offeredAt") values ('${randomUUID()}', '${personId}', 'SYSTEM_ADMIN', now())`;
  expect(await as("portal_operator", within, join)).toBe(REFUSED);
  const change = `update "Tenant" set "totpRoles" = '{}', version = version + 1 where id = '${tenant.tenantId}'`;
  expect(await as("portal_operator", within, change)).toBe(REFUSED);
  const fresh = await aTenant();
  expect(await as("portal_operator", { "app.tenant": fresh.tenantId }, join)).toEqual([]);
});

test("only those above a person end their sessions, spend their links or open their account", async () => {
  const { tenant, district, school, within } = await aCity();
  const head = await signIn("SCHOOL_HEAD", { tenantId: tenant.tenantId, schoolId: school.schoolId });
  await owner().query(
    `insert into "OneTimeToken" (digest, "personId", purpose, "expiresAt") values ($1, $2, 'RESET', now() + interval '1 hour')`,
    [head.digest, head.personId],
  );
  const reach: Record<string, Context> = {
    SCHOOL_CLERK: { "app.reach": "school", "app.place": school.schoolId },
    SCHOOL_HEAD: { "app.reach": "school", "app.place": school.schoolId },
    AWARD_EXPERT: { "app.reach": "none", "app.place": "" },
    DISTRICT_OFFICER: { "app.reach": "district", "app.place": district.districtId },
    SYSTEM_ADMIN: { "app.reach": "none", "app.place": "" },
  };
  for (const [role, context] of Object.entries(reach)) {
    const dbRole = role === "SYSTEM_ADMIN" ? "portal_admin" : "portal_unit";
    const may = role === "DISTRICT_OFFICER" || role === "SYSTEM_ADMIN";
    const found = await as(
      dbRole,
      { ...within, ...context, "app.role": role },
      `select end_sessions('${head.personId}')`,
      `select may_reset('${head.personId}') as may`,
      "reset role",
      `select ${may} as may, (select count(*)::int from "Session" where "personId" = '${head.personId}') as sessions,
         (select count(*)::int from "OneTimeToken" where "personId" = '${head.personId}' and "usedAt" is null) as links`,
    );
    expect(found, role).toEqual([{ may, sessions: may ? 0 : 1, links: may ? 0 : 1 }]);
    const opens = await as(
      dbRole,
      { ...within, ...context, "app.role": role },
      `select may_reset('${head.personId}') as may`,
    );
    expect(opens, role).toEqual([{ may }]);
  }
});

test("a role gives no rank above its own, whatever its reach", async () => {
  const { tenant, school, within } = await aCity();
  const { personId } = await signIn("LEGAL_REVIEWER", tenant);
  const give = (by: string, rank: string) =>
    as(
      "portal_unit",
      { ...within, "app.reach": "school", "app.place": school.schoolId, "app.role": by },
      `insert into "Membership" (id, "personId", role, "schoolId", "offeredAt") values ('${randomUUID()}', '${personId}', '${rank}', '${school.schoolId}', now())`,
    );
  expect(await give("SCHOOL_HEAD", "SCHOOL_CLERK")).toEqual([]);
  expect(await give("SCHOOL_HEAD", "SCHOOL_HEAD")).toBe(REFUSED);
  expect(await give("SCHOOL_CLERK", "SCHOOL_CLERK")).toBe(REFUSED);
  expect(await give("SCHOOL_HEAD", "SYSTEM_ADMIN")).toBe(REFUSED);
});

test("a district decides nothing that the section decides, and nobody rewrites what was asked", async () => {
  const { district, school, within } = await aCity();
  const id = randomUUID();
  await inTenant(district, (tx) =>
    tx.changeRequest.create({
      data: {
        ...{ id, schoolId: school.schoolId, districtId: district.districtId, kind: "CHANGE", owner: "SECTION" },
        ...{ effectiveOn: new Date("2026-09-01"), reason: "r", requestedBy: randomUUID(), requestedByName: "x" },
      },
    }),
  );
  const unit = { ...within, "app.reach": "district", "app.place": district.districtId, "app.role": "DISTRICT_OFFICER" };
  const set = (role: string, context: Context, change: string) =>
    as(role, context, `update "ChangeRequest" set ${change}, version = version + 1 where id = '${id}'`);
  expect(await set("portal_unit", unit, "status = 'APPROVED'")).toBe(REFUSED);
  expect(await set("portal_unit", unit, "status = 'REJECTED'")).toBe(REFUSED);
  for (const [role, context] of [["portal_unit", unit] as const, ["portal_section", within] as const])
    for (const change of [
      `wanted = '{"code": "x"}'`,
      "owner = 'DISTRICT'",
      "kind = 'CLOSE'",
      `"effectiveOn" = '2020-01-01'`,
    ])
      expect(await set(role, context, change), `${role} ${change}`).toBe(REFUSED);
  expect(await set("portal_unit", unit, "status = 'WITHDRAWN'")).toEqual([]);
  expect(await set("portal_section", within, "status = 'APPROVED'")).toEqual([]);
});

test("an inspector of a district reads the register and reaches no school's business in it", async () => {
  const { district } = await aCity();
  const { digest } = await signIn("INSPECTOR", district);
  const reached = await withSession(
    digest,
    (tx) => tx.$queryRaw`select reach_district() as district, reach_schools() as schools`,
  );
  expect(reached).toEqual([{ district: null, schools: [] }]);
});

test("the public sees schools that are open today, and no column that is not for it", async () => {
  const { tenant, district, school, within } = await aCity();
  const states = { status: "PENDING_APPROVAL" as const };
  const pending = await aSchool(district, states);
  const past = await aSchool(district, { validTo: new Date("2020-01-01") });
  const future = await aSchool(district, { validFrom: new Date("2030-01-01") });
  for (const { schoolId } of [school, pending, past, future])
    await inTenant(tenant, (tx) => tx.schoolGram.createMany({ data: { schoolId, gram: "甲" } }));
  for (const table of ["School", "SchoolFact", "SchoolGram"]) {
    const key = table === "School" ? "id" : '"schoolId"';
    const seen = await as(
      "portal_public",
      within,
      `select ${key} as id from "${table}" where ${key} in
      ('${school.schoolId}', '${pending.schoolId}', '${past.schoolId}', '${future.schoolId}')`,
    );
    expect(seen, table).toEqual([{ id: school.schoolId }]);
  }
  const hidden: [string, string][] = [
    ["School", "email"],
    ["School", "extra"],
    ["SchoolFact", "capacity"],
    ["SchoolFact", "creditCode"],
    ["Tenant", "totpRoles"],
    ["Tenant", "fillerMaySign"],
  ];
  for (const [table, column] of hidden)
    expect(await as("portal_public", within, `select "${column}" from "${table}"`), column).toBe(REFUSED);
});

test("colleagues see of each other what a list of people shows, and the door spends links and no more", async () => {
  const { within } = await aCity();
  for (const role of ["portal_section", "portal_unit", "portal_admin"])
    for (const column of ["operator", "createdAt"])
      expect(await as(role, within, `select "${column}" from "Person"`), `${role} ${column}`).toBe(REFUSED);
  expect(await as("portal_door", {}, `update "OneTimeToken" set "expiresAt" = now() + interval '1 year'`)).toBe(
    REFUSED,
  );
});

test("counters of attempts that nobody makes any more go away", async () => {
  const [left] = (await as(
    "portal_owner",
    {},
    `insert into "Throttle" (key, hits, "resetAt") select 'old ' || i, 1, now() - interval '2 days' from generate_series(1, 40) i`,
    ...Array.from({ length: 10 }, (_, index) => `select throttle('new ${index}', 5, 60)`),
    `select count(*)::int as n from "Throttle" where key like 'old %'`,
  )) as { n: number }[];
  expect(left?.n).toBe(0);
});
