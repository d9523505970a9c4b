import { between } from "#features/reports/form/random.ts";
import { FACT_NAMES, type Facts } from "#features/schools/schema.ts";
import { amend, type KnownSpan, type Span } from "#features/schools/timeline.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import { approval } from "./approvals.ts";
import { chanceOf, idOf } from "./chance.ts";
import type { History, Life, Turn } from "./chronicle.ts";
import type { Institution } from "./institutions.ts";
import { at, inserts, type Script, updates, type Write } from "./script.ts";
import type { Staff } from "./staff.ts";

/** A row of a school's facts as recorded, known still or superseded. */
type Recorded = KnownSpan & { recordedAt: string; supersededAt: string | null };

const ENDED: ReadonlySet<string> = new Set(["CLOSED", "REJECTED", "CREATED_IN_ERROR"]);

/** A time of an office day, the same for the same school and day. */
function officeTime(school: Institution, day: PlainDate): string {
  const random = chanceOf(school.id, day);
  return at(
    day,
    `${String(between(random, 9, 16)).padStart(2, "0")}:${String(between(random, 0, 59)).padStart(2, "0")}`,
  );
}

/** Every row that a life has left in the register, by the register's own rule for changes. */
export function recordsOf({ school, openedOn, recordedOn, first, turns }: Life, reason: string): Recorded[] {
  const rows: Recorded[] = [];
  const add = (span: Span, recordedAt: string) =>
    rows.push({ ...span, id: idOf(school.id, "SchoolFact", String(rows.length)), recordedAt, supersededAt: null });
  add({ validFrom: openedOn, validTo: null, facts: first, reason }, officeTime(school, recordedOn));
  for (const turn of inOrder(turns)) {
    const known = rows
      .filter(({ supersededAt }) => supersededAt === null)
      .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
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

/** Enters the schools of a city, lets their facts change, and says who follows whom. */
export function writeRegister({ lives, links }: History, staff: Staff, script: Script): void {
  const keeper = staff.section("SECTION_STAFF");
  for (const life of lives) writeLife(life, staff, script);
  for (const { predecessor, successor, kind, on, reason } of links) {
    const link = {
      id: idOf(predecessor.id, successor.id, kind),
      predecessorId: predecessor.id,
      successorId: successor.id,
      kind,
      happenedOn: on,
      reason,
    };
    const subject = ["School", successor.id] as const;
    script.record(
      {
        at: officeTime(successor, on),
        by: keeper,
        verb: "school.link",
        subject,
        reason,
        detail: { changed: "linked", predecessorId: predecessor.id, successorId: successor.id },
      },
      [inserts("SchoolLink", [link])],
    );
  }
}

function writeLife(life: Life, staff: Staff, script: Script): void {
  const { school, openedOn, recordedOn, reason, turns } = life;
  const rows = recordsOf(life, reason);
  const subject = ["School", school.id] as const;
  const by = staff.section("SECTION_STAFF");
  const entered = officeTime(school, recordedOn);
  const { zh, en } = school.address;
  script.record({ at: entered, by, verb: "school.create", subject, reason }, [
    inserts("School", [
      {
        id: school.id,
        addressZh: zh,
        addressEn: en,
        phone: school.phone,
        email: `office.${school.code}@example.test`,
        createdAt: entered,
      },
    ]),
    inserts("SchoolFact", factsRecorded(school, rows, entered)),
    inserts("SchoolCode", [{ code: school.code, schoolId: school.id, issuedOn: openedOn, reason }]),
    inserts("Campus", campusesOf(life)),
  ]);
  for (const [index, turn] of inOrder(turns).entries()) {
    const when = officeTime(school, turn.recordedOn);
    const writes = [
      inserts("SchoolFact", factsRecorded(school, rows, when)),
      updates(
        "SchoolFact",
        rows.filter(({ supersededAt }) => supersededAt === when).map(({ id }) => ({ id, supersededAt: when })),
      ),
      updates("School", [{ id: school.id, version: index + 2 }]),
      ...voiding(school, turn),
    ];
    if (turn.asked) approval(life, turn, staff, script, when, writes);
    else script.record({ at: when, by, verb: turn.verb, subject, reason: turn.reason }, writes);
  }
}

const inOrder = (turns: readonly Turn[]): Turn[] => [...turns].sort((a, b) => (a.recordedOn < b.recordedOn ? -1 : 1));

function factsRecorded(school: Institution, rows: readonly Recorded[], when: string) {
  const recorded = rows.filter(({ recordedAt }) => recordedAt === when);
  return recorded.map(({ facts, supersededAt: _, ...row }) => ({ ...row, schoolId: school.id, ...pickFacts(facts) }));
}

function voiding({ code }: Institution, { facts, on, reason }: Turn): Write[] {
  return facts.status && ENDED.has(facts.status)
    ? [updates("SchoolCode", [{ code, voidedOn: on, reason }], ["code"])]
    : [];
}

function pickFacts(facts: Facts): Facts {
  return Object.fromEntries(FACT_NAMES.map((name) => [name, facts[name]])) as Facts;
}

/** One large school in four has a second campus. */
function campusesOf({ school }: Life) {
  if (school.settlement === "RURAL" || school.kind === "point" || chanceOf(school.id, "campus")() > 0.25) return [];
  const { zh, en } = school.address;
  return [
    {
      id: idOf(school.id, "Campus", "0"),
      schoolId: school.id,
      nameZh: "校本部",
      nameEn: "Main campus",
      addressZh: zh,
      addressEn: en,
      main: true,
    },
    {
      id: idOf(school.id, "Campus", "1"),
      schoolId: school.id,
      nameZh: "东校区",
      nameEn: "East campus",
      addressZh: `${school.district.zh}东环路${school.code.slice(-2)}号`,
      addressEn: `${Number(school.code.slice(-2))} Donghuan Road, ${school.district.en}`,
      main: false,
    },
  ];
}
