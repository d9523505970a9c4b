import { signIn } from "#support/actor.ts";
import { aTenant, inTenant } from "#support/factories.ts";
import type { Scenario, Scenarios } from "./scenario.ts";

/** An administrator and a job of somebody else's in that state. */
const about =
  (status: "RUNNING" | "FAILED"): Scenario =>
  async () => {
    const { tenantId } = await aTenant();
    const person = await signIn("SYSTEM_ADMIN", { tenantId });
    const { id } = await inTenant({ tenantId }, (db) =>
      db.job.create({ data: { kind: "nightly", status, attempts: 1 }, select: { id: true } }),
    );
    return { tenantId, person, form: { jobId: id } };
  };

export const jobs: Scenarios = { stopJob: about("RUNNING"), doAgain: about("FAILED") };
