import { createHash, randomBytes, randomUUID } from "node:crypto";
import pg from "pg";
import { sessionCookie } from "../../../e2e/sessions.ts";
import { MONTHLY_RETURN } from "../../features/reports/form/forms/monthly-return.ts";
import { monthlyReturnExample } from "../../features/reports/form/forms/monthly-return-example.ts";
import { NATIONAL_SCHOOL_CODE } from "../../lib/school-code.ts";
import { type Cluster, removeCluster, startCluster } from "../database/cluster.ts";
import { createDatabase, setUpDatabase, type Urls } from "../database/set-up.ts";

/** A head who is signed in, with a report that is filled in and ready to be signed and sent; its revision, as the page shows it. */
export type Ready = { cookie: string; assignmentId: string; revision: number };

export type Ground = {
  cluster: Cluster;
  urls: Urls & { superuser: string };
  secret: string;
  tenantId: string;
  campaignId: string;
  schools: Ready[];
  /** Schools that send before the others begin, as the day brings it. */
  early: Ready[];
};

const EARLY = 100;

/** A PostgreSQL of its own, as durable as it comes, and in it a city of so many schools on the night of a deadline. */
export async function openGround(folder: string, schools: number): Promise<Ground> {
  removeCluster(folder);
  const cluster = await startCluster(folder);
  const urls = await createDatabase(cluster.superuserUrl(), "deadline");
  await setUpDatabase(urls);
  const superuser = cluster.superuserUrl("deadline");
  const [secret, tenantId, campaignId] = [randomBytes(32).toString("base64url"), randomUUID(), randomUUID()];
  const sids = Array.from({ length: schools + EARLY }, () => randomBytes(32).toString("base64url"));
  const { reports, revision } = await withClient(superuser, async (client) => {
    await client.query("set session_replication_role = replica"); // what is only prepared is on nobody's record
    await client.query(`select set_config('app.tenant', $1, false)`, [tenantId]);
    await seedCity(client, tenantId, campaignId);
    const digests = sids.map((sid) => createHash("sha256").update(sid).digest());
    const { rows } = await client.query<{ id: string }>(SCHOOLS, [campaignId, digests]);
    const figures = monthlyReturnExample({ facts: { stages: ["primary"], pupils: 600 } }, () => 0.5);
    await client.query(FIGURES, [Object.keys(figures), Object.values(figures)]);
    await client.query("vacuum analyze");
    return { reports: rows.map(({ id }) => id), revision: Object.keys(figures).length };
  });
  const cookies = await Promise.all(sids.map((sid) => sessionCookie(sid, secret)));
  const ready = reports.map((assignmentId, index) => ({
    assignmentId,
    cookie: `${cookies[index]}; locale=zh-CN`,
    revision,
  }));
  const [early, others] = [ready.slice(0, EARLY), ready.slice(EARLY)];
  return { cluster, urls: { ...urls, superuser }, secret, tenantId, campaignId, schools: others, early };
}

export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function seedCity(client: pg.Client, tenantId: string, campaignId: string): Promise<void> {
  const [template, edition, year] = [randomUUID(), randomUUID(), randomUUID()];
  const { key, names } = MONTHLY_RETURN;
  await client.query(
    `insert into "Tenant" (id, slug, "nameEn", "nameZh", "codeFormat") values ($1, 'deadline', 'Deadline', '截止夜', $2)`,
    [tenantId, JSON.stringify(NATIONAL_SCHOOL_CODE)],
  );
  await client.query(
    `insert into "SchoolYear" (id, "nameEn", "nameZh", "startsOn", "endsOn") values ($1, '2026/2027', '2026—2027学年', '2026-09-01', '2027-08-31')`,
    [year],
  );
  await client.query(
    `insert into "District" (id, code, "nameEn", "nameZh") values (gen_random_uuid(), 'N', 'North', '北区')`,
  );
  await client.query(
    `insert into "Ownership" (code, "nameEn", "nameZh", "group") values ('PUBLIC', 'Public', '公办', 'PUBLIC')`,
  );
  await client.query(`insert into "Template" (id, key, "nameEn", "nameZh") values ($1, $2, $3, $4)`, [
    template,
    key,
    names.en,
    names.zh,
  ]);
  await client.query(`insert into "TemplateVersion" (id, "templateId", number, definition) values ($1, $2, 1, $3)`, [
    edition,
    template,
    JSON.stringify(MONTHLY_RETURN),
  ]);
  await client.query(
    `insert into "Campaign" (id, "templateVersionId", "schoolYearId", "titleEn", "titleZh", "refersTo", "dueAt", stages, ownerships, "districtIds", "openedByName")
     values ($1, $2, $3, 'Monthly return', '月报', '2026-10-01', now() + interval '1 day', '{}', '{}', '{}', 'Section')`,
    [campaignId, edition, year],
  );
}

