import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { runNight } from "../../src/commands/deadline/run.ts";

const SCHOOLS = 100;
const FOLDER = path.resolve(".data", `test-deadline-${process.pid}`);

afterAll(() => {
  for (const end of [".log", "-files", "-outbox"]) rmSync(`${FOLDER}${end}`, { recursive: true, force: true });
});

test.each(["application", "PostgreSQL"] as const)(
  "%s is killed in the last seconds before a deadline: every submission that was acknowledged is there, once",
  { timeout: 180_000 },
  async (killed) => {
    const tally = await runNight(FOLDER, { schools: SCHOOLS, windowMs: 5000, spread: "evenly", killed });
    expect(tally.retried).toBeGreaterThan(0);
    expect(tally).toMatchObject({ sent: SCHOOLS, acknowledged: SCHOOLS, lost: 0, doubled: 0 });
  },
);
