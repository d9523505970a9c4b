import path from "node:path";
import { expect, test } from "vitest";
import { runNight } from "../../src/commands/deadline/run.ts";

const SCHOOLS = 100;

test.each(["application", "PostgreSQL"] as const)(
  "%s is killed in the last seconds before a deadline: every submission that was acknowledged is there, once",
  { timeout: 180_000 },
  async (killed) => {
    const folder = path.resolve(".data", `test-deadline-${process.pid}`);
    const tally = await runNight(folder, { schools: SCHOOLS, windowMs: 5000, spread: "evenly", killed });
    expect(tally.retried).toBeGreaterThan(0);
    expect(tally).toMatchObject({ sent: SCHOOLS, acknowledged: SCHOOLS, lost: 0, doubled: 0 });
  },
);
