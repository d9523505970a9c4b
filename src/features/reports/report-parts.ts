import type {
  CampaignStatus,
  Provenance,
  ReportStatus,
  Role,
  SettlementClass,
  Stage,
} from "#generated/prisma/enums.ts";
import { fromUtcMidnight, type PlainDate } from "#lib/plain-date.ts";
import type { Actor, Db } from "#server/db.ts";
import { can } from "#server/policy.ts";
import { contextOf } from "./edition.ts";
import type { Context } from "./form/cells.ts";
import { judgedBy } from "./judge-report.ts";
import { type ReportStep, reportLife } from "./lifecycle.ts";
import { isClosedTo } from "./lock-report.ts";

type AssignmentRow = {
  id: string;
  version: number;
  status: ReportStatus;
  current: number;
  schoolId: string;
  districtId: string;
  districtNameEn: string;
  districtNameZh: string;
  nameEn: string;
  nameZh: string;
  code: string;
  stages: Stage[];
  ownership: string;
  ownershipNameEn: string;
  ownershipNameZh: string;
  settlement: SettlementClass | null;
  submittedAt: Date | null;
  late: boolean;
  extendedTo: Date | null;
};

type CampaignRow = {
  campaignId: string;
  titleEn: string;
  titleZh: string;
  refersTo: Date;
  /** The school's own deadline: the campaign's, or the later one it was given. Exclusive. */
  dueAt: Date;
  graceUntil: Date | null;
  campaignStatus: CampaignStatus;
  noteEn: string;
  noteZh: string;
  openedByName: string;
  openedAt: Date;
  templateVersionId: string;
};

export type CampaignOfReport = Omit<CampaignRow, "campaignId" | "campaignStatus" | "refersTo" | "templateVersionId"> & {
  id: string;
  status: CampaignStatus;
  refersTo: PlainDate;
};

/** The assignment with its stamps, its campaign and the context of its checks; null where it is not in reach. */
export async function findAssignment(
  db: Db,
  id: string,
): Promise<{
  assignment: AssignmentRow;
  campaign: CampaignOfReport;
  context: Context;
  templateVersionId: string;
} | null> {
  const [row] = await db.$queryRaw<(AssignmentRow & CampaignRow & { context: unknown })[]>`
    select a.id, a.version, a.status::text, a.current, a."schoolId", a."districtId", a."nameEn", a."nameZh", a.code,
           a.stages::text[] as stages, a.ownership, a.settlement::text, a."submittedAt", a.late, a.context,
           d."nameEn" as "districtNameEn", d."nameZh" as "districtNameZh",
           coalesce(o."nameEn", a.ownership) as "ownershipNameEn", coalesce(o."nameZh", a.ownership) as "ownershipNameZh",
           c.id as "campaignId", c."titleEn", c."titleZh", c."refersTo", greatest(c."dueAt", a."extendedTo") as "dueAt", a."extendedTo", c."graceUntil", c.status::text as "campaignStatus",
           c."noteEn", c."noteZh", c."openedByName", c."openedAt", c."templateVersionId"
      from "Assignment" a
      join "Campaign" c on c."tenantId" = a."tenantId" and c.id = a."campaignId"
      join "District" d on d."tenantId" = a."tenantId" and d.id = a."districtId"
      left join "Ownership" o on o."tenantId" = a."tenantId" and o.code = a.ownership
     where a.id = ${id}::uuid`;
  if (!row) return null;
  const {
    campaignId,
    titleEn,
    titleZh,
    refersTo,
    dueAt,
    graceUntil,
    campaignStatus,
    noteEn,
    noteZh,
    openedByName,
    openedAt,
    ...more
  } = row;
  const { templateVersionId, context, ...assignment } = more;
  const days = { refersTo: fromUtcMidnight(refersTo), dueAt, graceUntil, openedAt };
  const campaign = { id: campaignId, titleEn, titleZh, status: campaignStatus, noteEn, noteZh, openedByName, ...days };
  return { assignment, campaign, context: contextOf(context), templateVersionId };
}

/** Every version of a school's answer, newest first. */
export function listVersions(db: Db, assignmentId: string) {
  return db.submission.findMany({
    where: { assignmentId },
    orderBy: { number: "desc" },
    select: {
      id: true,
      number: true,
      createdAt: true,
      filledByIds: true,
      signedByName: true,
      signedAt: true,
      selfSigned: true,
      submittedByName: true,
      submittedAt: true,
      late: true,
      returnedByName: true,
      returnedAt: true,
      returnReason: true,
    },
  });
}

