import { excessPrivilege } from "./db.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";

/** Ends the process with one sentence where its settings are wrong or its database login holds too much power. */
export async function refuseUnsafeStart(): Promise<void> {
  const problem = await startProblem();
  if (!problem) return;
  process.stderr.write(`Jijiao does not start. ${problem}\n`);
  process.exit(1);
}

async function startProblem(): Promise<string | null> {
  try {
    env();
  } catch (error) {
    return (error as Error).message;
  }
  try {
    const excess = await excessPrivilege();
    return excess && `${excess} Give it a login without privileges of its own; 'npm run migrate' grants what it needs.`;
  } catch (error) {
    log().warn({ reason: (error as Error).message }, "the database does not answer yet");
    return null;
  }
}
