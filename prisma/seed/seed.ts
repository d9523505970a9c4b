import { NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { type Db, withJob } from "#server/db.ts";
import { idOf } from "./chance.ts";
import { type CityPlan, LINSHUI, QINGHE } from "./city-plan.ts";
import { HONG_KONG, peopleOfHongKong } from "./hong-kong.ts";
import { insert } from "./insert.ts";
import { institutionsOf } from "./institutions.ts";
import { Kernel, type TenantRow } from "./kernel.ts";
import { OPERATOR, type Person, peopleOf, type SignIn, signInOf } from "./people.ts";
import { insertRegister } from "./register.ts";
import { insertCalendar, insertDistricts, insertSchoolYears } from "./settings.ts";

const TIMEOUT = 600_000;

type City = { tenant: TenantRow; people: Person[]; fill: (db: Db) => Promise<void> };

const tenantOf = ({ slug, en, zh }: CityPlan): TenantRow => ({
  id: idOf(slug, "Tenant"),
  slug,
  nameEn: en,
  nameZh: zh,
  locale: "zh-CN",
  timeZone: "Asia/Shanghai",
  codeFormat: NATIONAL_SCHOOL_CODE,
  schoolFields: [],
});

function cityOf(plan: CityPlan, now: Date): City {
  const today = dateInZone(now, "Asia/Shanghai");
  const schools = institutionsOf(plan);
  const shown = schools.find(({ kind, settlement, ownership }) => kind === "primary" && settlement === "URBAN" && ownership === "EDUCATION") ?? schools[0];
  if (!shown) throw new RangeError(`${plan.slug} has no schools`);
  const people = peopleOf(plan, schools, shown);
  return {
    tenant: tenantOf(plan),
    people,
    fill: async (db) => {
      await insertSchoolYears(db, plan.slug, today);
      await insertCalendar(db);
      await insertDistricts(db, plan);
      await insertRegister(db, plan, schools);
    },
  };
}

function hongKong(now: Date): City {
  const today = dateInZone(now, HONG_KONG.timeZone);
  return { tenant: HONG_KONG, people: peopleOfHongKong(), fill: (db) => insertSchoolYears(db, HONG_KONG.slug, today) };
}

/**
 * Seeds the demo cities, each in one transaction; a city that is there already is left alone.
 * @param say gets one line for each city
 * @returns one sign-in for every role of every city, the platform's operator first
 */
export async function seedCities(migrationUrl: string, say: (line: string) => void, now = new Date()): Promise<SignIn[]> {
  const kernel = new Kernel(migrationUrl);
  await kernel.open();
  try {
    await kernel.people([OPERATOR]);
    const cities = [cityOf(QINGHE, now), cityOf(LINSHUI, now), hongKong(now)];
    for (const city of cities) say(await seedCity(kernel, city));
    return [signInOf(OPERATOR, null), ...cities.flatMap(({ tenant, people }) => people.filter(({ listed }) => listed).map((person) => signInOf(person, tenant.slug)))];
  } finally {
    await kernel.close();
  }
}

async function seedCity(kernel: Kernel, { tenant, people, fill }: City): Promise<string> {
  const title = `${tenant.nameZh} ${tenant.nameEn}`;
  if (!(await kernel.tenant(tenant))) return `${title}: another city has this address, left alone`;
  const job = { tenantId: tenant.id, personId: null };
  if ((await withJob(job, (db) => db.membership.count())) > 0) return `${title}: there already, left alone`;
  const started = performance.now();
  await kernel.people(people);
  await withJob(
    job,
    async (db) => {
      await fill(db);
      const seats = people.flatMap(({ id, seats }) => seats.map((seat) => ({ ...seat, personId: id, startsOn: "2024-09-01" })));
      await insert(db, "Membership", seats);
    },
    { timeout: TIMEOUT },
  );
  const schools = await withJob(job, (db) => db.school.count());
  return `${title}: ${schools} schools, ${people.length} people, ${((performance.now() - started) / 1000).toFixed(1)} s`;
}
