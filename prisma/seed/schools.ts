import type { CityPlan } from "./city-plan.ts";
import { pupilsOf, rollsOf } from "./enrolment.ts";
import { type Institution, institutionsOf } from "./institutions.ts";

/** Places come in steps of this many. */
const STEP = 30;

/** The schools of a city with room for their pupils; `shown` is the school whose head and clerk visitors sign in as. */
export function schoolsOf(city: CityPlan): { schools: Institution[]; shown: Institution } {
  const schools = institutionsOf(city);
  const rolls = rollsOf(city, schools);
  for (const school of schools) {
    const roll = rolls.get(school.id);
    if (school.capacity !== null && roll) school.capacity = STEP * Math.ceil((pupilsOf(roll) * 1.1) / STEP);
  }
  const shown = schools.find(
    ({ kind, settlement, ownership }) => kind === "primary" && settlement === "URBAN" && ownership === "EDUCATION",
  );
  if (!shown) throw new RangeError(`${city.slug} has no public primary school in town`);
  return { schools, shown };
}
