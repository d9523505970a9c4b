import type { Facts } from "#features/schools/schema.ts";
import type { SchoolLinkKind } from "#generated/prisma/enums.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import type { Capability } from "#server/policy.ts";
import type { CityPlan } from "./city-plan.ts";
import { districtId, type Institution } from "./institutions.ts";

/** What changed in a school's facts on a day, and why. */
export type Turn = {
  on: PlainDate;
  recordedOn: PlainDate;
  facts: Partial<Facts>;
  reason: string;
  verb: Capability;
  asked?: boolean;
};
export type Life = {
  school: Institution;
  openedOn: PlainDate;
  recordedOn: PlainDate;
  first: Facts;
  turns: Turn[];
  reason: string;
};
export type Link = {
  predecessor: Institution;
  successor: Institution;
  kind: SchoolLinkKind;
  on: PlainDate;
  reason: string;
};

/** Schools that were or became something else; figures of earlier years are told apart by them. */
export type Descent = {
  merged?: { gone: Institution; into: Institution };
  recoded?: { before: Institution; after: Institution };
  split?: { from: Institution; part: Institution };
  closed: Institution[];
};

export type History = { lives: Life[]; links: Link[]; descent: Descent };

export const ENTERED = "建档：据全市学校名录录入";

/** The facts of an institution as it stands today. */
export function factsNow(city: CityPlan, school: Institution): Facts {
  return {
    code: school.code,
    nameZh: school.name.zh,
    nameEn: school.name.en,
    districtId: districtId(city, school.district),
    ownership: school.ownership,
    stages: school.stages,
    settlement: school.settlement,
    teachingPoint: school.kind === "point",
    boarding: school.boarding,
    capacity: school.capacity,
    creditCode: school.creditCode,
    status: "OPEN",
  };
}

/** Writes the lives of a city's schools backwards: they are what they are today, and were something else before. */
export class Chronicle {
  readonly #city: CityPlan;
  readonly #lives = new Map<string, Life>();
  readonly links: Link[] = [];
  /** The day the city began to keep its register here. */
  readonly launch: PlainDate;

  constructor(city: CityPlan, schools: readonly Institution[], launch: PlainDate) {
    this.#city = city;
    this.launch = launch;
    for (const school of schools) this.enter(school, school.openedOn, launch, ENTERED);
  }

  get lives(): Life[] {
    return [...this.#lives.values()];
  }

  enter(
    school: Institution,
    openedOn: PlainDate,
    recordedOn: PlainDate,
    reason: string,
    first: Partial<Facts> = {},
  ): void {
    this.#lives.set(school.id, {
      school,
      openedOn,
      recordedOn,
      first: { ...factsNow(this.#city, school), ...first },
      turns: [],
      reason,
    });
  }

  /** Asked for by the school and approved: from that day on it is what its facts say; before it was `was`. */
  became(school: Institution, on: PlainDate, was: Partial<Facts>, reason: string): void {
    const life = this.#life(school);
    const facts = Object.fromEntries(Object.keys(was).map((name) => [name, life.first[name as keyof Facts]]));
    life.first = { ...life.first, ...was };
    life.turns.push({ on, recordedOn: addDays(on, -6), facts, reason, verb: "change.approve", asked: true });
  }

  /** From that day on the school is something else. */
  becomes(school: Institution, on: PlainDate, facts: Partial<Facts>, reason: string, verb: Capability): void {
    this.#life(school).turns.push({ on, recordedOn: addDays(on, on < this.launch ? 0 : -1), facts, reason, verb });
  }

  /** Put right later: what was first recorded of the school was wrong from the beginning. */
  correct(school: Institution, recordedOn: PlainDate, was: Partial<Facts>, reason: string): void {
    const life = this.#life(school);
    const facts = Object.fromEntries(Object.keys(was).map((name) => [name, life.first[name as keyof Facts]]));
    life.first = { ...life.first, ...was };
    life.turns.push({ on: life.openedOn, recordedOn, facts, reason, verb: "school.edit" });
  }

  close(school: Institution, on: PlainDate, proposed: PlainDate, reason: string): void {
    this.becomes(school, proposed, { status: "OPEN_PROPOSED_TO_CLOSE" }, reason, "school.proposeClosure");
    this.becomes(school, on, { status: "CLOSED" }, reason, "school.close");
  }

  /** What was created in error never was: the state reaches back to the first day. */
  markError(school: Institution, recordedOn: PlainDate, reason: string): void {
    const life = this.#life(school);
    life.turns.push({
      on: life.openedOn,
      recordedOn,
      facts: { status: "CREATED_IN_ERROR" },
      reason,
      verb: "school.markError",
    });
  }

  link(predecessor: Institution, successor: Institution, kind: SchoolLinkKind, on: PlainDate, reason: string): void {
    this.links.push({ predecessor, successor, kind, on, reason });
  }

  #life({ id }: Institution): Life {
    const life = this.#lives.get(id);
    if (!life) throw new RangeError("this school has not been entered");
    return life;
  }
}
