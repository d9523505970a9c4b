import type { Role } from "#generated/prisma/enums.ts";
import type { PortalRole } from "#server/policy.ts";
import { chanceOf, idOf } from "./chance.ts";
import type { CityPlan } from "./city-plan.ts";
import { districtId, type Institution } from "./institutions.ts";
import { type Name, personName } from "./names.ts";

export type Seat = { id: string; role: Role; districtId: string | null; schoolId: string | null };

/** A person with the memberships held in one city. */
export type Person = { id: string; email: string; name: string; role: PortalRole; seats: Seat[]; listed: boolean };

export type SignIn = { role: PortalRole; name: string; email: string; password: string; tenant: string | null };

const kebab = (role: string): string => role.toLowerCase().replaceAll("_", "-");

/** Long enough without a one-time code, and easy to type: the role and the word 'password'. */
export const passwordOf = (role: PortalRole): string => `${kebab(role)}-password`;

export const signInOf = ({ role, name, email }: Person, tenant: string | null): SignIn => ({
  role,
  name,
  email,
  password: passwordOf(role),
  tenant,
});

export const OPERATOR: Person = {
  id: idOf("platform", "operator"),
  email: "operator@example.test",
  name: "平台运营员",
  role: "OPERATOR",
  seats: [],
  listed: true,
};

/** Makes the people of one city: the first in each role is the one the table of sign-ins names. */
export class Payroll {
  readonly people: Person[] = [];
  readonly #slug: string;
  readonly #language: keyof Name;
  readonly #random;
  readonly #addresses = new Map<string, number>();

  constructor(slug: string, language: keyof Name) {
    this.#slug = slug;
    this.#language = language;
    this.#random = chanceOf(slug, "people");
  }

  hire(role: Role, reach: { districtId?: string; schoolId?: string } = {}): Person {
    const name = personName(this.#random);
    const listed = !this.people.some((person) => person.role === role);
    const id = idOf(this.#slug, "Person", String(this.people.length));
    const person: Person = {
      id,
      email: listed ? `${kebab(role)}.${this.#slug}@example.test` : this.#address(name),
      name: name[this.#language],
      role,
      seats: [],
      listed,
    };
    this.people.push(person);
    return this.seat(person, reach);
  }

  /** A further membership in the same role. */
  seat(
    person: Person,
    { districtId = null, schoolId = null }: { districtId?: string | null; schoolId?: string | null },
  ): Person {
    if (person.role === "OPERATOR") throw new RangeError("an operator is a member of no city");
    person.seats.push({
      id: idOf(person.id, "Membership", String(person.seats.length)),
      role: person.role,
      districtId,
      schoolId,
    });
    return person;
  }

  #address({ en }: Name): string {
    const local = `${en.toLowerCase().replaceAll(" ", ".")}.${this.#slug}`;
    const count = (this.#addresses.get(local) ?? 0) + 1;
    this.#addresses.set(local, count);
    return `${local}${count > 1 ? count : ""}@example.test`;
  }
}

/** Who works with the portal in a city of this plan; `shown` is the school of the head and the clerk in the table of sign-ins. */
export function peopleOf(city: CityPlan, schools: readonly Institution[], shown: Institution): Person[] {
  const payroll = new Payroll(city.slug, "zh");
  const { staff, officers, clerks, inspectors, experts } = city.people;
  const times = (count: number, work: (at: number) => void) => Array.from({ length: count }, (_, at) => work(at));
  const districts = [shown.district, ...city.districts.filter((district) => district !== shown.district)].map(
    (district) => districtId(city, district),
  );
  const district = (at: number) => ({ districtId: districts[at % districts.length] ?? "" });
  const institutions = [shown, ...schools.filter((school) => school !== shown && !school.parent)];
  payroll.hire("SYSTEM_ADMIN");
  payroll.hire("SECTION_HEAD");
  times(staff, () => payroll.hire("SECTION_STAFF"));
  times(officers, (at) => payroll.hire("DISTRICT_OFFICER", district(at)));
  const staffed = (role: Role) =>
    new Map(institutions.map((school) => [school.id, payroll.hire(role, { schoolId: school.id })]));
  const [heads, clerkOf] = [staffed("SCHOOL_HEAD"), staffed("SCHOOL_CLERK")];
  times(clerks - institutions.length, (at) =>
    payroll.hire("SCHOOL_CLERK", { schoolId: institutions[(at * 5) % institutions.length]?.id ?? "" }),
  );
  for (const point of schools) {
    if (!point.parent) continue;
    for (const person of [heads.get(point.parent.id), clerkOf.get(point.parent.id)]) {
      if (person) payroll.seat(person, { schoolId: point.id });
    }
  }
  times(inspectors, (at) => {
    const inspector = payroll.hire("INSPECTOR", district(at));
    if (at === 0) payroll.seat(inspector, district(1));
  });
  times(experts, () => payroll.hire("AWARD_EXPERT"));
  payroll.hire("LEGAL_REVIEWER");
  return payroll.people;
}
