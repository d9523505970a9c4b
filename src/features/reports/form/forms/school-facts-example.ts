import type { Context, Facts, Values } from "../cells.ts";
import type { Row } from "../definition.ts";
import { gradeRows } from "../grades.ts";
import { about, between, type Random } from "../random.ts";
import type { Stage } from "../stage.ts";

type Filling = Record<string, string>;

/** Ordinary sizes by stage: pupils of a class, classes of a grade, pupils for each teacher. */
const ORDINARY: Record<Stage, { size: [number, number]; classes: [number, number]; ratio: number }> = {
  preschool: { size: [18, 30], classes: [1, 4], ratio: 12 },
  primary: { size: [24, 44], classes: [1, 6], ratio: 16 },
  junior: { size: [30, 49], classes: [2, 8], ratio: 12 },
  senior: { size: [36, 52], classes: [4, 12], ratio: 12 },
  special: { size: [5, 10], classes: [1, 2], ratio: 3 },
};

const COLUMNS = ["B1", "B2", "B3", "B4", "B5", "B6", "B7", "B8", "B9"];
const BANDS: [code: string, most: number][] = [
  ["C1", 25],
  ["C2", 35],
  ["C3", 45],
  ["C4", 50],
  ["C5", 55],
  ["C6", 65],
  ["C7", Number.POSITIVE_INFINITY],
];

/** A plausible F1: real classes are drawn first and every number is counted from them, so the checks hold by nature. */
export function schoolFactsExample({ facts, lastYear }: Context, random: Random): Filling {
  const rows = gradeRows(facts.primaryGrades).filter(
    ({ stage }) => stage !== undefined && facts.stages.includes(stage),
  );
  const boarding = facts.boarding ?? false;
  const intakes = new Map(facts.stages.map((stage) => [stage, intakeOf(stage, random)]));
  const drawn = rows.map((row) => ({ row, classes: classesOf(row, intakes, lastYear, random) }));
  const values: Filling = facts.boarding === undefined || facts.boarding === null ? { A7: "no" } : {};
  for (const { row, classes } of drawn) Object.assign(values, gradeFilling(row, classes, boarding, random));
  Object.assign(values, totals(values, rows), bands(drawn.flatMap(({ classes }) => classes)));
  const pupils = Number(values["B2@total"]);
  const teachers = drawn.reduce(
    (sum, { row, classes }) => sum + (row.stage ? pupilsIn(classes) / ORDINARY[row.stage].ratio : 0),
    0,
  );
  return {
    ...values,
    ...staff(Math.ceil(teachers), pupils, facts, random),
    ...premises(pupils, lastYear, random),
    ...equipment(pupils, lastYear, random),
  };
}

const pupilsIn = (classes: number[]): number => classes.reduce((sum, size) => sum + size, 0);

/** Pupils of one ordinary grade of the school: its grades are of about one size. */
function intakeOf(stage: Stage, random: Random): number {
  const { size, classes } = ORDINARY[stage];
  return between(random, size[0], size[1]) * between(random, classes[0], classes[1]);
}

/** The sizes of a grade's classes: last year's cohort moved up, or, in a first grade, about last year's. */
function classesOf(
  { key, stage, previous }: Row,
  intakes: ReadonlyMap<Stage, number>,
  lastYear: Values | null | undefined,
  random: Random,
): number[] {
  if (!stage || key === "k-mixed") return [];
  const before = Number(lastYear?.[`B2@${previous ?? key}`] || intakes.get(stage));
  const pupils = Math.max(1, Math.round(before * (0.98 + random() * 0.04)));
  const count = Math.max(1, Math.ceil(pupils / ORDINARY[stage].size[1]));
  return Array.from({ length: count }, (_, index) => Math.floor((pupils + index) / count));
}

