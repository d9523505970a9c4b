import type { JobRow } from "#features/jobs/queries.ts";
import { outcomeOf } from "#features/jobs/words.ts";
import { runJob } from "#server/run-job.ts";
import { allWork } from "../../src/commands/worker/all-work.ts";
import { browser } from "./actor.ts";
import { inTenant } from "./factories.ts";

/**
 * Does what the last changes of a city have asked for, as the worker would, until nothing waits.
 * @returns what came of each, in the language of the test's browser
 */
export async function doJobs(tenant: {
  tenantId: string;
}): Promise<{ kind: string; status: string; said: string | null }[]> {
  const ended: { kind: string; status: string; said: string | null }[] = [];
  for (;;) {
    const waiting = await inTenant(tenant, (db) =>
      db.job.findFirst({ where: { status: "WAITING" }, orderBy: [{ createdAt: "asc" }, { id: "asc" }] }),
    );
    if (!waiting) return ended;
    await runJob(allWork, { tenantId: tenant.tenantId, id: waiting.id }, { last: true });
    const job = await inTenant(tenant, (db) => db.job.findFirstOrThrow({ where: { id: waiting.id } }));
    ended.push({ kind: job.kind, status: job.status, said: outcomeOf(job as JobRow, browser.locale) });
  }
}
