import { randomUUID } from "node:crypto";
import { gramsOf } from "#lib/grams.ts";
import { initialGramsOf } from "#lib/initials.ts";
import { fromUtcMidnight, type PlainDate, partsOf } from "#lib/plain-date.ts";
import type { CodeFormat } from "#lib/school-code.ts";
import type { Db } from "#server/db.ts";
import { Refusal, Stale } from "#server/refusal.ts";
import { ENDED, followCodes } from "./code-moves.ts";
import { codeFormat, issueCodes, mustFit, voidCodes } from "./codes.ts";
import { type Contact, FACT_NAMES, type Facts, type SchoolInput } from "./schema.ts";
import { amend, type FactChange, type KnownSpan, type Span } from "./timeline.ts";

// The verbs that write the register. Each takes any number of schools and asks the database a fixed number of times.

export type { FactChange };

export type NewSchool = SchoolInput & { inheritsFrom?: readonly string[] };

/**
 * Enters schools with their facts, codes and search index, all or none.
 * @returns their ids, in the order given
 * @throws Refusal where a code does not fit, is in use or is void
 */
export async function createSchools(db: Db, inputs: readonly NewSchool[]): Promise<string[]> {
  if (inputs.length === 0) return [];
  const format = await codeFormat(db);
  const schools = inputs.map((input) => ({ ...input, id: randomUUID() }));
  for (const school of schools) mustFit(school, format);
  await db.$executeRaw`
    insert into "School" (id, "addressEn", "addressZh", phone, email, website, longitude, latitude, "siteKey", extra)
    select id, "addressEn", "addressZh", phone, email, website, longitude, latitude, "siteKey", extra
      from jsonb_populate_recordset(null::"School", ${JSON.stringify(schools.map((school) => withSite(school, format)))}::jsonb)`;
  await issueCodes(
    db,
    schools.map(({ id, code, openedOn, reason, inheritsFrom }) => ({
      schoolId: id,
      code,
      on: openedOn,
      reason,
      ...(inheritsFrom && { inheritsFrom }),
    })),
  );
  const ended = schools.filter(({ status }) => ENDED.has(status));
  await voidCodes(
    db,
    ended.map(({ id, code, openedOn, reason }) => ({ schoolId: id, code, on: openedOn, reason })),
  );
  await insertSpans(
    db,
    schools.map((school) => ({
      schoolId: school.id,
      validFrom: school.openedOn,
      validTo: null,
      facts: factsOf(school),
      reason: school.reason,
    })),
  );
  const ids = schools.map(({ id }) => id);
  await indexSchools(db, ids);
  return ids;
}

/**
 * Changes facts from a day on; one change for a school. What stood there stays on record as superseded. Facts that
 * already stand so change nothing, not even the version.
 * @returns ids of the schools in which something changed
 * @throws Refusal: out of reach, stale, before the present facts began, an ended or used code, a change of category
 */
export async function changeFacts(db: Db, changes: readonly FactChange[]): Promise<string[]> {
  if (changes.length === 0) return [];
  const ids = changes.map(({ schoolId }) => schoolId);
  if (new Set(ids).size < ids.length) throw new RangeError("one change for a school at a time");
  const today = await lockSchools(db, changes);
  const [format, known] = [await codeFormat(db), await knownSpans(db, ids)];

  const amended = changes.flatMap((change) => {
    const rows = known.get(change.schoolId) ?? [];
    const amendment = amend(rows, change);
    if (amendment.added.length === 0) return [];
    mustBeRecent(change, rows, today);
    return [{ change, amendment, rows }];
  });
  if (amended.length === 0) return [];
  await followCodes(db, amended, format);
  await insertSpans(
    db,
    amended.flatMap(({ change, amendment }) => amendment.added.map((span) => ({ ...span, schoolId: change.schoolId }))),
  );
  // After the insert: a district reaches a school through the facts that hold now.
  await db.$executeRaw`
    update "SchoolFact" set "supersededAt" = now() where id = any(${amended.flatMap(({ amendment }) => amendment.superseded)}::uuid[])`;
  const changed = amended.map(({ change }) => change.schoolId);
  await db.$executeRaw`update "School" set version = version + 1 where id = any(${changed}::uuid[])`;
  const searchable = amended.filter(({ amendment }) =>
    amendment.changed.some((name) => name === "code" || name.startsWith("name")),
  );
  await indexSchools(
    db,
    searchable.map(({ change }) => change.schoolId),
  );
  return changed;
}

export type ContactChange = {
  schoolId: string;
  version?: number;
  siteKey?: string | null;
  extra?: Record<string, string>;
} & Partial<Contact>;

/**
 * Changes contact details, site and further facts; fields that are not given stay.
 * @returns ids of the schools in which something changed
 * @throws Refusal: out of reach or stale
 */
