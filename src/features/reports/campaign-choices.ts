import { listSchoolYears } from "#features/calendar/queries.ts";
import type { Db } from "#server/db.ts";
import { readAsking } from "./asking.ts";
import { burdensOf } from "./campaign-contexts.ts";
import { earlierCampaigns } from "./campaign-scope.ts";
import { soundDefinition } from "./edition.ts";
import { sumBurdens } from "./form/burden.ts";
import { paceOf } from "./pace.ts";
import type { CampaignInput } from "./schema.ts";
import { waiverFor } from "./waive.ts";

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
 * Whom a campaign would ask, what that costs the schools together, and what is held already of it with the waiver that
 * covers that, where there is one.
 * @throws Refusal where the dates do not fit together
 */
export async function previewCampaign(db: Db, input: CampaignInput) {
  const { definition, refersTo, schools, held } = await readAsking(db, input);
  const { lastMonth } = await earlierCampaigns(db, definition, { schoolYearId: input.schoolYearId, refersTo });
  const factIds = schools.map(({ id }) => id);
  const burden = sumBurdens(await burdensOf(db, definition, factIds, lastMonth));
  const waiver = held.length > 0 ? await waiverFor(db, input, refersTo, held) : undefined;
  return { schools, burden, pace: await paceOf(db, definition.key), held, waiver };
}
