import type { Role } from "#generated/prisma/enums.ts";
import type { Person } from "./people.ts";

/** Who does what in a city: looked up by role and by what their seat reaches. */
export class Staff {
  readonly #people: readonly Person[];
  readonly #bySchool = new Map<string, Person[]>();
  readonly #byDistrict = new Map<string, Person[]>();

  constructor(people: readonly Person[]) {
    this.#people = people;
    for (const person of people) {
      for (const { schoolId, districtId } of person.seats) {
        if (schoolId) this.#bySchool.set(schoolId, [...(this.#bySchool.get(schoolId) ?? []), person]);
        if (districtId) this.#byDistrict.set(districtId, [...(this.#byDistrict.get(districtId) ?? []), person]);
      }
    }
  }

  section(role: Extract<Role, "SECTION_HEAD" | "SECTION_STAFF" | "SYSTEM_ADMIN">): Person {
    return this.#first(role, this.#people);
  }

  officer(districtId: string): Person {
    return this.#first("DISTRICT_OFFICER", this.#byDistrict.get(districtId) ?? []);
  }

  /** The head or the clerk of a school; of one that is gone, the city's first. */
  ofSchool(role: Extract<Role, "SCHOOL_HEAD" | "SCHOOL_CLERK">, schoolId: string): Person {
    return this.#first(role, this.#bySchool.get(schoolId) ?? []);
  }

  #first(role: Role, among: readonly Person[]): Person {
    const found = among.find((person) => person.role === role) ?? this.#people.find((person) => person.role === role);
    if (!found) throw new RangeError(`nobody is ${role}`);
    return found;
  }
}
