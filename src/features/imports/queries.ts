import type { ImportStatus } from "#generated/prisma/enums.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import type { Applied } from "./apply.ts";
import { type Counts, mappingOf, readingOf } from "./check.ts";
import type { ReadingOfFile } from "./file.ts";
import { cleanCell, type Mapping } from "./mapping.ts";
import { type Remembered, rememberedMappings } from "./memory.ts";
import { type Questions, questionsOf } from "./questions.ts";
import type { City } from "./read-row.ts";
import { cityOf } from "./register.ts";
import { countRows, pageOfRows, type StoredRow } from "./rows.ts";
import { PAGE_SIZE, type RowsAddress } from "./schema.ts";

/** An import as every page of it shows it. */
export type ImportHead = {
  id: string;
  fileName: string;
  fileBytes: number;
  status: ImportStatus;
  reading: ReadingOfFile;
  mapping: Mapping;
  effectiveOn: PlainDate | null;
  /** null until the list is checked. */
  counts: Counts | null;
  applied: Applied | null;
  createdByName: string;
  createdAt: Date;
  appliedAt: Date | null;
  version: number;
};

export type ImportItem = Pick<
  ImportHead,
  "id" | "fileName" | "status" | "counts" | "applied" | "createdByName" | "createdAt"
> & { rows: number };

/** Imports of the city, the latest first. Ids count up with time, so that they are the key of the page. */
export async function listImports(
  db: Db,
  { after, size = 25 }: { after?: string | undefined; size?: number },
): Promise<{ items: ImportItem[]; next: string | undefined }> {
  const found = await db.import.findMany({
    where: after ? { id: { lt: after } } : {},
    orderBy: { id: "desc" },
    take: size + 1,
  });
  const items = found.slice(0, size).map((one) => {
    const { id, fileName, status, counts, applied, createdByName, createdAt, reading } = headOf(one);
    return { id, fileName, status, counts, applied, createdByName, createdAt, rows: reading.rows };
  });
  return { items, next: found.length > size ? items.at(-1)?.id : undefined };
}

export async function findImport(db: Db, id: string): Promise<ImportHead | null> {
  const found = await db.import.findFirst({ where: { id } });
  return found && headOf(found);
}

export type ColumnsPage = {
  head: ImportHead;
  city: City;
  columns: { index: number; header: string; sample: string }[];
  remembered: Remembered[];
  /** The same file, applied before. */
  appliedBefore: { id: string; appliedAt: Date } | null;
};

export async function columnsPage(db: Db, id: string): Promise<ColumnsPage | null> {
  const found = await db.import.findFirst({ where: { id } });
  if (!found) return null;
  const head = headOf(found);
  const samples = await pageOfRows(db, { importId: id, outcome: undefined, q: "" }, { size: 30 });
  const same = await db.import.findFirst({
    where: { sha256: found.sha256, status: "APPLIED", appliedAt: { not: null } },
    orderBy: { id: "desc" },
    select: { id: true, appliedAt: true },
  });
  return {
    head,
    city: await cityOf(db),
    columns: head.reading.header.flatMap((header, index) =>
      header === "" ? [] : [{ index, header, sample: sampleOf(samples, index) }],
    ),
    remembered: await rememberedMappings(db, head.reading.header),
    appliedBefore: same?.appliedAt ? { id: same.id, appliedAt: same.appliedAt } : null,
  };
}

export type ValuesPage = { head: ImportHead; city: City; questions: Questions[]; remembered: Remembered[] };

export async function valuesPage(db: Db, id: string): Promise<ValuesPage | null> {
  const head = await findImport(db, id);
  if (!head) return null;
  const city = await cityOf(db);
  const { header } = head.reading;
  const questions = await questionsOf(db, id, head.mapping, header, city);
  return { head, city, questions, remembered: await rememberedMappings(db, header) };
}

export type RowsPage = {
  head: ImportHead;
  city: City;
  rows: StoredRow[];
  total: number;
  previous: number | undefined;
  next: number | undefined;
  /** Schools of the page whose closure is already proposed. */
  closing: ReadonlySet<string>;
};

export async function rowsPage(db: Db, id: string, address: RowsAddress): Promise<RowsPage | null> {
  const head = await findImport(db, id);
  if (!head) return null;
  const filter = { importId: id, outcome: address.outcome, q: address.q };
  const { after, before } = address;
  const found = await pageOfRows(db, filter, { ...(after !== undefined && { after }), before, size: PAGE_SIZE + 1 });
  const more = found.length > PAGE_SIZE;
  const rows = before === undefined ? found.slice(0, PAGE_SIZE) : found.slice(-PAGE_SIZE);
  const hasPrevious = before === undefined ? after !== undefined : more;
  const hasNext = before === undefined ? more : true;
  const gone = rows.flatMap(({ outcome, schoolId }) => (outcome === "GONE" && schoolId ? [schoolId] : []));
  const pending = await db.changeRequest.findMany({
    where: { schoolId: { in: gone }, kind: "CLOSE", status: "PENDING" },
    select: { schoolId: true },
  });
  return {
    head,
    city: await cityOf(db),
    rows,
    total: await countRows(db, filter),
    previous: hasPrevious ? rows[0]?.line : undefined,
    next: hasNext ? rows.at(-1)?.line : undefined,
    closing: new Set(pending.flatMap(({ schoolId }) => schoolId ?? [])),
  };
}

type Found = NonNullable<Awaited<ReturnType<Db["import"]["findFirst"]>>>;

function headOf(found: Found): ImportHead {
  const { id, fileName, fileBytes, status, createdByName, createdAt, appliedAt, version } = found;
  return {
    id,
    fileName,
    fileBytes,
    status,
    reading: readingOf(found),
    mapping: mappingOf(found),
    effectiveOn: found.effectiveOn && fromUtcMidnight(found.effectiveOn),
    counts: status === "UPLOADED" ? null : countsOf(found.counts),
    applied: found.applied as Applied | null,
    createdByName,
    createdAt,
    appliedAt,
    version,
  };
}

function countsOf(counts: unknown): Counts | null {
  return counts !== null && typeof counts === "object" && "NEW" in counts ? (counts as Counts) : null;
}

function sampleOf(rows: readonly StoredRow[], column: number): string {
  const filled = rows.map(({ cells }) => cleanCell(cells[column] ?? "")).find((text) => text !== "") ?? "";
  return filled.length > 40 ? `${filled.slice(0, 39)}…` : filled;
}

/** Most schools that are offered one by one; beyond that all of them or none are proposed. */
const CHOOSABLE = 100;

/** Schools that a checked list no longer holds, by code, to choose whose closure is proposed; none where they are too many. */
export async function goneSchools(
  db: Db,
  importId: string,
): Promise<{ id: string; nameEn: string; nameZh: string; code: string }[]> {
  const rows = await db.importRow.findMany({
    where: { importId, outcome: "GONE", schoolId: { not: null } },
    orderBy: { line: "asc" },
    take: CHOOSABLE + 1,
    select: { schoolId: true, record: true },
  });
  if (rows.length > CHOOSABLE) return [];
  return rows.map(({ schoolId, record }) => {
    const { nameEn = "", nameZh = "", code = "" } = (record ?? {}) as Record<string, string>;
    return { id: schoolId ?? "", nameEn, nameZh, code };
  });
}
