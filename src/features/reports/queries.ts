import type { ReportStatus } from "#generated/prisma/enums.ts";
import { isId } from "#lib/id.ts";
import { fromUtcMidnight } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { listAdjustments } from "./adjustments.ts";
import { attachmentsOf } from "./attachments.ts";
import { boardWhere, cutPage, NO_PROGRESS, pageOf, progressByDistrict, progressOf } from "./board.ts";
import { definitionOf } from "./edition.ts";
import { listExtensions, whatMayWait } from "./extensions.ts";
import { evaluate } from "./form/evaluate.ts";
import { needsReason } from "./judge-report.ts";
import { reportLife } from "./lifecycle.ts";
import { isClosedTo, revisionOf } from "./lock-report.ts";
import { findAssignment, listCells, listComments, listEvents, listVersions, whatMay } from "./report-parts.ts";
import type { AssignmentList } from "./schema.ts";

/**
 * Everything the page of one report shows, of its current version or of an earlier one; null where the report or the
 * version is not there or out of reach. `may` is all that the reader can do now; `revision` goes with a signature.
 */
export async function findReport(db: Db, actor: Actor, assignmentId: string, number?: number) {
  const found = isId(assignmentId) ? await findAssignment(db, assignmentId) : null;
  if (!found) return null;
  const { assignment, campaign, context, templateVersionId } = found;
  const submissions = await listVersions(db, assignmentId);
  const wanted = number ?? assignment.current;
  const submission = submissions.find((one) => one.number === wanted);
  if (!submission) return null;
  const before = submissions.find((one) => one.number === wanted - 1);
  const definition = await definitionOf(db, templateVersionId);
  const held = await listCells(db, [submission.id, ...(before ? [before.id] : [])]);
  const cells = held.get(submission.id) ?? {};
  const values = filled(cells);
  const closed = isClosedTo({ campaignStatus: campaign.status, submittedAt: assignment.submittedAt });
  const extensions = await listExtensions(db, assignmentId);
  const may = {
    ...whatMay(actor, { assignment, campaign, number: wanted }),
    ...whatMayWait(actor, { assignment, campaign, extensions }),
  };
  const typedHere = submission.filledByIds.includes(actor.personId);
  return {
    assignment,
    campaign,
    edition: templateVersionId,
    definition,
    context,
    submission,
    cells,
    values,
    revision: revisionOf(Object.values(cells)),
    explanations: await listExplanations(db, submission.id),
    comments: await listComments(db, submissions),
    files: await attachmentsOf(db, assignmentId, wanted),
    adjustments: await listAdjustments(db, { assignmentId }),
    versions: submissions,
    extensions,
    previous: before ? filled(held.get(before.id) ?? {}) : null,
    findings: evaluate(definition, values, context),
    may,
    acceptNeedsReason: may.accept && needsReason(assignment.status),
    signBlock: may.sign && typedHere && !actor.tenant.fillerMaySign ? ("ownFigures" as const) : null,
    closed,
    events: await listEvents(db, assignmentId),
  };
}
export type ReportView = NonNullable<Awaited<ReturnType<typeof findReport>>>;

function filled(cells: Record<string, { value: string }>): Record<string, string> {
  return Object.fromEntries(Object.entries(cells).flatMap(([cell, { value }]) => (value ? [[cell, value]] : [])));
}

async function listExplanations(db: Db, submissionId: string) {
  const rows = await db.explanation.findMany({
    where: { submissionId },
    select: { finding: true, reason: true, authorName: true, updatedAt: true },
  });
  return Object.fromEntries(rows.map(({ finding, ...explanation }) => [finding, explanation]));
}

const campaignFields = {
  id: true,
  titleEn: true,
  titleZh: true,
  refersTo: true,
  dueAt: true,
  graceUntil: true,
  status: true,
  noteEn: true,
  noteZh: true,
  openedByName: true,
  openedAt: true,
  version: true,
  stages: true,
  ownerships: true,
  districtIds: true,
  templateVersionId: true,
  schoolYear: { select: { id: true, nameEn: true, nameZh: true } },
  templateVersion: { select: { number: true, template: { select: { key: true, nameEn: true, nameZh: true } } } },
} as const;

