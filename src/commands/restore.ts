// Restores an archive: `npm run restore -- <archive>` fills an empty database, `npm run restore -- <archive> --city <slug>`
// puts one city back and leaves the others as they are.
import path from "node:path";
import { parseArgs } from "node:util";
import { openArchive } from "./backup/archive.ts";
import { putFilesBack } from "./backup/files.ts";
import { restoreCity } from "./backup/restore-city.ts";
import { restoreInstall } from "./backup/restore-install.ts";
import { saySoOf, saySoOfFiles } from "./backup/say.ts";
import { backupKey } from "./backup/seal.ts";
import { urls as urlsOfInstall } from "./database/settings.ts";
import { end, guarded } from "./stopping.ts";

function optionsOf(args: string[]): { folder: string; city: string | undefined } {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { city: { type: "string" } } });
    const [folder, ...more] = positionals;
    if (folder && more.length === 0) return { folder: path.resolve(folder), city: values.city };
  } catch {
    // said below
  }
  throw new Error("Usage: npm run restore -- <folder of the backup> [--city <slug>]");
}

await guarded(async () => {
  const { folder, city } = optionsOf(process.argv.slice(2));
  const urls = urlsOfInstall();
  const archive = await openArchive(folder, backupKey());
  if (city === undefined && archive.manifest.whole) {
    const files = await putFilesBack(archive);
    saySoOf(await restoreInstall(urls, archive));
    saySoOfFiles(files, archive);
    console.log("The install is restored. Run `npm run migrate` before the application is started.");
  } else {
    const files = await putFilesBack(archive, city);
    const { city: restored, comparisons, madeAnew, closed } = await restoreCity(urls.migration, archive, city);
    saySoOf(comparisons);
    console.log(
      `${restored.nameEn} ${restored.nameZh} is as it was at ${archive.manifest.madeAt}; everything else is as it was before.`,
    );
    saySoOfFiles(files, archive);
    if (madeAnew.length) console.log(`${madeAnew.length} accounts that were gone are made anew, without a password.`);
    if (closed.length)
      console.log(
        `${closed.length} of them are closed, since their address belongs to another account now: ${closed.join(", ")}.`,
      );
  }
  await end(0);
});
