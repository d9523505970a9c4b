import type pg from "pg";
import { type Ground, withClient } from "./ground.ts";

const CONNECTIONS = 10;

/**
 * Submissions a second where the same rows are written straight into PostgreSQL, as the owner of everything and without
 * the application: the two updates with the trail of their changes, the two events and the kept answer, in one transaction.
 */
export async function straightRate(ground: Ground): Promise<number> {
  const { tenantId, campaignId, urls } = ground;
  const open = await withClient(urls.superuser, async (client) => {
    await client.query("set session_replication_role = replica");
    await client.query(
      `update "Assignment" set status = 'DRAFT', version = 1, "submittedAt" = null where "campaignId" = $1`,
      [campaignId],
    );
    const { rows } = await client.query<{ id: string }>(
      `select id::text from "Assignment" where "campaignId" = $1 limit 2000`,
      [campaignId],
    );
    return rows;
  });
  const count = open.length;
  const from = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, () => withClient(urls.superuser, (one) => drain(one))));
  return count / ((performance.now() - from) / 1000);

  async function drain(client: pg.Client): Promise<void> {
    await client.query(
      `select set_config('app.tenant', $1, false), set_config('app.person', gen_random_uuid()::text, false)`,
      [tenantId],
    );
    for (let next = open.pop(); next; next = open.pop()) {
      await client.query("begin");
      for (const text of WRITES) await client.query({ name: text.slice(0, 40), text, values: [next.id] });
      await client.query("commit");
    }
  }
}

const WRITES = [
  `insert into "IdempotencyKey" (capability, key, "bodyHash", answer) select 'report.submit', gen_random_uuid(), repeat('0', 64), '{}' where $1::uuid is not null`,
  `update "Submission" set "signedAt" = clock_timestamp(), "submittedAt" = clock_timestamp() where "tenantId" = tenant_id() and "assignmentId" = $1::uuid and number = 1`,
  `update "Assignment" set status = 'SUBMITTED', version = version + 1, "submittedAt" = clock_timestamp() where "tenantId" = tenant_id() and id = $1::uuid`,
  `insert into "AuditEvent" (id, capability, "subjectType", "subjectId") select gen_random_uuid(), capability, 'Assignment', $1::uuid::text
     from unnest('{report.sign,report.submit}'::text[]) as deed(capability)`,
];
