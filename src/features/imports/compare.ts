import { isDeepStrictEqual } from "node:util";
import { codeProblem, OPEN_STATUSES } from "#features/schools/schema.ts";
import type { RowOutcome } from "#generated/prisma/enums.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { type CodeFormat, categoryOf } from "#lib/school-code.ts";
import { NEEDED } from "./fields.ts";
import type { ListRecord, Problem } from "./mapping.ts";
import type { Reading } from "./read-row.ts";

/** A school as the register holds it today, in the words of a list: district by code. */
export type RegisterSchool = { schoolId: string; validFrom: PlainDate; record: Required<ListRecord> };

export type Register = {
  codeFormat: CodeFormat;
  byCode: ReadonlyMap<string, RegisterSchool>;
  /** Codes that no school goes by today, with the names of the school that had or will have them. */
  otherCodes: ReadonlyMap<string, { nameEn: string; nameZh: string }>;
  /** Schools that an earlier edition of the same list held. */
  earlierEdition: ReadonlySet<string>;
};

export type Line = { line: number; reading: Reading; readProblems: readonly Problem[] };

/** What the register holds and what the file says. */
export type Change = { before: unknown; after: unknown };
export type Changes = Record<string, Change>;

export type ComparedRow = {
  line: number;
  outcome: RowOutcome;
  schoolId: string | null;
  record: ListRecord;
  changes: Changes | null;
  problems: Problem[];
};

export type CompareOptions = { effectiveOn: PlainDate; emptyClears: boolean };

const OPEN: ReadonlySet<string> = new Set(OPEN_STATUSES);
/** Fields without dates; all others cannot change before the day from which the present ones hold. */
const CONTACT: ReadonlySet<string> = new Set([
  "addressEn",
  "addressZh",
  "phone",
  "email",
  "website",
  "longitude",
  "latitude",
  "siteKey",
]);

export function isContactField(field: string): boolean {
  return CONTACT.has(field) || field.startsWith("extra.");
}

/**
 * Says of every row what applying it would do, and which schools of the register the list no longer holds; the latter
 * count on after the last line.
 */
export function compareList(lines: readonly Line[], register: Register, options: CompareOptions): ComparedRow[] {
  const places = Map.groupBy(lines, ({ reading }) => reading.record.code ?? "");
  const rows = lines.map((line) => {
    const { code } = line.reading.record;
    const twins = code === undefined ? [] : (places.get(code) ?? []).filter((other) => other !== line);
    return compareLine(line, twins, register, options);
  });
  const last = lines.reduce((highest, { line }) => Math.max(highest, line), 1);
  return [...rows, ...goneRows(lines, register).map((row, index) => ({ ...row, line: last + 1 + index }))];
}

function compareLine(
  { line, reading, readProblems }: Line,
  twins: readonly Line[],
  register: Register,
  options: CompareOptions,
): ComparedRow {
  const { record } = reading;
  const problems = [...readProblems, ...reading.problems];
  if (twins.length > 0) problems.push(twinProblem(record, twins));
  const known = record.code === undefined ? undefined : register.byCode.get(record.code);
  const row = { line, record, schoolId: known?.schoolId ?? null };
  const bad = (): ComparedRow => ({ ...row, outcome: "BAD", changes: null, problems });
  if (!known) {
    problems.push(...newProblems(record, problems, register));
    return problems.length > 0 ? bad() : { ...row, outcome: "NEW", changes: null, problems };
  }
  if (problems.length === 0 && record.status === "CLOSED" && OPEN.has(known.record.status))
    return { ...row, outcome: "GONE", changes: { status: { before: known.record.status, after: "CLOSED" } }, problems };
  const changes = changesOf(record, known.record, options.emptyClears);
  problems.push(...changeProblems(record, known, changes, register.codeFormat, options.effectiveOn));
  if (problems.length > 0) return bad();
  const changed = Object.keys(changes).length > 0;
  return { ...row, outcome: changed ? "CHANGED" : "SAME", changes: changed ? changes : null, problems };
}

function twinProblem(record: ListRecord, twins: readonly Line[]): Problem {
  const lines = twins.map(({ line }) => line);
  const shown = lines.slice(0, 5).join(", ") + (lines.length > 5 ? " …" : "");
  return { field: "code", value: record.code ?? "", key: "imports.problem.twice", params: { lines: shown } };
}