export type CellOfReport = {
  value: string;
  provenance: Provenance;
  updatedById: string;
  updatedByName: string;
  updatedAt: Date;
  version: number;
};

/** Figures of two versions at once: the one that is shown and the one before it. */
export async function listCells(db: Db, submissionIds: string[]): Promise<Map<string, Record<string, CellOfReport>>> {
  const rows = await db.cellValue.findMany({
    where: { submissionId: { in: submissionIds } },
    select: {
      submissionId: true,
      cell: true,
      value: true,
      provenance: true,
      updatedById: true,
      updatedByName: true,
      updatedAt: true,
      version: true,
    },
  });
  const bySubmission = new Map<string, Record<string, CellOfReport>>();
  for (const { submissionId, cell, ...held } of rows) {
    const cells = bySubmission.get(submissionId) ?? {};
    cells[cell] = held;
    bySubmission.set(submissionId, cells);
  }
  return bySubmission;
}

export type CommentOfReport = {
  id: string;
  number: number;
  cell: string;
  text: string;
  authorName: string;
  authorRole: Role;
  createdAt: Date;
  /** What the school says to it; empty where it has not. */
  answer: string;
  answeredBy: string;
  answeredAt: Date | null;
  resolvedAt: Date | null;
};

/** Comments on all versions, oldest first. */
export async function listComments(db: Db, submissions: { id: string; number: number }[]): Promise<CommentOfReport[]> {
  const numbers = new Map(submissions.map(({ id, number }) => [id, number]));
  const rows = await db.cellComment.findMany({
    where: { submissionId: { in: [...numbers.keys()] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      submissionId: true,
      cell: true,
      text: true,
      authorName: true,
      authorRole: true,
      createdAt: true,
      answer: true,
      answeredBy: true,
      answeredAt: true,
      resolvedAt: true,
    },
  });
  return rows.map(({ submissionId, ...comment }) => ({ ...comment, number: numbers.get(submissionId) ?? 0 }));
}

/** What happened to a report, oldest first; typing and explaining only where they took the signature back. `number` is the version it happened to. */
export async function listEvents(db: Db, assignmentId: string) {
  const rows = await db.auditEvent.findMany({
    where: {
      subjectType: "Assignment",
      subjectId: assignmentId,
      OR: [
        {
          capability: {
            startsWith: "report.",
            notIn: ["report.fill", "report.explain", "report.comment", "report.answer"],
          },
        },
        { capability: { startsWith: "extension." } },
        { detail: { path: ["unsigned"], equals: true } },
      ],
    },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    select: {
      id: true,
      capability: true,
      personName: true,
      forPersonName: true,
      role: true,
      at: true,
      reason: true,
      detail: true,
    },
  });
  return rows.map(({ detail, ...event }) => {
    const {
      number = null,
      unsigned = false,
      earlier = null,
    } = detail as {
      number?: number;
      unsigned?: boolean;
      earlier?: number;
    };
    return { ...event, number, unsigned, earlier };
  });
}

const STEPS = ["fill", "sign", "submit", "return", "acceptDistrict", "accept", "lock", "reopen"] as const;
export type May = Record<(typeof STEPS)[number] | "explain" | "comment" | "answer", boolean>;

type Standing = {
  assignment: Pick<AssignmentRow, "status" | "submittedAt" | "current">;
  campaign: Pick<CampaignOfReport, "status">;
  number: number;
};

/** What this person may do with this version now: the right, the state, and whether the campaign still takes it. */
export function whatMay(actor: Actor, { assignment, campaign, number }: Standing): May {
  const isCurrent = number === assignment.current;
  const closed = isClosedTo({ campaignStatus: campaign.status, submittedAt: assignment.submittedAt });
  const judges = judgedBy(actor).includes(assignment.status);
  const ready = (step: ReportStep) =>
    isCurrent && can(actor, `report.${step}`) && reportLife.can(step, assignment.status);
  return {
    fill: ready("fill") && !closed,
    explain: ready("fill") && !closed && can(actor, "report.explain"),
    answer: ready("fill") && !closed && can(actor, "report.answer"),
    sign: ready("sign") && !closed,
    submit: ready("submit") && !closed,
    return: ready("return") && judges,
    acceptDistrict: ready("acceptDistrict"),
    accept: ready("accept"),
    lock: ready("lock"),
    reopen: ready("reopen"),
    comment: isCurrent && can(actor, "report.comment") && judges,
  };
}
