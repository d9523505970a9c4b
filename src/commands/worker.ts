// The worker: does what the pages have asked for, and what falls due.
import { disconnect } from "../server/db.ts";
import { startProblem } from "../server/start.ts";
import { loadSettings } from "./database/settings.ts";
import { beforeEnd, guarded } from "./stopping.ts";
import { startWorking } from "./worker/work.ts";

await guarded(async () => {
  loadSettings();
  const problem = await startProblem();
  if (problem) throw new Error(`The worker does not start. ${problem}`);
  beforeEnd(disconnect);
  beforeEnd(await startWorking());
  console.log("The worker is at work.");
});
