import { indexSchools } from "#features/schools/record.ts";
import { addDays, type PlainDate } from "#lib/plain-date.ts";
import { NATIONAL_SCHOOL_CODE } from "#lib/school-code.ts";
import { dateInZone } from "#lib/zoned-time.ts";
import { type Db, withJob } from "#server/db.ts";
import { schoolYears } from "./calendar.ts";
import {
  type Campaign,
  JUST_DUE,
  monthlyReturns,
  pastSchoolFacts,
  presentSchoolFacts,
  schoolFacts,
} from "./campaigns.ts";
import { idOf } from "./chance.ts";
import { writeChanges } from "./changes.ts";
import { type CityPlan, LINJIANG, LINSHUI, QINGHE } from "./city-plan.ts";
import { rollsByYear } from "./figures.ts";
import { writeForms } from "./forms.ts";
import { historyOf, launchOf } from "./history.ts";
import { HONG_KONG, peopleOfHongKong } from "./hong-kong.ts";
import { Kernel, type TenantRow } from "./kernel.ts";
import { writeLeave, writeMembers } from "./members.ts";
import { writeNotifications } from "./notifications.ts";
import { OPERATOR, type Person, peopleOf, type SignIn, signInOf } from "./people.ts";
import { publish } from "./publications.ts";
import { writeRegister } from "./register.ts";
import { collect } from "./reports.ts";
import { schoolsOf } from "./schools.ts";
import { Script } from "./script.ts";
import { insertTemplates, writeCalendar, writeDistricts, writeSchoolYears } from "./settings.ts";
import { Staff } from "./staff.ts";
import { writeStaffList } from "./staff-list.ts";
import { DIGITAL_SURVEY, digitalSurvey } from "./survey.ts";
import { writeViews } from "./views.ts";

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

const presentYear = (today: PlainDate): number => schoolYears(today, 0)[0]?.startYear ?? 0;

/** What is collected in a city: `collects` gives its campaigns, `exact` the school year whose totals are the plan's. */
function cityOf(
  plan: CityPlan,
  now: Date,
  collects: (today: PlainDate, year: number) => { campaigns: Campaign[]; exact: number },
): City {
  const today = dateInZone(now, "Asia/Shanghai");
  const year = presentYear(today);
  const { schools, shown } = schoolsOf(plan);
  const people = peopleOf(plan, schools, shown);
  return {
    tenant: tenantOf(plan),
    people,
    fill: async (db) => {
      const [staff, script] = [new Staff(people), new Script()];
      const { campaigns, exact } = collects(today, year);
      const history = historyOf(plan, schools, today, year);
      const settler = { by: staff.section("SYSTEM_ADMIN"), on: launchOf(year), script };
      writeSchoolYears(plan.slug, today, settler);
      writeCalendar(settler);
      writeDistricts(plan, settler);
      writeRegister(history, staff, script);
      writeMembers(people, settler.by, settler.on, history, script);
      writeLeave(people, today, script);
      writeStaffList(plan.slug, people, shown, today, script);
      writeChanges(history, shown, staff, today, script);
      writeViews(plan.slug, staff, today, script);
      const rolls = rollsByYear(plan, schools, history.descent, exact);
      collect({ city: plan, history, rolls, staff, today, shownId: shown.id }, campaigns, script);
      publish(plan.slug, campaigns, staff, today, script);
      writeForms(plan.slug, staff, today, script);
      const own = campaigns.some(({ definition }) => definition === DIGITAL_SURVEY) ? [DIGITAL_SURVEY] : [];
      await insertTemplates(db, plan.slug, own);
      await script.replay(db);
      await indexSchools(
        db,
        history.lives.map(({ school }) => school.id),
      );
      await writeNotifications(db, plan.slug, today, "Asia/Shanghai");
    },
  };
}

/** The demo city: three years of school facts, five months of returns. */
function qinghe(now: Date): City {
  const { slug } = QINGHE;
  return cityOf(QINGHE, now, (today, year) => {
    const facts = presentSchoolFacts(slug, year, today);
    return {
      exact: year - 1,
      campaigns: [
        pastSchoolFacts(slug, year - 2, 0.02),
        pastSchoolFacts(slug, year - 1, 0),
        facts,
        ...monthlyReturns(slug, today, 5),
        digitalSurvey(slug, facts, today),
      ],
    };
  });
}

function linshui(now: Date): City {
  return cityOf(LINSHUI, now, (today, year) => ({
    exact: year,
    campaigns: [presentSchoolFacts(LINSHUI.slug, year, today)],
  }));
}

/** A city of 1,200 institutions whose school facts have just been due. */
function linjiang(now: Date): City {
  const { slug } = LINJIANG;
  return cityOf(LINJIANG, now, (today, year) => ({
    exact: year,
    campaigns: [
      schoolFacts(slug, year, { openedOn: addDays(today, -25), dueOn: addDays(today, -6), shares: JUST_DUE }),
    ],
  }));
}

function hongKong(now: Date): City {
  const today = dateInZone(now, HONG_KONG.timeZone);
  const people = peopleOfHongKong();
  return {
    tenant: HONG_KONG,
    people,
    fill: async (db) => {
      const [script, by, on] = [new Script(), new Staff(people).section("SYSTEM_ADMIN"), launchOf(presentYear(today))];
      writeSchoolYears(HONG_KONG.slug, today, { by, on, script });
      writeMembers(people, by, on, null, script);
      await script.replay(db);
    },
  };
}

/**
 * Seeds the demo cities, each in one transaction; a city that is there already is left alone.
 * @param say gets one line for each city
 * @returns one sign-in for every role of every city, the platform's operator first
 */
export async function seedCities(
  migrationUrl: string,
  say: (line: string) => void,
  { prefecture = false, now = new Date() } = {},
): Promise<SignIn[]> {
  const kernel = new Kernel(migrationUrl);
  await kernel.open();
  try {
    await kernel.people([OPERATOR]);
    const further = prefecture || (await kernel.has(tenantOf(LINJIANG)));
    const cities = [qinghe(now), linshui(now), hongKong(now), ...(further ? [linjiang(now)] : [])];
    for (const city of cities) say(await seedCity(kernel, city));
    return [
      signInOf(OPERATOR, null),
      ...cities.flatMap(({ tenant, people }) =>
        people.filter(({ listed }) => listed).map((person) => signInOf(person, tenant.slug)),
      ),
    ];
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
  await withJob(job, fill, { timeout: TIMEOUT });
  await kernel.dateChanges(tenant.id);
  const schools = await withJob(job, (db) => db.school.count());
  return `${title}: ${schools} schools, ${people.length} people, ${((performance.now() - started) / 1000).toFixed(1)} s`;
}