/** Reports of the reader's schools: what is due first, then what is done, newest first. */
export async function listMyReports(db: Db, only: { open?: boolean } = {}) {
  const statuses: ReportStatus[] = [...reportLife.steps.fill.from];
  const rows = await db.assignment.findMany({
    where: only.open ? { status: { in: statuses }, NOT: { campaign: { status: "CLOSED" }, submittedAt: null } } : {},
    orderBy: [{ campaign: { dueAt: "desc" } }, { id: "asc" }],
    take: 200,
    select: {
      id: true,
      status: true,
      current: true,
      submittedAt: true,
      late: true,
      extendedTo: true,
      nameEn: true,
      nameZh: true,
      schoolId: true,
      campaign: {
        select: {
          titleEn: true,
          titleZh: true,
          refersTo: true,
          dueAt: true,
          graceUntil: true,
          status: true,
          schoolYearId: true,
        },
      },
    },
  });
  const open = (row: (typeof rows)[number]) =>
    statuses.includes(row.status) && !isClosedTo({ campaignStatus: row.campaign.status, submittedAt: row.submittedAt });
  const due = rows.filter(open).reverse();
  return { due, done: rows.filter((row) => !open(row)) };
}
export type MyReport = Awaited<ReturnType<typeof listMyReports>>["due"][number];

/**
 * Campaigns that ask any school in the reader's reach, latest deadline first, with how far they are; of one school year
 * and whatever else is still open, or all.
 */
export async function listCampaigns(db: Db, schoolYearId: string | null) {
  const campaigns = await db.campaign.findMany({
    where: {
      assignments: { some: {} },
      ...(schoolYearId ? { OR: [{ schoolYearId }, { status: "OPEN" }] } : {}),
    },
    orderBy: [{ dueAt: "desc" }, { id: "asc" }],
    take: 200,
    select: campaignFields,
  });
  const progress = await progressOf(
    db,
    campaigns.map(({ id }) => id),
  );
  const listed = [];
  for (const campaign of campaigns) {
    const { period } = await definitionOf(db, campaign.templateVersionId);
    const refersTo = fromUtcMidnight(campaign.refersTo);
    listed.push({ ...campaign, refersTo, period, progress: progress.get(campaign.id) ?? NO_PROGRESS });
  }
  return listed;
}
export type CampaignRow = Awaited<ReturnType<typeof listCampaigns>>[number];

/** One campaign and how far each district is; null where it asks no school in the reader's reach. */
export async function findCampaign(db: Db, id: string) {
  const select = {
    ...campaignFields,
    burden: { select: { schools: true, asked: true, prefilled: true, paceMs: true } },
    waiver: { select: { reason: true, grantedByName: true } },
  } as const;
  const campaign = isId(id) ? await db.campaign.findFirst({ where: { id }, select }) : null;
  if (!campaign) return null;
  const districts = await progressByDistrict(db, id);
  if (districts.length === 0) return null;
  const { period } = await definitionOf(db, campaign.templateVersionId);
  return { ...campaign, refersTo: fromUtcMidnight(campaign.refersTo), period, districts };
}
export type CampaignView = NonNullable<Awaited<ReturnType<typeof findCampaign>>>;

const boardFields = {
  id: true,
  code: true,
  nameEn: true,
  nameZh: true,
  schoolId: true,
  districtId: true,
  stages: true,
  status: true,
  current: true,
  submittedAt: true,
  late: true,
  extendedTo: true,
  ownership: true,
  settlement: true,
  version: true,
} as const;

/** Reports of a campaign by id, as the board shows them, by code. */
export function findAssignments(db: Db, campaignId: string, ids: string[]) {
  const where = { campaignId, id: { in: ids } };
  return db.assignment.findMany({ where, orderBy: [{ code: "asc" }, { id: "asc" }], select: boardFields });
}

/** One page of a campaign's board with its neighbours, and how many rows the filters leave. */
export async function listAssignments(db: Db, campaignId: string, list: AssignmentList, locale: string) {
  const where = boardWhere(campaignId, list);
  const { where: beyond, ...page } = pageOf(list, locale);
  const found = await db.assignment.findMany({ where: { AND: [where, beyond] }, ...page, select: boardFields });
  const count = await db.assignment.count({ where });
  return { count, ...cutPage(found, list, locale) };
}
export type AssignmentRow = Awaited<ReturnType<typeof listAssignments>>["rows"][number];
