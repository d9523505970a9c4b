import { type Context, cellsOf, type Values } from "#features/reports/form/cells.ts";
import { plausibleValues, spoil } from "#features/reports/form/example.ts";
import { prefill } from "#features/reports/form/prefill.ts";
import { between, type Random } from "#features/reports/form/random.ts";
import { COUNTED } from "#features/reports/lifecycle.ts";
import { addMonths, type PlainDate } from "#lib/plain-date.ts";
import { adjust } from "./adjustments.ts";
import type { Campaign } from "./campaigns.ts";
import { chanceOf, pick } from "./chance.ts";
import type { History } from "./chronicle.ts";
import type { CityPlan } from "./city-plan.ts";
import { pupilsOf } from "./enrolment.ts";
import { askForTime } from "./extensions.ts";
import { type Fate, fatesOf, momentsOf } from "./fates.ts";
import { type Asked, openOn, type Rolls } from "./figures.ts";
import { type Measured, measuredOf, paceAt } from "./filling.ts";
import { openCampaign } from "./open-campaigns.ts";
import { slipIn } from "./remarks.ts";
import type { Report } from "./report.ts";
import { ReportActs } from "./report-acts.ts";
import { inRegularClasses, schoolFactsValues } from "./school-facts-values.ts";
import type { Script } from "./script.ts";
import type { Staff } from "./staff.ts";
import { DIGITAL_SURVEY, surveyValues } from "./survey.ts";

export type World = { city: CityPlan; history: History; rolls: Rolls; staff: Staff; today: PlainDate; shownId: string };

/** Figures that count, by campaign and school: what later campaigns compare with. */
type Counted = Map<string, Map<string, Values>>;

/** Rules a hasty clerk breaks. */
const HASTE = {
  "school-facts": ["1", "2", "4", "6a", "7a", "13", "12"],
  "monthly-return": ["roll-forward", "absence-rate", "no-visit"],
};

/** Lets the campaigns happen one after the other. */
export function collect(world: World, campaigns: readonly Campaign[], script: Script): void {
  const counted: Counted = new Map();
  const measured: Measured = new Map();
  for (const campaign of campaigns) {
    const asked = openOn(world.city, world.history, campaign.refersTo, campaign.stages);
    const reports = reportsOf(world, campaign, asked, (one) => contextOf(one, campaign, counted, campaigns));
    openCampaign(world.city.slug, campaign, world.staff, { reports, pace: paceAt(campaign, measured) }, script);
    measured.set(campaign, measuredOf(reports));
    for (const report of reports) new ReportActs(report, script).play();
    askForTime(reports, world.today, script);
    adjust(reports, script);
    const counts = reports.filter(({ fate }) => COUNTED.provisional.some((status) => status === fate.status));
    counted.set(campaign.id, new Map(counts.map(({ asked: { school }, values }) => [school.id, values])));
  }
}

/** The reports of a campaign as they stand on the day of seeding. */
export function reportsOf(
  world: World,
  campaign: Campaign,
  asked: readonly Asked[],
  contextFor: (asked: Asked) => Context,
): Report[] {
  const { staff, today, shownId } = world;
  const fates = fatesOf(campaign.shares, asked.length, chanceOf(campaign.id, "fates"));
  const fill = fillerOf(world, campaign);
  const keeper = staff.section("SECTION_STAFF");
  return asked.map((one, index): Report => {
    const { id } = one.school;
    const chance = chanceOf(campaign.id, id);
    const shown = id === shownId && !campaign.closedOn;
    const fate: Fate = (!shown && fates[index]) || { status: "DRAFT", late: false, returned: false };
    const context = contextFor(one);
    const whole = fill(one, context, chance);
    const values = standing(campaign, fate, whole, context, chance, shown);
    const hands = {
      clerk: staff.ofSchool("SCHOOL_CLERK", id),
      head: staff.ofSchool("SCHOOL_HEAD", id),
      officer: staff.officer(one.register.districtId),
      keeper,
    };
    const slip = fate.returned ? slipIn(campaign.definition.key, whole, index) : null;
    return {
      campaign,
      asked: one,
      context,
      fate,
      moments: momentsOf(campaign, fate, today, chance),
      hands,
      values,
      slip,
    };
  });
}

/** What the checks of one report compare with, as opening the campaign stamps it. */
function contextOf(
  { facts, school }: Asked,
  campaign: Campaign,
  counted: Counted,
  campaigns: readonly Campaign[],
): Context {
  const same = campaigns.filter(
    ({ definition, refersTo }) => definition.key === campaign.definition.key && refersTo < campaign.refersTo,
  );
  const monthly = campaign.definition.period === "month";
  const of = (fits: (other: Campaign) => boolean) => counted.get(same.find(fits)?.id ?? "")?.get(school.id);
  const lastYear = of((other) =>
    monthly ? other.refersTo === addMonths(campaign.refersTo, -12) : other.startYear === campaign.startYear - 1,
  );
  const lastMonth = monthly ? of((other) => other.refersTo === addMonths(campaign.refersTo, -1)) : undefined;
  return { facts, ...(lastYear && { lastYear }), ...(lastMonth && { lastMonth }) };
}

type Fill = (asked: Asked, context: Context, random: Random) => Record<string, string>;

/** How every school fills this campaign's form when it fills it well. */
function fillerOf({ city, rolls, history }: World, { definition, startYear, refersTo }: Campaign): Fill {
  const year = rolls.get(startYear) ?? new Map();
  if (definition.period === "year") {
    const open = new Set(openOn(city, history, refersTo).map(({ school }) => school.id));
    const disabled = inRegularClasses(city, new Map([...year].filter(([id]) => open.has(id))));
    const years = startYear - Math.min(...rolls.keys());
    const facts: Fill = ({ school, facts }) =>
      schoolFactsValues(school, facts, year.get(school.id) ?? { grades: new Map(), teachers: 1 }, disabled, years);
    if (definition.key !== DIGITAL_SURVEY.key) return facts;
    return (asked, context, random) => surveyValues(facts(asked, context, random), random);
  }
  const days = between(chanceOf(refersTo, "days"), 19, 22);
  return ({ school, facts }, { lastMonth }, random) => {
    const roll = year.get(school.id);
    const pupils = roll
      ? pupilsOf(
          roll,
          [...roll.grades.keys()].filter((key) => key.startsWith("g")),
        )
      : 0;
    const values = plausibleValues(
      definition,
      { facts: { ...facts, pupils }, ...(lastMonth && { lastMonth }) },
      random,
    );
    const absence = Math.floor((Number(values.M13) * days) / Number(values.M12));
    return { ...values, M12: String(days), M13: String(absence) };
  };
}

/** The figures a report holds in its present state: none yet, some of them, with mistakes, or as they should be. */
function standing(
  campaign: Campaign,
  { status }: Fate,
  whole: Record<string, string>,
  context: Context,
  random: Random,
  shown: boolean,
): Values {
  const { definition } = campaign;
  if (status === "ASSIGNED") return prefill(definition, context).values;
  if (status !== "DRAFT" || (shown && definition.period === "month")) return whole;
  const rules = HASTE[definition.key as keyof typeof HASTE] ?? [];
  const spoiled = spoil(definition, whole, pick(random, rules), context, random) ?? whole;
  const share = shown ? 1 : pick(random, [0.3, 0.6, 1, 1]);
  const places = cellsOf(definition, context);
  const filled = new Set(places.slice(0, Math.ceil(places.length * share)).map(({ address }) => address));
  return Object.fromEntries(Object.entries(spoiled).filter(([address]) => filled.has(address)));
}
