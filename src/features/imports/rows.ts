import type { RowOutcome } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import type { Changes, ComparedRow } from "./compare.ts";
import type { ListRecord, Problem } from "./mapping.ts";

/** Rows in one statement: few enough for the memory of both sides, many enough to be quick. */
const BATCH = 2_000;

export type StoredRow = {
  line: number;
  cells: string[];
  outcome: RowOutcome | null;
  schoolId: string | null;
  record: ListRecord | null;
  changes: Changes | null;
  problems: Problem[];
};

export async function insertRows(
  db: Db,
  importId: string,
  rows: readonly { line: number; cells: readonly string[]; problems: readonly Problem[] }[],
): Promise<void> {
  for (const batch of batches(rows)) {
    await db.$executeRaw`
      insert into "ImportRow" ("importId", line, cells, problems)
      select ${importId}::uuid, line, cells, problems
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as r(line int, cells text[], problems jsonb)`;
  }
}

/** Writes what the check found; rows of schools gone from the list are made anew. */
export async function storeCheck(
  db: Db,
  importId: string,
  rows: readonly ComparedRow[],
  lastLine: number,
): Promise<void> {
  await db.importRow.deleteMany({ where: { importId, line: { gt: lastLine } } });
  const [listed, gone] = [rows.filter(({ line }) => line <= lastLine), rows.filter(({ line }) => line > lastLine)];
  for (const batch of batches(listed)) {
    await db.$executeRaw`
      update "ImportRow" r set outcome = n.outcome::"RowOutcome", "schoolId" = n."schoolId", record = n.record, changes = n.changes, problems = n.problems
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
          as n(line int, outcome text, "schoolId" uuid, record jsonb, changes jsonb, problems jsonb)
       where r."importId" = ${importId}::uuid and r.line = n.line`;
  }
  for (const batch of batches(gone)) {
    await db.$executeRaw`
      insert into "ImportRow" ("importId", line, cells, outcome, "schoolId", record, changes)
      select ${importId}::uuid, line, '{}', outcome::"RowOutcome", "schoolId", record, changes
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb)
          as n(line int, outcome text, "schoolId" uuid, record jsonb, changes jsonb)`;
  }
}

/** Tells the rows of new schools which school each became. */
export async function linkSchools(
  db: Db,
  importId: string,
  made: readonly { line: number; schoolId: string }[],
): Promise<void> {
  for (const batch of batches(made)) {
    await db.$executeRaw`
      update "ImportRow" r set "schoolId" = n."schoolId"
        from jsonb_to_recordset(${JSON.stringify(batch)}::jsonb) as n(line int, "schoolId" uuid)
       where r."importId" = ${importId}::uuid and r.line = n.line`;
  }
}

/** All rows of an import, by line. */
export function allRows(db: Db, importId: string): Promise<StoredRow[]> {
  return db.$queryRaw<StoredRow[]>`
    select line, cells, outcome::text as outcome, "schoolId"::text as "schoolId", record, changes, problems
      from "ImportRow" where "importId" = ${importId}::uuid order by line`;
}

export type RowFilter = { importId: string; outcome: RowOutcome | undefined; q: string };

/** A page of rows before or after a line; the words are sought in every cell of the file and in the record. */
export async function pageOfRows(
  db: Db,
  { importId, outcome, q }: RowFilter,
  { after = 0, before, size }: { after?: number; before?: number | undefined; size: number },
): Promise<StoredRow[]> {
  const words = q.toLowerCase();
  const [low, high] = before === undefined ? [after, 2_147_483_647] : [0, before];
  const rows = await db.$queryRaw<StoredRow[]>`
    select line, cells, outcome::text as outcome, "schoolId"::text as "schoolId", record, changes, problems
      from "ImportRow"
     where "importId" = ${importId}::uuid and line > ${low}::int and line < ${high}::int
       and (${outcome ?? null}::text is null or outcome::text = ${outcome ?? null}::text)
       and (${words} = '' or position(${words} in lower(array_to_string(cells, ' ') || ' ' || coalesce(record::text, ''))) > 0)
     order by case when ${before !== undefined}::boolean then -line else line end limit ${size}::int`;
  return before === undefined ? rows : rows.reverse();
}

export async function countRows(db: Db, { importId, outcome, q }: RowFilter): Promise<number> {
  const words = q.toLowerCase();
  const [row] = await db.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from "ImportRow"
     where "importId" = ${importId}::uuid and (${outcome ?? null}::text is null or outcome::text = ${outcome ?? null}::text)
       and (${words} = '' or position(${words} in lower(array_to_string(cells, ' ') || ' ' || coalesce(record::text, ''))) > 0)`;
  return row?.count ?? 0;
}

export type ColumnValue = { value: string; other: string; count: number };

/**
 * The different texts of a column, the commonest first, each with what stands most often beside it in another one.
 * @param column counted from 0
 */
export function columnValues(
  db: Db,
  importId: string,
  column: number,
  beside: number,
  most: number,
): Promise<ColumnValue[]> {
  return db.$queryRaw<ColumnValue[]>`
    select cells[${column + 1}::int] as value, coalesce(mode() within group (order by cells[${beside + 1}::int]), '') as other, count(*)::int as count
      from "ImportRow" where "importId" = ${importId}::uuid and cardinality(cells) > 0
     group by 1 order by 3 desc, 1 limit ${most}::int`;
}

function* batches<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH);
}
