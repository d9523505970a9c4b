import { addMonths, type PlainDate, partsOf, toUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db, TenantInfo } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import { deadlinesOf, earlierCampaigns, schoolsInScope } from "./campaign-scope.ts";
import { contextOf, soundDefinition } from "./edition.ts";
import { cellsOf } from "./form/cells.ts";
import type { Definition } from "./form/definition.ts";
import { prefill } from "./form/prefill.ts";
import { COUNTED } from "./lifecycle.ts";
import type { CampaignInput } from "./schema.ts";

type Opener = Pick<Actor, "name"> & { tenant: Pick<TenantInfo, "timeZone"> };

/**
 * Opens a campaign: every school in scope gets its assignment, stamped with what the register says of it on the
 * campaign's day and with its earlier counted figures, and a first version that holds what the platform already knows.
 * @throws Refusal where no school is in scope, or the form, the school year and the dates do not fit together
 */
export async function openWith(db: Db, opener: Opener, input: CampaignInput): Promise<{ id: string; schools: number }> {
  const { dueAt, graceUntil } = deadlinesOf(input, opener.tenant.timeZone);
  const edition = await db.templateVersion.findFirst({
    where: { id: input.templateVersionId },
    select: { definition: true },
  });
  if (!edition) throw new Refusal("error.missingReference", {}, "templateVersionId");
  const definition = soundDefinition(edition.definition);
  const refersTo = await datesMustFit(db, definition, input);
  if (!input.again && (await twinsOf(db, input, refersTo)).some(({ status }) => status === "OPEN"))
    throw new Refusal("campaigns.error.twin", {}, "again");
  const schools = await schoolsInScope(db, { ...input, refersTo });
  if (schools.length === 0) throw new Refusal("campaigns.error.empty");
  const { templateVersionId, schoolYearId, titleEn, titleZh, stages, ownerships, districtIds } = input;
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
  const earlier = await earlierCampaigns(db, definition, { schoolYearId, refersTo });
  await assign(
    db,
    campaign.id,
    schools.map(({ id }) => id),
    earlier,
  );
  await startFigures(db, campaign.id, definition);
  return { id: campaign.id, schools: schools.length };
}

/**
 * The day that the figures speak of, in the school year that was chosen and over before the deadline.
 * @throws Refusal where the form, the school year and the dates do not fit together
 */
export async function datesMustFit(
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

/** Campaigns of the same form that already speak of that day. */
export function twinsOf(db: Db, input: Pick<CampaignInput, "templateVersionId">, refersTo: PlainDate) {
  return db.campaign.findMany({
    where: {
      refersTo: toUtcMidnight(refersTo),
      templateVersion: { template: { versions: { some: { id: input.templateVersionId } } } },
    },
    select: { id: true, titleEn: true, titleZh: true, status: true },
  });
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

/** Stamps are taken in the database, so that a city of 1,200 schools costs one statement. */
async function assign(
  db: Db,
  campaignId: string,
  factIds: string[],
  earlier: { lastYear: string[]; lastMonth: string[] },
): Promise<void> {
  const [lastYear, lastMonth] = [JSON.stringify(earlier.lastYear), JSON.stringify(earlier.lastMonth)];
  await db.$executeRaw`
    with earlier as (
      select e."schoolId", e.span, jsonb_object_agg(v.cell, v.value) as held from (
        select distinct on (a."schoolId", w.span) a."schoolId", w.span, s.id
          from (select jsonb_array_elements_text(${lastYear}::jsonb)::uuid as id, 'lastYear' as span
                union all select jsonb_array_elements_text(${lastMonth}::jsonb)::uuid, 'lastMonth') w
          join "Campaign" c on c.id = w.id
          join "Assignment" a on a."tenantId" = c."tenantId" and a."campaignId" = c.id
          join "Submission" s on s."tenantId" = a."tenantId" and s."assignmentId" = a.id and s.number = a.current
         where a.status::text = any(${[...COUNTED.provisional]})
         order by a."schoolId", w.span, c."refersTo" desc, c."openedAt" desc) e
      join "CellValue" v on v."submissionId" = e.id and v.value <> ''
      group by e."schoolId", e.span)
    insert into "Assignment" (id, "campaignId", "schoolId", "districtId", "nameEn", "nameZh", code, stages, ownership, settlement, context)
    select gen_random_uuid(), ${campaignId}::uuid, f."schoolId", f."districtId", f."nameEn", f."nameZh", f.code, f.stages, f.ownership, f.settlement,
           jsonb_strip_nulls(jsonb_build_object(
             'facts', jsonb_build_object(
               'name', coalesce(nullif(f."nameZh", ''), f."nameEn"), 'code', f.code,
               'district', coalesce(nullif(d."nameZh", ''), d."nameEn"),
               'locale', lower(f.settlement::text), 'ownership', f.ownership, 'boarding', f.boarding,
               'primaryGrades', (select "primaryGrades" from "Tenant"),
               'stages', (select jsonb_agg(lower(s::text) order by s) from unnest(f.stages) s)),
             'lastYear', y.held, 'lastMonth', m.held))
      from "SchoolFact" f
      join "District" d on d."tenantId" = f."tenantId" and d.id = f."districtId"
      left join earlier y on y."schoolId" = f."schoolId" and y.span = 'lastYear'
      left join earlier m on m."schoolId" = f."schoolId" and m.span = 'lastMonth'
     where f.id = any(${factIds}::uuid[])`;
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
