import { indexSchools } from "#features/schools/record.ts";
import { FACT_NAMES, type Facts } from "#features/schools/schema.ts";
import { amend, type KnownSpan, type Span } from "#features/schools/timeline.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { between } from "#features/reports/form/random.ts";
import { chanceOf, idOf } from "./chance.ts";
import type { History, Life } from "./history.ts";
import { insert } from "./insert.ts";
import type { Institution } from "./institutions.ts";
import type { Staff } from "./staff.ts";
import { at, type Trail } from "./trail.ts";

/** A row of a school's facts as recorded, known still or superseded. */
type Recorded = KnownSpan & { recordedAt: string; supersededAt: string | null };

const ENDED: ReadonlySet<string> = new Set(["CLOSED", "REJECTED", "CREATED_IN_ERROR"]);

/** A time of an office day, the same for the same school and day. */
function officeTime(school: Institution, day: PlainDate): string {
  const random = chanceOf(school.id, day);
  return at(day, `${String(between(random, 9, 16)).padStart(2, "0")}:${String(between(random, 0, 59)).padStart(2, "0")}`);
}

/** Every row that a life has left in the register, by the register's own rule for changes. */
export function recordsOf({ school, openedOn, recordedOn, first, turns }: Life, reason: string): Recorded[] {
  const rows: Recorded[] = [];
  const add = (span: Span, recordedAt: string) => rows.push({ ...span, id: idOf(school.id, "SchoolFact", String(rows.length)), recordedAt, supersededAt: null });
  add({ validFrom: openedOn, validTo: null, facts: first, reason }, officeTime(school, recordedOn));
  for (const turn of [...turns].sort((a, b) => (a.recordedOn < b.recordedOn ? -1 : 1))) {
    const known = rows.filter(({ supersededAt }) => supersededAt === null).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
    const recordedAt = officeTime(school, turn.recordedOn);
    const { superseded, added } = amend(known, { effectiveOn: turn.on, facts: turn.facts, reason: turn.reason });
    for (const row of rows) if (superseded.includes(row.id)) row.supersededAt = recordedAt;
    for (const span of added) add(span, recordedAt);
  }
  return rows;
}

/** What is known today of a school on a day; undefined before its first day. */
export function factsOn(life: Life, day: PlainDate): Facts | undefined {
  const known = recordsOf(life, "").filter(({ supersededAt }) => supersededAt === null);
  return known.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || validTo > day))?.facts;
}

/** Writes the schools of a city with their history, codes, kin and campuses, and who recorded it. */
export async function insertRegister(db: Db, { lives, links }: History, staff: Staff, trail: Trail): Promise<void> {
  const keeper = staff.section("SECTION_STAFF");
  const records = lives.map((life) => ({ life, rows: recordsOf(life, life.reason) }));
  await insert(
    db,
    "School",
    lives.map(({ school, turns }) => ({
      id: school.id,
      addressZh: school.address.zh,
      addressEn: school.address.en,
      phone: school.phone,
      email: `office.${school.code}@example.test`,
      version: turns.length + 1,
    })),
  );
  await insert(
    db,
    "SchoolFact",
    records.flatMap(({ life, rows }) => rows.map(({ facts, ...row }) => ({ ...row, schoolId: life.school.id, ...pickFacts(facts) }))),
  );
  await insert(db, "SchoolCode", records.map(({ life, rows }) => codeOf(life, rows)));
  await insert(
    db,
    "SchoolLink",
    links.map(({ predecessor, successor, kind, on, reason }) => ({
      id: idOf(predecessor.id, successor.id, kind),
      predecessorId: predecessor.id,
      successorId: successor.id,
      kind,
      happenedOn: on,
      reason,
    })),
  );
  await insert(db, "Campus", lives.flatMap(campusesOf));
  await indexSchools(db, lives.map(({ school }) => school.id));
  for (const { school, recordedOn, reason, turns } of lives) {
    trail.record({ at: officeTime(school, recordedOn), by: keeper, verb: "school.create", subject: ["School", school.id], reason });
    for (const turn of turns) {
      trail.record({ at: officeTime(school, turn.recordedOn), by: keeper, verb: turn.verb, subject: ["School", school.id], reason: turn.reason });
    }
  }
  for (const { predecessor, successor, on, reason } of links) {
    trail.record({ at: officeTime(successor, on), by: keeper, verb: "school.link", subject: ["School", successor.id], reason, detail: { predecessor: predecessor.id } });
  }
}

function pickFacts(facts: Facts): Facts {
  return Object.fromEntries(FACT_NAMES.map((name) => [name, facts[name]])) as Facts;
}

function codeOf({ school, openedOn }: Life, rows: readonly Recorded[]) {
  const last = rows.filter(({ supersededAt }) => supersededAt === null).reduce((a, b) => (a.validFrom > b.validFrom ? a : b));
  const voided = ENDED.has(last.facts.status);
  return { code: school.code, schoolId: school.id, issuedOn: openedOn, voidedOn: voided ? last.validFrom : null, reason: voided ? last.reason : "" };
}

/** One large school in four has a second campus. */
function campusesOf({ school }: Life) {
  if (school.settlement === "RURAL" || school.kind === "point" || chanceOf(school.id, "campus")() > 0.25) return [];
  const { zh, en } = school.address;
  return [
    { id: idOf(school.id, "Campus", "0"), schoolId: school.id, nameZh: "校本部", nameEn: "Main campus", addressZh: zh, addressEn: en, main: true },
    { id: idOf(school.id, "Campus", "1"), schoolId: school.id, nameZh: "东校区", nameEn: "East campus", addressZh: `${school.district.zh}东环路${school.code.slice(-2)}号`, addressEn: `${Number(school.code.slice(-2))} Donghuan Road, ${school.district.en}`, main: false },
  ];
}
