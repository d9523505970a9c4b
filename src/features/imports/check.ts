import type { Import } from "#generated/prisma/client.ts";
import type { RowOutcome } from "#generated/prisma/enums.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { type ComparedRow, compareList } from "./compare.ts";
import type { Field } from "./fields.ts";
import { ReadingOfFile } from "./file.ts";
import { columnOf, EMPTY_MAPPING, Mapping, type Problem } from "./mapping.ts";
import { type City, rowReader } from "./read-row.ts";
import { cityOf, registerToday } from "./register.ts";
import { allRows, type StoredRow, storeCheck } from "./rows.ts";
import { OUTCOMES } from "./schema.ts";

export type Counts = Record<RowOutcome, number>;

/** Problems that reading the file found; a check finds its own anew. */
const OF_READING = /^imports\.problem\.(?:extra-cells|cell-error|cell-too-long|unreadable-character)$/;

export type Checked = {
  /** What stood in the table before: the file's rows, and what the last check made of them. */
  stored: StoredRow[];
  rows: ComparedRow[];
  city: City;
  reading: ReadingOfFile;
};

export function readingOf(found: Pick<Import, "reading">): ReadingOfFile {
  return ReadingOfFile.parse(found.reading);
}

export function mappingOf(found: Pick<Import, "mapping">): Mapping {
  return Mapping.catch(EMPTY_MAPPING).parse(found.mapping);
}

/** Compares a list with the register as it stands now. Changes nothing. */
export async function compareNow(
  db: Db,
  found: Pick<Import, "id" | "reading" | "mapping" | "effectiveOn">,
  today: PlainDate,
): Promise<Checked> {
  const mapping = mappingOf(found);
  const reading = readingOf(found);
  const city = await cityOf(db);
  const stored = await allRows(db, found.id);
  const read = rowReader(mapping, reading.header, city);
  const lines = stored
    .filter(({ line }) => line <= reading.lastLine)
    .map(({ line, cells, problems }) => ({ line, reading: read(cells), readProblems: problems.filter(isOfReading) }));
  const register = await registerToday(db, today, reading.signature, city.codeFormat);
  const effectiveOn = found.effectiveOn ? fromUtcMidnight(found.effectiveOn) : today;
  const rows = compareList(lines, register, { effectiveOn, emptyClears: mapping.emptyClears });
  for (const row of rows) row.problems = row.problems.map((problem) => withColumn(problem, mapping));
  return { stored, rows, city, reading };
}

/** Checks a list and keeps what came out. Returns the rows by outcome. */
export async function checkList(db: Db, found: Parameters<typeof compareNow>[1], today: PlainDate): Promise<Counts> {
  const { rows, reading } = await compareNow(db, found, today);
  await storeCheck(db, found.id, rows, reading.lastLine);
  return countOutcomes(rows);
}

export function countOutcomes(rows: readonly Pick<ComparedRow, "outcome">[]): Counts {
  const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0])) as Counts;
  for (const { outcome } of rows) counts[outcome] += 1;
  return counts;
}

/** A problem of a field is one of the column that gives the field. */
function withColumn(problem: Problem, mapping: Mapping): Problem {
  const column = problem.field && !problem.column ? columnOf(mapping, problem.field as Field) : undefined;
  return column === undefined ? problem : { ...problem, column };
}

function isOfReading({ key }: Problem): boolean {
  return OF_READING.test(key);
}
