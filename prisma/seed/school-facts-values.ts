import type { Facts, Values } from "#features/reports/form/cells.ts";
import { gradeRows } from "#features/reports/form/grades.ts";
import { about, between, type Random } from "#features/reports/form/random.ts";
import { apportion, chanceOf } from "./chance.ts";
import type { CityPlan } from "./city-plan.ts";
import { pupilsOf, type Roll } from "./enrolment.ts";
import type { Institution } from "./institutions.ts";

const SHARES = {
  URBAN: { migrant: 0.18, leftBehind: 0.02 },
  TOWN: { migrant: 0.07, leftBehind: 0.1 },
  RURAL: { migrant: 0.01, leftBehind: 0.24 },
};
const BOARDERS: Record<string, number> = { primary: 0.2, junior: 0.55, senior: 0.75, special: 0.6 };
const WOMEN: Record<string, number> = { PRESCHOOL: 0.96, PRIMARY: 0.74, JUNIOR: 0.6, SENIOR: 0.53, SPECIAL: 0.78 };
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

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);

/** Disabled pupils in regular classes, by school and grade: exactly so many in the whole city. */
export function inRegularClasses(city: CityPlan, rolls: ReadonlyMap<string, Roll>): Map<string, number> {
  const places = [...rolls].flatMap(([id, { grades }]) =>
    [...grades].flatMap(([key, sizes]) => (key.startsWith("g") ? [{ place: `${id} ${key}`, pupils: sum(sizes) }] : [])),
  );
  if (places.length === 0) return new Map();
  const counts = apportion(
    city.inRegularClasses,
    places.map(({ pupils }) => pupils),
  );
  return new Map(places.map(({ place }, at) => [place, counts[at] ?? 0]));
}

/**
 * The form 'school facts' as this school fills it in that year: every figure is counted from its classes, so the checks
 * hold by nature; what it owns grows a little every year.
 * @param years since the first year of the history
 */
export function schoolFactsValues(
  school: Institution,
  facts: Facts,
  roll: Roll,
  disabled: ReadonlyMap<string, number>,
  years: number,
): Record<string, string> {
  const random = chanceOf(school.id, "facts", String(years));
  const values: Record<string, string> = {};
  const rows = gradeRows().filter(({ stage }) => stage !== undefined && facts.stages.includes(stage));
  for (const { key, stage, first } of rows) {
    const sizes = roll.grades.get(key) ?? [];
    const pupils = sum(sizes);
    const share = SHARES[school.settlement];
    const row = [
      sizes.length,
      pupils,
      about(random, pupils, 0.468),
      facts.boarding ? about(random, pupils, BOARDERS[stage ?? ""] ?? 0) : 0,
      about(random, pupils, share.migrant),
      about(random, pupils, share.leftBehind),
      Math.min(pupils, disabled.get(`${school.id} ${key}`) ?? 0),
      first ? pupils - Math.floor(pupils * 0.015 * random()) : about(random, pupils, 0.008),
      Math.max(0, ...sizes),
    ];
    for (const [at, code] of COLUMNS.entries()) values[`${code}@${key}`] = String(row[at] ?? 0);
  }
  for (const code of COLUMNS) {
    const column = rows.map(({ key }) => Number(values[`${code}@${key}`]));
    values[`${code}@total`] = String(code === "B9" ? Math.max(0, ...column) : sum(column));
  }
  return {
    ...values,
    ...bands([...roll.grades.values()].flat()),
    ...staff(school, roll, random),
    ...property(school, roll, years),
  };
}

function bands(classes: readonly number[]): Values & Record<string, string> {
  const counts = new Map(BANDS.map(([code]) => [code, 0]));
  for (const size of classes) {
    const code = BANDS.find(([, most]) => size <= most)?.[0] ?? "C7";
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].map(([code, count]) => [code, String(count)]));
}

function staff(school: Institution, roll: Roll, random: Random): Record<string, string> {
  const teachers = roll.teachers;
  const pupils = pupilsOf(roll);
  const preschool = school.stages.includes("PRESCHOOL");
  const women = sum(school.stages.map((stage) => WOMEN[stage] ?? 0.6)) / school.stages.length;
  const postgraduate = about(random, teachers, school.stages.includes("SENIOR") ? 0.14 : 0.03);
  const college = Math.min(teachers - postgraduate, about(random, teachers, preschool ? 0.55 : 0.18));
  const below = preschool ? Math.min(teachers - postgraduate - college, about(random, teachers, 0.06)) : 0;
  const counts = {
    D1: teachers + Math.ceil(teachers * (preschool ? 0.35 : 0.09)),
    D2: teachers,
    D3: about(random, teachers, women),
    D4: postgraduate,
    D5: teachers - postgraduate - college - below,
    D6: college,
    D7: below,
    D8: Math.floor(teachers * 0.08),
    D9: Math.floor(teachers * 0.05),
    D10: Math.floor(teachers * 0.05),
    D11: about(random, teachers, 0.11),
    D12: pupils > 900 ? between(random, 1, 2) : 0,
    D13: pupils > 150 ? between(random, 0, 2) : 0,
    D14: about(random, teachers, 0.02),
    ...(preschool ? { D15: Math.max(1, Math.round(pupils / 28)) } : {}),
  };
  return Object.fromEntries(Object.entries(counts).map(([code, count]) => [code, String(count)]));
}

const tenths = (value: number): string => String(Math.round(value * 10) / 10);

/** Premises and equipment: drawn once for a school, then growing from year to year. */
function property(school: Institution, { grades }: Roll, years: number): Record<string, string> {
  const random = chanceOf(school.id, "property");
  const places =
    60 +
    between(random, 20, 60) +
    30 *
      Math.max(2, [...grades.keys()].length) *
      (school.settlement === "RURAL" ? 1 : school.settlement === "TOWN" ? 2.5 : 6);
  const buildings = places * (6 + 5 * random()) * 1.006 ** years;
  const books = Math.round(places * (16 + 16 * random()) * 1.03 ** years);
  const value = Math.round(places * (1400 + 2200 * random()) * 1.05 ** years);
  return {
    E1: tenths(buildings * (2 + 2 * random())),
    E2: tenths(buildings),
    E3: tenths(buildings * (0.48 + 0.1 * random())),
    E4: tenths(buildings * (school.boarding ? 0.26 : 0.1)),
    E5: tenths(buildings * 0.06),
    E6: random() < 0.05 ? tenths(buildings * 0.03) : "0",
    E7: tenths(places * (3 + 5 * random())),
    E8: String(1 + Math.floor(places / 700)),
    E9: String(1 + Math.floor(places / 700)),
    F1: String(books),
    F2: String(Math.round(books * 0.03)),
    F3: String(Math.round(places / between(random, 7, 14))),
    F4: String(Math.max(1, Math.round(places / 40))),
    F5: String(value),
    F6: String(Math.round(value * 0.05)),
    F7: String(between(random, 2, 10) * 100),
  };
}
