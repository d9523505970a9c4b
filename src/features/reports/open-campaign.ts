import { toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db, TenantInfo } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { readAsking } from "./asking.ts";
import { burdensOf, stampsOf } from "./campaign-contexts.ts";
import { deadlinesOf, earlierCampaigns } from "./campaign-scope.ts";
import { contextOf } from "./edition.ts";
import { type Burden, sumBurdens } from "./form/burden.ts";
import { cellsOf } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { prefill } from "./form/prefill.ts";
import { paceOf } from "./pace.ts";
import type { CampaignInput } from "./schema.ts";
import { takeUpWaiver } from "./waive.ts";

type Opener = Pick<Actor, "name"> & { tenant: Pick<TenantInfo, "timeZone"> };

/**
 * Opens a campaign: every school in scope gets its assignment, stamped with what the register says of it on the
 * campaign's day, with its earlier counted figures and with what the form costs it, and a first version that holds what
 * the platform already knows. The ledger keeps what all of it was reckoned to cost.
 * @throws Refusal where no school is in scope, or the form, the school year and the dates do not fit together, or what
 * is held already is asked again without a waiver
 */
export async function openWith(db: Db, opener: Opener, input: CampaignInput): Promise<{ id: string; schools: number }> {
  const { dueAt, graceUntil } = deadlinesOf(input, opener.tenant.timeZone);
  const { definition, refersTo, schools, held } = await readAsking(db, input);
  if (schools.length === 0) throw new Refusal("campaigns.error.empty");
  const { templateVersionId, schoolYearId, titleEn, titleZh, stages, ownerships, districtIds } = input;
  const earlier = await earlierCampaigns(db, definition, { schoolYearId, refersTo });
  const factIds = schools.map(({ id }) => id);
  const costs = await burdensOf(db, definition, factIds, earlier.lastMonth);
  const pace = await paceOf(db, definition.key);
  const campaign = await db.campaign.create({
    data: {
      ...{ templateVersionId, schoolYearId, titleEn, titleZh, stages, ownerships, districtIds, dueAt, graceUntil },
      refersTo: toUtcMidnight(refersTo),
      noteZh: input.noteZh ?? "",
      noteEn: input.noteEn ?? "",
      openedByName: opener.name,
    },
    select: { id: true },
  });
  await takeUpWaiver(db, campaign.id, input, refersTo, held);
  await db.burdenEntry.create({
    data: { campaignId: campaign.id, schools: schools.length, ...sumBurdens(costs), ...pace },
  });
  await assign(db, campaign.id, costs, earlier);
  await startFigures(db, campaign.id, definition);
  return { id: campaign.id, schools: schools.length };
}

async function assign(
  db: Db,
  campaignId: string,
  costs: readonly (Burden & { factId: string })[],
  earlier: { lastYear: string[]; lastMonth: string[] },
): Promise<void> {
  const stamps = stampsOf(
    costs.map(({ factId }) => factId),
    earlier,
  );
  await db.$executeRaw`
    insert into "Assignment" (id, "campaignId", "schoolId", "districtId", "nameEn", "nameZh", code, stages, ownership, settlement, context, asked, prefilled)
    select gen_random_uuid(), ${campaignId}::uuid, s."schoolId", s."districtId", s."nameEn", s."nameZh", s.code, s.stages, s.ownership, s.settlement, s.context,
           k.asked, k.prefilled
      from (${stamps}) s
      join jsonb_to_recordset(${JSON.stringify(costs)}::jsonb) as k("factId" uuid, asked int, prefilled int) on k."factId" = s."factId"`;
  await db.$executeRaw`
    insert into "Submission" (id, "assignmentId", "schoolId", number)
    select gen_random_uuid(), id, "schoolId", current from "Assignment" where "campaignId" = ${campaignId}::uuid`;
}

/** Writes the starting values that the form takes from the register and from last month. */
async function startFigures(db: Db, campaignId: string, definition: Definition): Promise<void> {
  const sections = definition.sheets.flatMap((sheet) => sheet.sections);
  const cells = sections.flatMap((section) => (section.kind === "table" ? section.columns : section.cells));
  if (!cells.some(({ starts }) => starts)) return;
  const assignments = await db.assignment.findMany({
    where: { campaignId },
    select: { schoolId: true, context: true, submissions: { select: { id: true } } },
  });
  const started = assignments.flatMap(({ schoolId, context: stored, submissions: [submission] }) => {
    const context = contextOf(stored);
    const { values, provenance } = prefill(definition, context);
    return cellsOf(definition, context).flatMap(({ address: cell, typed }) => {
      const value = values[cell];
      if (!typed || value === undefined || !submission) return [];
      const from = provenance[cell] === "last-month" ? "CARRIED" : "REGISTER";
      return [{ submissionId: submission.id, schoolId, cell, value, provenance: from } as const];
    });
  });
  await db.cellValue.createMany({ data: started.map((cell) => ({ ...cell, updatedByName: "" })) });
}
