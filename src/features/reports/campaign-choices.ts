import { listSchoolYears } from "#features/calendar/queries.ts";
import type { Stage } from "#generated/prisma/enums.ts";
import type { Db } from "#server/db.ts";
import { schoolsInScope } from "./campaign-scope.ts";
import { soundDefinition } from "./edition.ts";
import { cellsOf, type Facts, type Place } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { isOwnDetail } from "./form/shares.ts";
import { datesMustFit, twinsOf } from "./open-campaign.ts";
import type { CampaignInput } from "./schema.ts";

/** The latest edition of every form of the tenant. */
export async function listForms(db: Db) {
  const templates = await db.template.findMany({
    orderBy: { key: "asc" },
    select: {
      key: true,
      nameEn: true,
      nameZh: true,
      versions: { orderBy: { number: "desc" }, take: 1, select: { id: true, number: true, definition: true } },
    },
  });
  return templates.flatMap(({ versions: [latest], ...template }) =>
    latest
      ? [{ ...template, id: latest.id, number: latest.number, definition: soundDefinition(latest.definition) }]
      : [],
  );
}

/** What the form of a new campaign offers. */
export async function campaignChoices(db: Db) {
  const schoolYears = await listSchoolYears(db);
  const districts = await listDistricts(db);
  const ownerships = await db.ownership.findMany({
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: { code: true, nameEn: true, nameZh: true },
  });
  return { schoolYears, districts, ownerships };
}

export function listDistricts(db: Db) {
  return db.district.findMany({
    orderBy: [{ position: "asc" }, { code: "asc" }],
    select: { id: true, nameEn: true, nameZh: true },
  });
}

/**
 * Whom a campaign would ask, and which campaigns of the same form already speak of that day.
 * @throws Refusal where the dates do not fit together
 */
export async function previewCampaign(db: Db, input: CampaignInput, form: Definition) {
  const refersTo = await datesMustFit(db, form, input);
  const schools = await schoolsInScope(db, { ...input, refersTo });
  const twins = await twinsOf(db, input, refersTo);
  return { schools, twins, figures: countFigures(form, schools) };
}

/** How many figures the schools would have to type, all together. */
function countFigures(form: Definition, schools: readonly { stages: Stage[] }[]): number {
  const known = new Map<string, number>();
  let figures = 0;
  for (const { stages } of schools) {
    const key = stages.join();
    const count = known.get(key) ?? cellsOf(form, { facts: factsOf(stages) }).filter(isTypedOnce).length;
    known.set(key, count);
    figures += count;
  }
  return figures;
}

/** Of rows that are the school's own, one counts: how many there will be is not known. */
const isTypedOnce = ({ typed, section, row }: Place): boolean =>
  typed && (!isOwnDetail(section, row?.key) || row?.key === "r1");

/** A school whose register answers what it can. */
const factsOf = (stages: Stage[]): Facts => ({
  ...{ name: "·", code: "·", district: "·", locale: "·", ownership: "·", boarding: false },
  stages: stages.map((stage) => stage.toLowerCase() as Facts["stages"][number]),
});
