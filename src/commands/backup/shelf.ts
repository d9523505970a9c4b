import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { type Archive, openArchive } from "./archive.ts";

/** Where archives are kept: `BACKUP_FOLDER`, else `.data/backups`. */
export function backupFolder(): string {
  return path.resolve(process.env.BACKUP_FOLDER || ".data/backups");
}

/** The newest complete archive in a folder; with a city's slug, the newest that holds that city. */
export async function newestArchive(folder: string, key: Buffer | null, city?: string): Promise<Archive | null> {
  if (!existsSync(folder)) return null;
  const stamp = (name: string) => name.slice(name.lastIndexOf("-") + 1);
  const names = readdirSync(folder)
    .filter((name) => (name.startsWith("whole-") || name.startsWith("city-")) && /-\d{8}T\d{9}Z$/.test(name))
    .sort((a, b) => (stamp(a) < stamp(b) ? 1 : -1));
  for (const name of names) {
    if (city && !name.startsWith("whole-") && !name.startsWith(`city-${city}-`)) continue;
    const archive = await openArchive(path.join(folder, name), key);
    if (!city || archive.manifest.cities.some(({ slug }) => slug === city)) return archive;
  }
  return null;
}
