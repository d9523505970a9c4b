import type { Prisma } from "#generated/prisma/client.ts";
import { addMonths, fromUtcMidnight, type PlainDate, toUtcMidnight } from "#lib/plain-date.ts";
import { instantAt } from "#lib/zoned-time.ts";
import type { Db } from "#server/db.ts";
import { Refusal } from "#server/refusal.ts";
import type { CampaignInput } from "./schema.ts";

export type Scope = Pick<CampaignInput, "stages" | "ownerships" | "districtIds"> & { refersTo: string };

/** Institutions that were open on the campaign's day, by the register as it is known now. */
export function inScope(scope: Scope): Prisma.SchoolFactWhereInput {
  const on = toUtcMidnight(scope.refersTo as PlainDate);
  return {
    supersededAt: null,
    validFrom: { lte: on },
    OR: [{ validTo: null }, { validTo: { gt: on } }],
    status: { in: ["OPEN", "OPEN_PROPOSED_TO_CLOSE"] },
    ...(scope.stages.length > 0 ? { stages: { hasSome: scope.stages } } : {}),
    ...(scope.ownerships.length > 0 ? { ownership: { in: scope.ownerships } } : {}),
    ...(scope.districtIds.length > 0 ? { districtId: { in: scope.districtIds } } : {}),
  };
}

/** Every school that would be asked, by code. */
export function schoolsInScope(db: Db, scope: Scope) {
  return db.schoolFact.findMany({
    where: inScope(scope),
    orderBy: [{ code: "asc" }, { schoolId: "asc" }],
    select: { id: true, schoolId: true, code: true, nameEn: true, nameZh: true, stages: true, districtId: true },
  });
}

type Times = Pick<CampaignInput, "dueDate" | "dueTime" | "graceDate" | "graceTime">;

/**
 * The instants a deadline's form means, on the tenant's clocks; grace without a time ends with its day.
 * @throws Refusal where the grace does not come after the deadline
 */
export function deadlinesOf(input: Times, timeZone: string): { dueAt: Date; graceUntil: Date | null } {
  const dueAt = instantAt(input.dueDate as PlainDate, input.dueTime, timeZone);
  const graceUntil = input.graceDate
    ? instantAt(input.graceDate as PlainDate, input.graceTime ?? "24:00", timeZone)
    : null;
  if (graceUntil && graceUntil <= dueAt) throw new Refusal("campaigns.error.grace", {}, "graceDate");
  return { dueAt, graceUntil };
}

/**
 * Earlier campaigns of the same form: those of the school year before the given one, and that of the month before.
 * Their counted figures are what the checks compare with.
 */
export async function earlierCampaigns(
  db: Db,
  form: { key: string; period: "year" | "month" },
  at: { schoolYearId: string; refersTo: PlainDate },
): Promise<{ lastYear: string[]; lastMonth: string[] }> {
  const year = await db.schoolYear.findFirst({ where: { id: at.schoolYearId }, select: { startsOn: true } });
  if (!year) throw new Refusal("error.missingReference");
  const previous = await db.schoolYear.findFirst({
    where: { startsOn: { lt: year.startsOn } },
    orderBy: { startsOn: "desc" },
    select: { id: true },
  });
  const campaigns = await db.campaign.findMany({
    where: { templateVersion: { template: { key: form.key } }, refersTo: { lt: toUtcMidnight(at.refersTo) } },
    select: { id: true, schoolYearId: true, refersTo: true },
  });
  const monthBefore = addMonths(at.refersTo, -1);
  const yearBefore = addMonths(at.refersTo, -12);
  const lastYear = campaigns.filter(({ schoolYearId, refersTo }) =>
    form.period === "month" ? fromUtcMidnight(refersTo) === yearBefore : schoolYearId === previous?.id,
  );
  const lastMonth = campaigns.filter(
    ({ refersTo }) => form.period === "month" && fromUtcMidnight(refersTo) === monthBefore,
  );
  return { lastYear: lastYear.map(({ id }) => id), lastMonth: lastMonth.map(({ id }) => id) };
}
