import { openAtWork } from "./db.ts";

const EVERY_MS = 500;

/**
 * Says twice a second that this process is at work, so that the database knows of it when it, or the database, was away:
 * nobody is late who came in vain meanwhile. Called once a process.
 */
export function keepSayingAtWork(): void {
  const say = openAtWork();
  let stretch: string | null = null;
  let saying = false;
  setInterval(async () => {
    if (saying) return;
    saying = true;
    stretch = await say(stretch).catch(() => null); // where the database was away, a new stretch begins
    saying = false;
  }, EVERY_MS).unref();
}