export async function changeContact(db: Db, changes: readonly ContactChange[]): Promise<string[]> {
  if (changes.length === 0) return [];
  await lockSchools(db, changes);
  const rows = changes.map(({ schoolId, version: _version, ...contact }) => ({ id: schoolId, contact }));
  const updated = await db.$queryRaw<{ id: string }[]>`
    update "School" s set version = s.version + 1, "addressEn" = n."addressEn", "addressZh" = n."addressZh", phone = n.phone,
      email = n.email, website = n.website, longitude = n.longitude, latitude = n.latitude, "siteKey" = n."siteKey", extra = n.extra
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id uuid, contact jsonb)
    join "School" o on o.id = c.id, lateral jsonb_populate_record(o, c.contact) n
    where s.id = c.id and n is distinct from o
    returning s.id`;
  return updated.map(({ id }) => id);
}

/** Makes schools findable by every name and code they ever had. */
export async function indexSchools(db: Db, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const texts = await db.$queryRaw<{ schoolId: string; nameEn: string; nameZh: string; code: string }[]>`
    select distinct "schoolId", "nameEn", "nameZh", code from "SchoolFact" where "schoolId" = any(${[...ids]}::uuid[])
    union select "schoolId", '', '', code from "SchoolCode" where "schoolId" = any(${[...ids]}::uuid[])`;
  const grams = new Map<string, Set<string>>();
  for (const { schoolId, nameEn, nameZh, code } of texts) {
    const found = grams.get(schoolId) ?? new Set();
    for (const gram of [...[nameEn, nameZh, code].flatMap(gramsOf), ...initialGramsOf(nameZh)]) found.add(gram);
    grams.set(schoolId, found);
  }
  const rows = [...grams].map(([schoolId, found]) => ({ schoolId, grams: [...found] }));
  // A plan for checking references that was made while the register was nearly empty reads all of it for every gram.
  if (rows.length > 100) await db.$executeRaw`discard plans`;
  await db.$executeRaw`
    insert into "SchoolGram" ("schoolId", gram)
    select r."schoolId", gram from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("schoolId" uuid, grams text[]), unnest(r.grams) gram
    on conflict do nothing`;
}

/** What is known of schools now, by school and date. */
export async function knownSpans(db: Db, ids: readonly string[]): Promise<Map<string, KnownSpan[]>> {
  const rows = await db.schoolFact.findMany({
    where: { schoolId: { in: [...ids] }, supersededAt: null },
    orderBy: { validFrom: "asc" },
  });
  const spans = rows.map((row) => ({
    schoolId: row.schoolId,
    id: row.id,
    validFrom: fromUtcMidnight(row.validFrom),
    validTo: row.validTo && fromUtcMidnight(row.validTo),
    facts: factsOf(row),
    reason: row.reason,
  }));
  return Map.groupBy(spans, ({ schoolId }) => schoolId);
}

/** The facts among the fields of a row. */
export function factsOf(row: Facts): Facts {
  return Object.fromEntries(FACT_NAMES.map((name) => [name, row[name]])) as Facts;
}

/** Keeps others from changing these schools meanwhile. Returns today in the tenant's time zone. */
async function lockSchools(db: Db, wanted: readonly { schoolId: string; version?: number }[]): Promise<PlainDate> {
  const ids = wanted.map(({ schoolId }) => schoolId);
  const locked = await db.$queryRaw<{ id: string; version: number; today: PlainDate }[]>`
    select id, version, tenant_today()::text as today from "School" where id = any(${ids}::uuid[]) order by id for update`;
  const versions = new Map(locked.map(({ id, version }) => [id, version]));
  for (const { schoolId, version } of wanted) {
    const present = versions.get(schoolId);
    if (present === undefined)
      throw new Refusal((await isVisible(db, schoolId)) ? "error.notAllowed" : "error.notFound");
    if (version !== undefined && version !== present) throw new Stale();
  }
  const today = locked[0]?.today;
  if (!today) throw new Error("no school was locked");
  return today;
}

async function isVisible(db: Db, id: string): Promise<boolean> {
  return (await db.school.count({ where: { id } })) > 0;
}

function mustBeRecent(change: FactChange, rows: readonly KnownSpan[], today: PlainDate): void {
  const present = rows.findLast((row) => row.validFrom <= today) ?? rows[0];
  if (change.correcting || !present || change.effectiveOn >= present.validFrom) return;
  throw new Refusal("schools.error.beforePresent", partsOf(present.validFrom), "effectiveOn");
}

async function insertSpans(db: Db, spans: readonly (Span & { schoolId: string })[]): Promise<void> {
  const rows = spans.map(({ facts, ...span }) => ({ ...span, ...facts, id: randomUUID() }));
  await db.$executeRaw`
    insert into "SchoolFact" (id, "schoolId", "validFrom", "validTo", reason, code, "nameEn", "nameZh", "districtId", ownership, stages,
      settlement, status, "teachingPoint", boarding, capacity, "creditCode")
    select id, "schoolId", "validFrom", "validTo", reason, code, "nameEn", "nameZh", "districtId", ownership, stages,
      settlement, status, "teachingPoint", boarding, capacity, "creditCode"
      from jsonb_populate_recordset(null::"SchoolFact", ${JSON.stringify(rows)}::jsonb)`;
}

/** Institutions whose codes begin alike share a site, where the city's codes say so. */
function withSite(school: NewSchool & { id: string }, format: CodeFormat): NewSchool & { id: string } {
  return { ...school, siteKey: school.siteKey ?? (format.siteLength ? school.code.slice(0, format.siteLength) : null) };
}
