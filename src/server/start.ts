import { excessPrivilege } from "./db.ts";
import { env } from "./env.ts";
import { log } from "./log.ts";

/** Ends the process with one sentence where its settings are wrong or its database login holds too much power. */
export async function refuseUnsafeStart(): Promise<void> {
  let answered = true;
  const problem = await startProblem(() => {
    answered = false;
  });
  if (!answered) setTimeout(() => void refuseUnsafeStart(), ASK_AGAIN_MS).unref();
  if (!problem) return;
  process.stderr.write(`Jijiao does not start. ${problem}\n`);
  process.exit(1);
}

const ASK_AGAIN_MS = 2000;

/**
 * Why the application may not start, in one sentence; null where it may.
 * @param unanswered told where the database did not answer, so that its login is still to be looked at
 */
export async function startProblem(unanswered: () => void = () => undefined): Promise<string | null> {
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
    unanswered();
    return null;
  }
}