/** Schools, their heads with a session each, and their reports, one for each digest, in its order. */
const SCHOOLS = `
  with made as materialized (
    select n, digest, gen_random_uuid() as school, gen_random_uuid() as person, gen_random_uuid() as member, gen_random_uuid() as report,
           (3000000000 + n)::text as code, (select id from "District" where "tenantId" = tenant_id()) as district
      from unnest($2::bytea[]) with ordinality as d(digest, n)),
  schools as (insert into "School" (id) select school from made),
  facts as (insert into "SchoolFact" (id, "schoolId", "validFrom", code, "nameZh", "districtId", ownership, stages, status, boarding)
    select gen_random_uuid(), school, '2010-09-01', code, code || '小学', district, 'PUBLIC', '{PRIMARY}', 'OPEN', false from made),
  people as (insert into "Person" (id, email, name) select person, person || '@example.test', '校长' || n from made),
  members as (insert into "Membership" (id, "personId", role, "schoolId", "startsOn") select member, person, 'SCHOOL_HEAD', school, '2020-01-01' from made),
  sessions as (insert into "Session" (id, "personId", stage, "tenantId", "membershipId", "expiresAt")
    select digest, person, 'OPEN', tenant_id(), member, now() + interval '1 day' from made),
  reports as (insert into "Assignment" (id, "campaignId", "schoolId", "districtId", "nameZh", code, stages, ownership, context, status)
    select report, $1, school, district, code || '小学', code, '{PRIMARY}', 'PUBLIC', jsonb_build_object('facts', jsonb_build_object(
      'name', code || '小学', 'code', code, 'district', '北区', 'locale', 'urban', 'ownership', 'PUBLIC', 'boarding', false,
      'primaryGrades', 6, 'stages', '["primary"]'::jsonb)), 'DRAFT' from made),
  versions as (insert into "Submission" (id, "assignmentId", "schoolId", number, "filledByIds")
    select gen_random_uuid(), report, school, 1, array[gen_random_uuid()] from made)
  select report::text as id from made order by n`;

/** What a clerk of each school has typed, and the trail of having saved it. */
const FIGURES = `
  with clerks as materialized (select s.*, s."filledByIds"[1] as clerk from "Submission" s where "tenantId" = tenant_id()),
  cells as (insert into "CellValue" ("submissionId", cell, "schoolId", value, provenance, "updatedById", "updatedByName")
    select clerks.id, f.cell, "schoolId", f.value, 'TYPED', clerk, '办事员' from clerks, unnest($1::text[], $2::text[]) as f(cell, value))
  insert into "AuditEvent" (id, at, "personId", "personName", role, capability, "subjectType", "subjectId", "schoolId", detail)
  select gen_random_uuid(), now() - make_interval(secs => 300 - 30 * n), clerk, '办事员', 'SCHOOL_CLERK', 'report.fill', 'Assignment',
         "assignmentId"::text, "schoolId", '{"number": 1, "saved": 3}' from clerks, generate_series(1, 5) as n`;