function newProblems(record: ListRecord, found: readonly Problem[], register: Register): Problem[] {
  const problems: Problem[] = [];
  const reported = new Set(found.map(({ field }) => field));
  for (const field of NEEDED) {
    const explained = reported.has(field) || (field === "stages" && reported.has("stagesFirst"));
    if (record[field] === undefined && !explained) problems.push({ field, key: "imports.problem.missing" });
  }
  if (!record.nameEn && !record.nameZh && !reported.has("nameEn") && !reported.has("nameZh"))
    problems.push({ field: "nameEn", key: "imports.problem.noName" });
  const { code, stages } = record;
  if (code === undefined) return problems;
  const other = register.otherCodes.get(code);
  if (other) problems.push({ field: "code", value: code, key: "imports.problem.codeTaken", params: namesOf(other) });
  const wrong = codeProblem({ code, stages: stages ?? [] }, register.codeFormat);
  if (wrong && (stages || wrong !== "schools.error.codeStages"))
    problems.push({ field: "code", value: code, ...codeWords(wrong, register.codeFormat) });
  return problems;
}

/** The register says what is wrong with a code; a list also says what to do. */
function codeWords(wrong: string, { example }: CodeFormat): Pick<Problem, "key" | "params"> {
  if (wrong === "error.codeCategory") return { key: "imports.problem.codeCategory" };
  return wrong === "schools.error.codeStages"
    ? { key: wrong }
    : { key: "imports.problem.codeShape", params: { example } };
}

function changeProblems(
  record: ListRecord,
  { record: present, validFrom }: RegisterSchool,
  changes: Changes,
  format: CodeFormat,
  effectiveOn: PlainDate,
): Problem[] {
  const problems: Problem[] = [];
  const listed = record.status ?? "OPEN";
  const stands = listed === "OPEN" ? OPEN.has(present.status) : present.status === listed;
  if (!stands) problems.push({ field: "status", key: "imports.problem.status", params: { status: present.status } });
  if (record.nameEn === "" && record.nameZh === "") problems.push({ field: "nameEn", key: "imports.problem.noName" });
  if (changes.stages && codeProblem({ code: present.code, stages: record.stages ?? [] }, format))
    problems.push({ field: "stages", key: "schools.error.codeStages" });
  const dated = Object.keys(changes).some((field) => !isContactField(field));
  if (dated && effectiveOn < validFrom)
    problems.push({ key: "imports.problem.beforePresent", params: { date: validFrom } });
  return problems;
}

/** Where the list and the register differ, field by field; further facts of the city one by one. */
function changesOf(record: ListRecord, present: Required<ListRecord>, emptyClears: boolean): Changes {
  const { code: _code, status: _status, extra = {}, ...fields } = record;
  const pairs: [string, unknown, unknown][] = Object.entries(fields).map(([field, after]) => [
    field,
    present[field as keyof typeof fields],
    after,
  ]);
  for (const [key, after] of Object.entries(extra)) pairs.push([`extra.${key}`, present.extra[key] ?? "", after]);
  return Object.fromEntries(
    pairs
      .filter(([, before, after]) => !isDeepStrictEqual(sorted(before), sorted(after)))
      .filter(([, , after]) => emptyClears || (after !== "" && after !== null))
      .map(([field, before, after]) => [field, { before: before ?? null, after: after ?? null }]),
  );
}

/** Stages are a set. */
function sorted(value: unknown): unknown {
  return Array.isArray(value) ? value.toSorted() : value;
}

function goneRows(lines: readonly Line[], register: Register): Omit<ComparedRow, "line">[] {
  const records = lines.map(({ reading }) => reading.record);
  const listed = new Set(records.map(({ code }) => code));
  const covers = coverOf(records, register.codeFormat);
  return [...register.byCode.values()]
    .filter(({ record }) => OPEN.has(record.status) && !listed.has(record.code))
    .filter(({ schoolId, record }) => register.earlierEdition.has(schoolId) || covers(record))
    .map(({ schoolId, record }) => ({
      outcome: "GONE",
      schoolId,
      record: { code: record.code, nameEn: record.nameEn, nameZh: record.nameZh, district: record.district },
      changes: { status: { before: record.status, after: "CLOSED" } },
      problems: [],
    }));
}

/** What a list speaks about: schools of its kinds of code, districts, stages and kinds of ownership. */
function coverOf(records: readonly ListRecord[], format: CodeFormat): (record: Required<ListRecord>) => boolean {
  const kindOf = (code: string | undefined) => categoryOf(code ?? "", format)?.kind;
  const kinds = new Set(records.map(({ code }) => kindOf(code)));
  const districts = new Set(records.map(({ district }) => district));
  const ownerships = new Set(records.map(({ ownership }) => ownership));
  const stages = new Set(records.flatMap((record) => record.stages ?? []));
  return (record) =>
    kinds.has(kindOf(record.code)) &&
    districts.has(record.district) &&
    ownerships.has(record.ownership) &&
    record.stages.every((stage) => stages.has(stage));
}

function namesOf({ nameEn, nameZh }: { nameEn: string; nameZh: string }): Record<string, string> {
  return { nameEn: nameEn || nameZh, nameZh: nameZh || nameEn };
}
