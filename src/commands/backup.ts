// An archive of the whole install, or of one city, as it is at this moment: `npm run backup [-- --city <slug>]`.
import path from "node:path";
import { parseArgs } from "node:util";
import { asTheOwner } from "./backup/owner.ts";
import { backupKey } from "./backup/seal.ts";
import { backupFolder } from "./backup/shelf.ts";
import { takeBackup } from "./backup/take.ts";
import { ownersUrl } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

function optionsOf(args: string[]): { city?: string; to?: string } {
  try {
    return parseArgs({ args, options: { city: { type: "string" }, to: { type: "string" } } }).values;
  } catch {
    throw new Error("Usage: npm run backup -- [--city <slug>] [--to <folder>]");
  }
}

await guarded(async () => {
  const { city, to } = optionsOf(process.argv.slice(2));
  const [url, key] = [ownersUrl(), backupKey()];
  const into = to ? path.resolve(to) : backupFolder();
  const { folder, manifest } = await asTheOwner(url, (client) => takeBackup(client, { city, into, key }));
  const rows = manifest.parts.reduce((sum, part) => sum + part.rows, 0);
  console.log(
    `${folder}: ${rows} rows, ${manifest.files.length} files, cities: ${manifest.cities.map(({ slug }) => slug).join(", ") || "none"}${key ? ", encrypted" : ", not encrypted"}.`,
  );
  if (manifest.lost)
    console.error(
      `${manifest.lost} files are not in it: the store does not have them as they were added. FILES_DIR or S3_BUCKET may name another store than the application's.`,
    );
  await end(0);
});
