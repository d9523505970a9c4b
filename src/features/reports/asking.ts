import { addMonths, type PlainDate, partsOf, toUtcMidnight } from "#lib/plain-date.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { schoolsInScope } from "./campaign-scope.ts";
import { soundDefinition } from "./edition.ts";
import type { Definition } from "./form/definition.ts";
import { heldElsewhere } from "./held-elsewhere.ts";
import type { CampaignInput } from "./schema.ts";

/**
 * What a campaign would ask, before it is opened: its form, the day it speaks of, its schools, and the cells that are
 * held already.
 * @throws Refusal where the form, the school year and the dates do not fit together
 */
export async function readAsking(db: Db, input: CampaignInput) {
  const edition = await db.templateVersion.findFirst({
    where: { id: input.templateVersionId },
    select: { definition: true },
  });
  if (!edition) throw new Refusal("error.missingReference", {}, "templateVersionId");
  const definition = soundDefinition(edition.definition);
  const refersTo = await datesMustFit(db, definition, input);
  const schools = await schoolsInScope(db, { ...input, refersTo });
  const held = await heldElsewhere(db, definition, { schools, schoolYearId: input.schoolYearId, refersTo });
  return { definition, refersTo, schools, held };
}

/**
 * The day that the figures speak of, in the school year that was chosen and over before the deadline.
 * @throws Refusal where the form, the school year and the dates do not fit together
 */
async function datesMustFit(
  db: Db,
  definition: Pick<Definition, "period">,
  input: Pick<CampaignInput, "refersTo" | "schoolYearId" | "dueDate">,
): Promise<PlainDate> {
  const refersTo = dayOf(definition, input.refersTo as PlainDate);
  await mustBeWithin(db, input.schoolYearId, refersTo);
  const known = definition.period === "month" ? addMonths(refersTo, 1) : refersTo;
  if (input.dueDate < known) throw new Refusal(`campaigns.error.dueBefore.${definition.period}`, {}, "dueDate");
  return refersTo;
}

/** The day a form's figures speak of: of a monthly one the first of its month. */
function dayOf({ period }: Pick<Definition, "period">, asked: PlainDate): PlainDate {
  if (period === "year") return asked;
  const { year, month } = partsOf(asked);
  return `${year}-${String(month).padStart(2, "0")}-01` as PlainDate;
}

async function mustBeWithin(db: Db, schoolYearId: string, day: PlainDate): Promise<void> {
  const on = toUtcMidnight(day);
  const year = await db.schoolYear.count({ where: { id: schoolYearId, startsOn: { lte: on }, endsOn: { gte: on } } });
  if (year === 0) throw new Refusal("campaigns.error.outsideYear", {}, "refersTo");
}