function gradeFilling({ key, first, stage }: Row, classes: number[], boarding: boolean, random: Random): Filling {
  const pupils = pupilsIn(classes);
  const entrants = first ? pupils - Math.floor(pupils * 0.02 * random()) : about(random, pupils, 0.01);
  const row = [
    classes.length,
    pupils,
    about(random, pupils, 0.47),
    boarding && stage !== "preschool" ? about(random, pupils, 0.6) : 0,
    about(random, pupils, 0.12),
    about(random, pupils, 0.08),
    stage === "special" ? 0 : about(random, pupils, 0.01),
    entrants,
    Math.max(0, ...classes),
  ];
  return Object.fromEntries(COLUMNS.map((code, index) => [`${code}@${key}`, String(row[index] ?? 0)]));
}

function totals(values: Filling, rows: Row[]): Filling {
  const total = (code: string) => {
    const column = rows.map(({ key }) => Number(values[`${code}@${key}`]));
    return code === "B9" ? Math.max(0, ...column) : pupilsIn(column);
  };
  return Object.fromEntries(COLUMNS.map((code) => [`${code}@total`, String(total(code))]));
}

function bands(classes: number[]): Filling {
  const counts = new Map(BANDS.map(([code]) => [code, 0]));
  for (const size of classes) {
    const code = BANDS.find(([, most]) => size <= most)?.[0] ?? "C7";
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([code, count]) => [code, String(count)]));
}

function staff(teachers: number, pupils: number, facts: Facts, random: Random): Filling {
  const [postgraduate, college] = [about(random, teachers, 0.08), about(random, teachers, 0.12)];
  const below = teachers - postgraduate - college > 20 ? between(random, 0, 1) : 0;
  const bachelor = Math.max(0, teachers - postgraduate - college - below);
  const counts: Filling = {
    D1: String(teachers + Math.ceil(teachers * 0.08)),
    D2: String(teachers),
    D3: String(about(random, teachers, facts.stages.includes("preschool") ? 0.9 : 0.68)),
    D4: String(postgraduate),
    D5: String(bachelor),
    D6: String(teachers - postgraduate - bachelor - below),
    D7: String(below),
    D8: String(Math.floor(teachers * 0.07)),
    D9: String(Math.floor(teachers * 0.05)),
    D10: String(Math.floor(teachers * 0.05)),
    D11: String(about(random, teachers, 0.12)),
    D12: String(pupils > 800 ? between(random, 1, 2) : 0),
    D13: String(between(random, 0, 2)),
    D14: String(between(random, 0, Math.min(1, teachers))),
  };
  return facts.stages.includes("preschool") ? { ...counts, D15: String(Math.ceil(pupils / 30)) } : counts;
}

/** Tenths of a square metre as canonical text. */
const tenths = (value: number): string => String(Math.round(value) / 10);

/** This year's stock: a little more than last year's, or about so much for each pupil. */
function stock(last: string | null | undefined, pupils: number, each: number, random: Random): number {
  return last
    ? Math.round(Number(last) * (1 + random() * 0.02)) + 1
    : Math.round(pupils * each * (0.9 + random() * 0.3));
}

function premises(pupils: number, lastYear: Values | null | undefined, random: Random): Filling {
  const buildings = stock(lastYear?.E2, pupils, 9, random) * 10 + between(random, 0, 9);
  return {
    E1: tenths(buildings * (2 + random())),
    E2: tenths(buildings),
    E3: tenths(about(random, buildings, 0.55)),
    E4: tenths(about(random, buildings, 0.2)),
    E5: tenths(about(random, buildings, 0.06)),
    E6: "0",
    E7: tenths(pupils * 80 * (0.9 + random() * 0.3)),
    E8: String(1 + Math.floor(pupils / 600)),
    E9: String(1 + Math.floor(pupils / 600)),
  };
}

function equipment(pupils: number, lastYear: Values | null | undefined, random: Random): Filling {
  const books = stock(lastYear?.F1, pupils, 28, random);
  const value = stock(lastYear?.F5, pupils, 2300, random);
  return {
    F1: String(books),
    F2: String(about(random, books, 0.04)),
    F3: String(Math.round(pupils / between(random, 7, 12))),
    F4: String(Math.max(1, Math.round(pupils * 0.026))),
    F5: String(value),
    F6: String(about(random, value, 0.06)),
    F7: String(between(random, 2, 10) * 100),
  };
}
