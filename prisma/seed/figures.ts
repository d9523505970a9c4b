import type { Facts } from "#features/reports/form/cells.ts";
import type { Stage } from "#features/reports/form/stage.ts";
import type { Facts as RegisterFacts } from "#features/schools/schema.ts";
import type { PlainDate } from "#lib/plain-date.ts";
import type { Descent, History } from "./chronicle.ts";
import type { CityPlan } from "./city-plan.ts";
import { part, type Roll, rollsOf, shifted, together } from "./enrolment.ts";
import { districtId, type Institution } from "./institutions.ts";
import { factsOn } from "./register.ts";

/** Classes and teachers of the city's schools by the year in which a school year began. */
export type Rolls = ReadonlyMap<number, ReadonlyMap<string, Roll>>;

/**
 * Three school years. In the year `exact` the city's totals are exactly those of its plan; the others follow from it
 * class by class, and schools that have changed since are what they were.
 */
export function rollsByYear(city: CityPlan, schools: readonly Institution[], descent: Descent, exact: number): Rolls {
  const rolls = rollsOf(city, schools);
  const moved = (by: 1 | -1) =>
    new Map(schools.map((school) => [school.id, shifted(school, rolls.get(school.id) ?? EMPTY, by)]));
  return new Map([
    [exact - 1, asBefore(moved(-1), descent)],
    [exact, rolls],
    [exact + 1, moved(1)],
  ]);
}

const EMPTY: Roll = { grades: new Map(), teachers: 0 };

/** Undoes merger, change of category and split, and brings back what has closed since. */
function asBefore(rolls: Map<string, Roll>, { merged, recoded, split, closed }: Descent): Map<string, Roll> {
  const of = ({ id }: Institution) => rolls.get(id) ?? EMPTY;
  if (merged) {
    rolls.set(merged.gone.id, part(of(merged.into), 0.3));
    rolls.set(merged.into.id, part(of(merged.into), 0.7));
  }
  if (recoded) {
    const { grades, teachers } = of(recoded.after);
    const primary = new Map([...grades].filter(([key]) => key <= "g6"));
    rolls.set(recoded.before.id, { grades: primary, teachers: Math.max(1, Math.round(teachers * 0.6)) });
  }
  if (split) rolls.set(split.from.id, together(of(split.from), of(split.part)));
  for (const school of closed) {
    const key = school.kind === "point" ? ["g1", "g2", "g3"] : ["k-small", "k-middle", "k-large"];
    rolls.set(school.id, {
      grades: new Map(key.map((grade, at) => [grade, [school.kind === "point" ? 3 + at : 11 + 2 * at]])),
      teachers: school.kind === "point" ? 1 : 4,
    });
  }
  return rolls;
}

/** A school that a campaign asks, as the register knew it on the campaign's day. */
export type Asked = { school: Institution; register: RegisterFacts; facts: Facts };

/** Schools that were open on a day and teach one of the stages; no stage: all. By code. */
export function openOn(
  city: CityPlan,
  { lives }: History,
  day: PlainDate,
  stages: readonly RegisterFacts["stages"][number][] = [],
): Asked[] {
  const asked = lives.flatMap((life): Asked[] => {
    const register = factsOn(life, day);
    if (!register || (register.status !== "OPEN" && register.status !== "OPEN_PROPOSED_TO_CLOSE")) return [];
    if (stages.length > 0 && !register.stages.some((stage) => stages.includes(stage))) return [];
    return [{ school: life.school, register, facts: formFacts(city, register) }];
  });
  return asked.sort((a, b) => (a.register.code < b.register.code ? -1 : 1));
}

/** The register's facts as opening a campaign stamps them on an assignment. */
function formFacts(city: CityPlan, register: RegisterFacts): Facts {
  const district = city.districts.find((one) => districtId(city, one) === register.districtId);
  return {
    name: register.nameZh,
    code: register.code,
    district: district?.zh ?? "",
    locale: register.settlement?.toLowerCase() ?? null,
    ownership: register.ownership,
    boarding: register.boarding,
    stages: register.stages.map((stage) => stage.toLowerCase() as Stage),
  };
}
