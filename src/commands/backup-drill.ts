// Restores the newest backup, or the one that is named, into a PostgreSQL of its own and compares every table:
// `npm run backup:drill [-- <folder of a backup>]`. Ends with 1 where anything is not as it was archived.
import path from "node:path";
import { type Archive, openArchive } from "./backup/archive.ts";
import { drill } from "./backup/drill.ts";
import { type Comparison, Differs } from "./backup/load.ts";
import { saySoOf, saySoOfFiles } from "./backup/say.ts";
import { backupKey } from "./backup/seal.ts";
import { backupFolder, newestArchive } from "./backup/shelf.ts";
import { loadSettings } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

async function wanted(args: string[]): Promise<Archive> {
  const [named, ...more] = args;
  if (more.length || named?.startsWith("-")) throw new Error("Usage: npm run backup:drill -- [<folder of a backup>]");
  const key = backupKey();
  if (named) return openArchive(path.resolve(named), key);
  const newest = await newestArchive(backupFolder(), key);
  if (newest) return newest;
  throw new Error(`There is no complete backup in ${backupFolder()}: \`npm run backup\` makes one.`);
}

async function outcomeOf(archive: Archive): Promise<Comparison[]> {
  try {
    return await drill(archive);
  } catch (error) {
    if (error instanceof Differs) return error.comparisons;
    throw error;
  }
}

await guarded(async () => {
  loadSettings();
  const archive = await wanted(process.argv.slice(2));
  const started = performance.now();
  console.log(`Restoring ${archive.folder}, made at ${archive.manifest.madeAt}, into a database of its own …`);
  const comparisons = await outcomeOf(archive);
  saySoOf(comparisons);
  saySoOfFiles(archive.manifest.files.length, archive);
  const equal = comparisons.every((one) => one.equal);
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(equal ? `The backup can be restored: it took ${seconds} s.` : "The backup CANNOT be restored as it was.");
  await end(equal ? 0 : 1);
});
