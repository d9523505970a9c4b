import { between, type Random } from "#features/reports/form/random.ts";
import type { Stage } from "#generated/prisma/enums.ts";
import { apportion, chanceOf, normal } from "./chance.ts";
import type { CityPlan } from "./city-plan.ts";
import type { Institution } from "./institutions.ts";

/** Sizes of the classes of each grade, by the grade's key in the form; a grade without classes has none. */
export type Roll = { grades: Map<string, number[]>; teachers: number };

export const GRADES: Record<Stage, string[]> = {
  PRESCHOOL: ["k-small", "k-middle", "k-large"],
  PRIMARY: ["g1", "g2", "g3", "g4", "g5", "g6"],
  JUNIOR: ["g7", "g8", "g9"],
  SENIOR: ["s1", "s2", "s3"],
  SPECIAL: ["x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9"],
};
const GRADES_OF_POINTS = 3;
const SIZE_BY_SETTLEMENT = { URBAN: 2, TOWN: 1.05, RURAL: 0.4 };
/** Fewest pupils of a stage that are still a school. */
const LEAST: Record<Stage, number> = { PRESCHOOL: 18, PRIMARY: 36, JUNIOR: 90, SENIOR: 300, SPECIAL: 60 };
/** Standard deviation of the logarithm of a school's size (`cities.md` 3.3). */
const SIGMA = 0.75;

const sum = (list: readonly number[]): number => list.reduce((total, one) => total + one, 0);
export const pupilsOf = (roll: Roll, keys: readonly string[] = [...roll.grades.keys()]): number =>
  sum(keys.flatMap((key) => roll.grades.get(key) ?? []));

const gradesOf = ({ kind }: Institution, stage: Stage): string[] =>
  kind === "point" ? GRADES[stage].slice(0, GRADES_OF_POINTS) : GRADES[stage];

/** A class of so many pupils, more or less. */
function classSizes(pupils: number, classes: number, random: Random): number[] {
  const weights = Array.from({ length: classes }, () => Math.max(0.5, 1 + 0.06 * normal(random)));
  return apportion(pupils, weights, 1);
}

/** Pupils of each school in a stage: points are tiny, schools log-normal around the mean of their sort of place. */
function sizesOf(schools: readonly Institution[], pupils: number, stage: Stage, random: Random): number[] {
  const points = schools.map(({ kind }) => (kind === "point" ? between(random, 14, 46) : 0));
  const weights = schools.map(({ kind, settlement }) =>
    kind === "point"
      ? 0
      : SIZE_BY_SETTLEMENT[settlement] * Math.exp(SIGMA * Math.max(-2, Math.min(1.5, normal(random)))),
  );
  const least = schools.map(({ kind }) => (kind === "point" ? 0 : LEAST[stage]));
  return apportion(pupils - sum(points), weights, least).map((size, at) => size + (points[at] ?? 0));
}

/** Every school's classes and teachers in a year whose city totals are exactly those of the plan. */
export function rollsOf(city: CityPlan, schools: readonly Institution[]): Map<string, Roll> {
  const rolls = new Map(schools.map(({ id }): [string, Roll] => [id, { grades: new Map(), teachers: 0 }]));
  for (const stage of Object.keys(GRADES) as Stage[]) {
    const members = schools.filter(({ stages }) => stages.includes(stage));
    if (members.length > 0) enrol(city, stage, members, rolls);
  }
  return rolls;
}

/** Divides a stage's pupils, classes and teachers among its schools, and each school's among its grades. */
function enrol(city: CityPlan, stage: Stage, members: readonly Institution[], rolls: ReadonlyMap<string, Roll>): void {
  const random = chanceOf(city.slug, "rolls", stage);
  const { pupils, classes, teachers } = city.totals[stage];
  const sizes = sizesOf(members, pupils, stage, random);
  const leastClasses = members.map((school) => gradesOf(school, stage).length);
  const leastTeachers = members.map(({ kind }) => (kind === "point" ? 1 : 2));
  const classesOf = apportion(classes, sizes, leastClasses);
  const smallerHaveMore = sizes.map((size) => size ** 0.92);
  const teachersOf = apportion(teachers, smallerHaveMore, leastTeachers);
  for (const [at, school] of members.entries()) {
    const roll = rolls.get(school.id);
    if (!roll) continue;
    roll.teachers += teachersOf[at] ?? 0;
    const keys = gradesOf(school, stage);
    const even = keys.map(() => 1 + 0.04 * normal(random));
    const inGrade = apportion(sizes[at] ?? 0, even, 1);
    const count = apportion(classesOf[at] ?? 0, inGrade, 1);
    for (const [index, key] of keys.entries()) {
      roll.grades.set(key, classSizes(inGrade[index] ?? 1, count[index] ?? 1, random));
    }
  }
}

/** One school in twelve has a grade whose number jumps: families move away, a new estate is finished. */
const JUMPS = 1 / 12;

/**
 * The same school a year later (`by` 1) or earlier (-1): every class has moved up or down a grade, few have come or left.
 */
export function shifted(school: Institution, roll: Roll, by: 1 | -1): Roll {
  const random = chanceOf(school.id, "shift", String(by));
  const jump = random() < JUMPS ? between(random, 0, 5) : -1;
  const grades = new Map<string, number[]>();
  for (const stage of school.stages) {
    const keys = gradesOf(school, stage);
    const classes = sum(keys.map((key) => roll.grades.get(key)?.length ?? 0));
    const size = pupilsOf(roll, keys) / Math.max(1, classes);
    for (const [at, key] of keys.entries()) {
      const from = keys[Math.min(keys.length - 1, Math.max(0, at - by))] ?? key;
      const cohort = pupilsOf(roll, [from]);
      const pupils = Math.max(1, Math.round(cohort * (0.985 + 0.03 * random()) * (at === jump ? 1.12 : 1)));
      grades.set(key, classSizes(pupils, Math.min(pupils, Math.max(1, Math.round(pupils / size))), random));
    }
  }
  return { grades, teachers: Math.max(1, Math.round(roll.teachers * (0.99 + 0.02 * random()))) };
}

/** Part of a school's pupils, as of one that was merged or split off. */
export function part(roll: Roll, share: number): Roll {
  const grades = new Map(
    [...roll.grades].map(([key, sizes]) => {
      const pupils = Math.max(1, Math.round(sum(sizes) * share));
      const classes = Math.min(pupils, Math.max(1, Math.round(sizes.length * share)));
      return [key, classSizes(pupils, classes, () => 0.5)] as const;
    }),
  );
  return { grades, teachers: Math.max(1, Math.round(roll.teachers * share)) };
}

/** Two schools in one. */
export function together(one: Roll, other: Roll): Roll {
  const keys = new Set([...one.grades.keys(), ...other.grades.keys()]);
  const grades = new Map(
    [...keys].map((key) => [key, [...(one.grades.get(key) ?? []), ...(other.grades.get(key) ?? [])]]),
  );
  return { grades, teachers: one.teachers + other.teachers };
}
