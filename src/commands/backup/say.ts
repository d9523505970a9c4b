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
