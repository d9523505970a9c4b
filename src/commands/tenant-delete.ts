// Deletes a city and everything of it: `npm run tenant:delete -- <slug> [--backup <folder>] [--yes <slug>]`. It wants a
// backup that holds the city exactly as it is, or `--without-backup`.
import path from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { storeProblem } from "../server/store.ts";
import { type Archive, openArchive } from "./backup/archive.ts";
import { deleteCity } from "./backup/delete-city.ts";
import { forgetFiles } from "./backup/files.ts";
import { backupKey } from "./backup/seal.ts";
import { backupFolder, newestArchive } from "./backup/shelf.ts";
import { ownersUrl } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

type Options = { slug: string; yes: string | undefined; backup: string | undefined; without: boolean };

function optionsOf(args: string[]): Options {
  const known = {
    yes: { type: "string" },
    backup: { type: "string" },
    "without-backup": { type: "boolean", default: false },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: known });
    const [slug, ...more] = positionals;
    const { yes, backup, "without-backup": without } = values;
    if (slug && more.length === 0 && !(backup && without)) return { slug, yes, backup, without };
  } catch {
    // said below
  }
  throw new Error("Usage: npm run tenant:delete -- <slug> [--backup <folder> | --without-backup] [--yes <slug>]");
}

async function archiveFor({ slug, backup, without }: Options): Promise<Archive | null> {
  if (without) return null;
  const key = backupKey();
  const found = backup ? await openArchive(path.resolve(backup), key) : await newestArchive(backupFolder(), key, slug);
  if (found) return found;
  throw new Error(
    `There is no backup of ${slug} in ${backupFolder()}: make one with \`npm run backup -- --city ${slug}\`, or say --without-backup.`,
  );
}

/** Whoever deletes a city types its name, here or as an option. */
async function confirmed({ slug, yes, without }: Options): Promise<boolean> {
  if (yes !== undefined || !process.stdin.isTTY) return yes === slug;
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const kept = without ? "Nothing of it is kept." : "It can be restored from its backup.";
  const typed = await lines.question(`This deletes the city ${slug} for everybody. ${kept} Type its name: `);
  lines.close();
  return typed.trim() === slug;
}

await guarded(async () => {
  const options = optionsOf(process.argv.slice(2));
  const url = ownersUrl();
  const archive = await archiveFor(options);
  if (!(await confirmed(options)))
    throw new Error(
      `The name that was typed is not ${options.slug} (--yes ${options.slug} says it). Nothing was changed.`,
    );
  const problem = await storeProblem(); // its files go last: whoever has them still must be able to let them go
  if (problem) throw new Error(`The store of the files cannot be used: ${problem}. Nothing was changed.`);
  const { city, rows, people } = await deleteCity(url, options.slug, archive);
  const files = await forgetFiles(city.id);
  console.table([...rows].filter(([, count]) => count > 0).map(([table, count]) => ({ table, deleted: count })));
  console.log(
    `${city.nameEn} ${city.nameZh} is deleted, ${files} files, and ${people} people who were in no other city.`,
  );
  console.log("Everything else is as it was before.");
  await end(0);
});
