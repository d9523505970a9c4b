import type { RowOutcome } from "#generated/prisma/enums.ts";
import type { TableSheet } from "#lib/tabular/write.ts";
import type { Db } from "#server/db.ts";
import { type Locale, wordsFor } from "#server/words.ts";
import { problemText } from "./display.ts";
import { columnOf } from "./mapping.ts";
import { findImport, type ImportHead } from "./queries.ts";
import type { City } from "./read-row.ts";
import { cityOf } from "./register.ts";
import { allRows, type StoredRow } from "./rows.ts";

/**
 * The file as it was uploaded, with what the check found in two columns more. Schools that the list no longer holds
 * are no rows of the file, which is corrected and uploaded again; asked for by themselves, they come by code and name.
 * @returns null where there is no such list
 */
export async function checkedSheet(
  db: Db,
  id: string,
  outcome: RowOutcome | undefined,
  locale: Locale,
): Promise<{ name: string; sheet: TableSheet } | null> {
  const head = await findImport(db, id);
  if (!head) return null;
  const city = await cityOf(db);
  const rows = (await allRows(db, id)).filter((row) =>
    outcome === undefined ? row.outcome !== "GONE" : row.outcome === outcome,
  );
  const added = [wordsFor(locale, "imports.download.outcome"), wordsFor(locale, "imports.download.problems")];
  // A list that was downloaded, corrected and uploaded again has these columns already.
  const kept = [...head.reading.header.keys()].filter((index) => !added.includes(head.reading.header[index] ?? ""));
  const headers = [...kept.map((index) => head.reading.header[index] ?? ""), ...added];
  const base = head.fileName.replace(/\.[^.]*$/u, "");
  return {
    name: wordsFor(locale, "imports.download.file", { name: base }),
    sheet: {
      name: base || "1",
      columns: headers.map((header, index) => ({
        header,
        kind: "text",
        width: index === headers.length - 1 ? 80 : 16,
      })),
      rows: rows.map((row) => {
        const cells = cellsOf(row, head);
        return [...kept.map((index) => cells[index] ?? ""), ...foundIn(row, { head, city, locale })];
      }),
    },
  };
}

function cellsOf({ cells, record }: StoredRow, { reading, mapping }: ImportHead): readonly string[] {
  if (cells.length > 0 || !record) return cells;
  return reading.header.map((header) => {
    const field = (["code", "nameEn", "nameZh"] as const).find((one) => columnOf(mapping, one) === header);
    return field ? (record[field] ?? "") : "";
  });
}

function foundIn(
  { outcome, problems }: StoredRow,
  { head, city, locale }: { head: ImportHead; city: City; locale: Locale },
): string[] {
  const words = { locale, city, mapping: head.mapping };
  const sentences = problems.map((problem) => problemText(problem, words)).join(" ");
  return [outcome ? wordsFor(locale, `imports.outcome.${outcome}`) : "", sentences.slice(0, 32_000)];
}
