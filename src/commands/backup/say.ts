import type { Archive } from "./archive.ts";
import type { Comparison } from "./load.ts";

/** Prints the tables with their rows in the archive and in the database, and whether their checksums are equal. */
export function saySoOf(comparisons: readonly Comparison[]): void {
  const total = (parts: Comparison[], which: "archived" | "restored") =>
    parts.reduce((sum, part) => sum + part[which], 0);
  const lines = [...Map.groupBy(comparisons, ({ table }) => table)].map(([table, parts]) => {
    const different = parts.filter(({ equal }) => !equal).map(({ city }) => city);
    const checksum = different.length ? `DIFFERENT: ${different.join(", ")}` : "equal";
    return { table, archived: total(parts, "archived"), restored: total(parts, "restored"), checksum };
  });
  console.table(lines.sort((a, b) => (a.table < b.table ? -1 : 1)));
}

/** Prints how many files came back, and how many were not there when the archive was made. */
export function saySoOfFiles(count: number, { manifest }: Archive): void {
  if (count) console.log(`${count} files are as they were archived.`);
  if (manifest.lost) console.log(`${manifest.lost} files were not in the store when the backup was made.`);
}
